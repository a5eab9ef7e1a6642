/** Fits a temperature to the probabilities of a run's network and writes it into the run folder. */
import { type CalibrationBin, calibrationError } from "../../core/calibration";
import { NetworkError } from "../../core/errors";
import { type FittedTemperature, fitTemperature, negativeLogLikelihood, probabilitiesAt } from "../../core/temperature";
import { runOfFolder } from "../../groups/finalRun";
import { type Calibration, calibrationOf, writeCalibration } from "../../runs/calibration";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { Evaluator } from "../experiment/evaluator";
import type { Overrides } from "../experiment/overrides";
import { answerCalibration, logitsOf, requiredActivation, withLinearOutput } from "../experiment/probabilities";
import { loadRecordedRun } from "../experiment/recorded";
import { withNetwork } from "../experiment/storedNetwork";
import { readWeights } from "../experiment/weights";

/** Figures of the probabilities before and after. */
export interface CalibrationFigures {
  /** Mean negative log-likelihood per example. */
  cost: number;
  /** Expected calibration error, from 0 to 1. */
  ece: number;
  bins: CalibrationBin[];
}

export interface FittedRun extends Pick<Calibration, "set" | "epoch">, FittedTemperature {
  examples: number;
  before: CalibrationFigures;
  after: CalibrationFigures;
}

interface Options extends Pick<Overrides, "backend" | "threads"> {
  checkpoint: CheckpointRef;
  set?: Calibration["set"] | undefined;
}

/**
 * @param given folder of a run, or of a group, whose final network is calibrated
 * Throws a NetworkError if the outputs are not probabilities or the run has no such set.
 */
export async function calibrateRun(
  given: string,
  { checkpoint: ref, set = "validation", backend: name, threads }: Options,
): Promise<FittedRun> {
  const folder = runOfFolder(given);
  const { manifest, dataset, backend: recorded } = await loadRecordedRun(folder);
  const { config } = manifest;
  const activation = requiredActivation(dataset.task, config.layers);
  const examples = dataset[set];
  if (!examples) {
    const other = set === "test" ? "validation" : "test";
    throw new NetworkError("no-set/mark", { set, ...(dataset[other] && { other }) });
  }
  const checkpoint = await readWeights(folder, ref);
  const parameters = checkpoint.arrays;
  const stored = { config: withLinearOutput(config), inputs: dataset.inputs, parameters, threads };
  const s = await withNetwork({ ...stored, backend: name ?? recorded }, (network, backend) =>
    new Evaluator(network, backend, backend.examples(examples)).outputs(yieldToEventLoop),
  );
  if (!s.every(Number.isFinite)) throw new NetworkError("no-probabilities/overflow", { set });
  const logits = logitsOf(s, examples, dataset.task, activation);
  const fitted = fitTemperature(logits);
  await writeCalibration(folder, { temperature: fitted.temperature, set }, checkpoint);
  const figures = (temperature: number): CalibrationFigures => {
    const bins = answerCalibration(probabilitiesAt(logits, temperature), examples, dataset.task);
    return { cost: negativeLogLikelihood(logits, temperature), ece: calibrationError(bins), bins };
  };
  const { epoch } = checkpoint.state;
  return { ...fitted, set, epoch, examples: examples.count, before: figures(1), after: figures(fitted.temperature) };
}

/** Returns the calibration of these weights; undefined if there is none, or one that is damaged or of other weights. */
export async function knownCalibration(folder: string, ref: CheckpointRef): Promise<Calibration | undefined> {
  try {
    return await calibrationOf(folder, await readWeights(folder, ref));
  } catch (error) {
    if (error instanceof NetworkError && error.code.startsWith("calibration-")) return undefined;
    throw error;
  }
}

const yieldToEventLoop = () => new Promise<void>((resolve) => setImmediate(resolve));
