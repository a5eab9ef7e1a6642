/** Evaluates a run's weights on its validation and test examples, with metrics for every class. */
import type { Examples } from "../../core/backend";
import { calibrationError } from "../../core/calibration";
import { NetworkError } from "../../core/errors";
import { metrics, watchedOnly } from "../../core/metricRegistry";
import { runOfFolder } from "../../groups/finalRun";
import { type Calibration, calibrationOf } from "../../runs/calibration";
import type { Checkpoint } from "../../runs/checkpoint";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { Evaluator } from "../experiment/evaluator";
import type { Overrides } from "../experiment/overrides";
import { type Predicted, predictionMetrics } from "../experiment/predictionMetrics";
import { confusionMatrix } from "../experiment/predictions";
import { answerCalibration, probabilityActivation, withTemperature } from "../experiment/probabilities";
import { loadRecordedRun } from "../experiment/recorded";
import { type RegressionMetrics, regressionMetrics } from "../experiment/regressionMetrics";
import { withNetwork } from "../experiment/storedNetwork";
import { readWeights } from "../experiment/weights";
import { type BinaryMetrics, binaryMetrics } from "./binaryMetrics";
import { type LabelMetrics, labelMetrics } from "./labelMetrics";

export interface EvaluatedSet {
  /** `train` only if there is no other set. */
  name: "train" | "validation" | "test";
  examples: number;
  cost: number;
  /** Share of correct predictions; for multi-label data of correct labels. Absent for a regression. */
  accuracy?: number;
  /** Share of the examples whose labels are all correct; only for multi-label data. */
  exactMatch?: number;
  /** Metrics of each label; only for multi-label data. */
  labels?: LabelMetrics[];
  /** F1: with two classes that of the second; otherwise the mean over classes or labels. Absent for a regression. */
  f1?: number;
  /** ROC AUC, averaged as `f1`, each class or label against the rest; also absent if the set lacks a class. */
  auc?: number;
  /** Mean of the classes' recalls; only for a classification. */
  balancedAccuracy?: number;
  /** Expected calibration error, from 0 to 1; absent if the outputs are not probabilities. */
  ece?: number;
  /** As `ece`, with the fitted temperature. */
  calibratedEce?: number;
  /** Counts of examples [actual][predicted]; empty unless the task is a classification. */
  confusion: number[][];
  /** Metrics of two classes; the second one is positive. */
  binary?: BinaryMetrics;
  /** Metrics of a regression. */
  fit?: RegressionMetrics & { mae: number };
}

export interface RunEvaluation {
  /** Position of the evaluated weights: finished epochs, and minibatches of the next one. */
  epoch: number;
  batch: number;
  /** Empty unless the task is a classification. */
  classNames: string[];
  sets: EvaluatedSet[];
  /** The fitted temperature of these weights and its set, if there is one. */
  calibration?: Pick<Calibration, "temperature" | "set">;
  /** Why calibration.json was not used. */
  calibrationProblem?: string;
}

/** @param given folder of a run, or of a group, whose final network is evaluated */
export async function evaluateRun(
  given: string,
  { checkpoint, backend: name, threads }: { checkpoint: CheckpointRef } & Pick<Overrides, "backend" | "threads">,
): Promise<RunEvaluation> {
  const folder = runOfFolder(given);
  const { manifest, dataset, backend: recorded } = await loadRecordedRun(folder);
  const weights = await readWeights(folder, checkpoint);
  const { arrays, state } = weights;
  const { config } = manifest;
  const areProbabilities = probabilityActivation(dataset.task, config.layers) !== undefined;
  const { calibration, ...problem } = areProbabilities ? await knownCalibration(folder, weights) : {};
  const calibrated = calibration && withTemperature(arrays, config.layers.length, calibration.temperature);
  const { inputs, classNames = [] } = dataset;
  const stored = { config, inputs, parameters: arrays, backend: name ?? recorded, threads };
  return withNetwork(stored, async (network, backend) => {
    const sets: EvaluatedSet[] = [];
    for (const [set, examples] of setsOf(dataset)) {
      const evaluator = new Evaluator(network, backend, backend.examples(examples));
      const { evaluation, outputs } = await evaluator.measureAndPredict(yieldToEventLoop);
      const predicted = { dataset, examples, z: outputs };
      const about: Omit<EvaluatedSet, "confusion"> = { name: set, examples: examples.count, cost: evaluation.cost };
      const ece = (z: Float32Array) => calibrationError(answerCalibration(z, examples, dataset.task));
      if (areProbabilities) about.ece = ece(outputs);
      if (calibrated) {
        await network.writeParameters(calibrated);
        about.calibratedEce = ece(await evaluator.outputs(yieldToEventLoop));
        await network.writeParameters(arrays);
      }
      if (dataset.task === "multi-label" && dataset.targets) {
        const { accuracy } = evaluation;
        const means = classScores(predicted);
        sets.push({ ...about, accuracy, ...means, confusion: [], ...labelMetrics(outputs, examples, dataset.targets) });
        continue;
      }
      if (dataset.targets) {
        const { validationMae: mae = Number.NaN } = predictionMetrics(["validationMae"], predicted);
        const fit = { ...regressionMetrics(evaluation, examples, dataset.targets), mae };
        sets.push({ ...about, confusion: [], fit });
        continue;
      }
      const confusion = confusionMatrix(outputs, examples, classNames.length);
      const binary = classNames.length === 2 && { binary: binaryMetrics(outputs, examples.targets, confusion) };
      sets.push({ ...about, accuracy: evaluation.accuracy, ...classScores(predicted), confusion, ...binary });
    }
    return {
      epoch: state.epoch,
      batch: state.batch,
      classNames,
      sets,
      ...(calibration && { calibration }),
      ...problem,
    };
  });
}

/** Returns the temperature of these weights; if calibration.json is damaged or of other weights, the problem. */
async function knownCalibration(
  folder: string,
  weights: Checkpoint,
): Promise<Pick<RunEvaluation, "calibration" | "calibrationProblem">> {
  try {
    const found = await calibrationOf(folder, weights);
    return found ? { calibration: { temperature: found.temperature, set: found.set } } : {};
  } catch (error) {
    if (error instanceof NetworkError) return { calibrationProblem: error.message };
    throw error;
  }
}

/** Returns the metrics under the names that are the same for every set. */
function classScores(predicted: Predicted): Pick<EvaluatedSet, "f1" | "auc" | "balancedAccuracy"> {
  const { task } = predicted.dataset;
  const names = watchedOnly.filter((name) => metrics[name].tasks.includes(task));
  const { validationF1, validationAuc, validationBalancedAccuracy } = predictionMetrics(names, predicted);
  return {
    ...(validationF1 !== undefined && { f1: validationF1 }),
    ...(validationAuc !== undefined && { auc: validationAuc }),
    ...(validationBalancedAccuracy !== undefined && { balancedAccuracy: validationBalancedAccuracy }),
  };
}

const yieldToEventLoop = () => new Promise<void>((resolve) => setImmediate(resolve));

function setsOf({ train, validation, test }: { train: Examples; validation?: Examples; test?: Examples }) {
  const held: [EvaluatedSet["name"], Examples][] = [];
  if (validation) held.push(["validation", validation]);
  if (test) held.push(["test", test]);
  return held.length > 0 ? held : ([["train", train]] as typeof held);
}
