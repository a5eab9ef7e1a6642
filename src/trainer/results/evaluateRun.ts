/** Measures a run's weights on its validation and test examples, class by class. */
import type { Examples } from "../../core/backend";
import type { WhichWeights } from "../experiment/checkpointRef";
import { Evaluator } from "../experiment/evaluator";
import { withNetwork } from "../experiment/network";
import type { Overrides } from "../experiment/overrides";
import { confusionOf } from "../experiment/predictions";
import { loadRecorded } from "../experiment/recorded";
import { type Fit, fitOf } from "../experiment/regressionMetrics";
import { readWeights } from "../experiment/weights";
import { type BinaryFigures, binaryFigures } from "./binaryMetrics";

export interface EvaluatedSet {
  /** `train` only where nothing was held back. */
  name: "train" | "validation" | "test";
  examples: number;
  cost: number;
  /** Share of examples that are right; absent for a regression. */
  accuracy?: number;
  /** How many examples of class [row] the network takes for class [column]; empty for a regression. */
  confusion: number[][];
  /** With two classes: how well the second one is found. */
  binary?: BinaryFigures;
  /** Of a regression. */
  fit?: Fit;
}

export interface RunEvaluation {
  /** Whose weights these are: epochs finished, and minibatches of the next one. */
  epoch: number;
  batch: number;
  /** Empty for a regression. */
  classNames: string[];
  sets: EvaluatedSet[];
}

export async function evaluateRun(
  folder: string,
  { which, backend: name, threads }: { which: WhichWeights } & Pick<Overrides, "backend" | "threads">,
): Promise<RunEvaluation> {
  const { manifest, dataset, backend: recorded } = await loadRecorded(folder);
  const { arrays, state } = await readWeights(folder, which);
  const { config } = manifest;
  const { inputs, classNames = [] } = dataset;
  const stored = { config, inputs, parameters: arrays, backend: name ?? recorded, threads };
  return withNetwork(stored, async (network, backend) => {
    const sets: EvaluatedSet[] = [];
    for (const [set, examples] of setsOf(dataset)) {
      const evaluator = new Evaluator(network, backend, backend.examples(examples));
      const evaluation = await evaluator.measure(breathe);
      const about = { name: set, examples: examples.count, cost: evaluation.cost };
      if (dataset.targets) {
        sets.push({ ...about, confusion: [], fit: fitOf(evaluation, examples, dataset.targets) });
        continue;
      }
      const outputs = await evaluator.outputs(breathe);
      const confusion = confusionOf(outputs, examples, classNames.length);
      const binary = classNames.length === 2 && { binary: binaryFigures(outputs, examples.targets, confusion) };
      sets.push({ ...about, accuracy: evaluation.accuracy, confusion, ...binary });
    }
    return { epoch: state.epoch, batch: state.batch, classNames, sets };
  });
}

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

function setsOf({ train, validation, test }: { train: Examples; validation?: Examples; test?: Examples }) {
  const held: [EvaluatedSet["name"], Examples][] = [];
  if (validation) held.push(["validation", validation]);
  if (test) held.push(["test", test]);
  return held.length > 0 ? held : ([["train", train]] as typeof held);
}
