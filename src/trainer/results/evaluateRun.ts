/** Evaluates a run's weights on its validation and test examples, class by class. */
import type { Examples } from "../../core/backend";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { Evaluator } from "../experiment/evaluator";
import type { Overrides } from "../experiment/overrides";
import { confusionMatrix } from "../experiment/predictions";
import { loadRecordedRun } from "../experiment/recorded";
import { type RegressionMetrics, regressionMetrics } from "../experiment/regressionMetrics";
import { withNetwork } from "../experiment/storedNetwork";
import { readWeights } from "../experiment/weights";
import { type BinaryMetrics, binaryMetrics } from "./binaryMetrics";
import { type LabelMetrics, labelMetrics } from "./labelMetrics";

export interface EvaluatedSet {
  /** `train` only where there are no other sets. */
  name: "train" | "validation" | "test";
  examples: number;
  cost: number;
  /** Share of correct predictions, of multi-label data share of correct labels; absent for a regression. */
  accuracy?: number;
  /** Of multi-label data: share of the examples whose labels are all correct. */
  exactMatch?: number;
  /** Of multi-label data. */
  labels?: LabelMetrics[];
  /** [actual][predicted]: counts of examples; only for a classification, else empty. */
  confusion: number[][];
  /** With two classes; the second one is positive. */
  binary?: BinaryMetrics;
  /** Only for a regression. */
  fit?: RegressionMetrics;
}

export interface RunEvaluation {
  /** Of these weights: epochs finished, and minibatches of the next one. */
  epoch: number;
  batch: number;
  /** Empty for all but a classification. */
  classNames: string[];
  sets: EvaluatedSet[];
}

export async function evaluateRun(
  folder: string,
  { checkpoint, backend: name, threads }: { checkpoint: CheckpointRef } & Pick<Overrides, "backend" | "threads">,
): Promise<RunEvaluation> {
  const { manifest, dataset, backend: recorded } = await loadRecordedRun(folder);
  const { arrays, state } = await readWeights(folder, checkpoint);
  const { config } = manifest;
  const { inputs, classNames = [] } = dataset;
  const stored = { config, inputs, parameters: arrays, backend: name ?? recorded, threads };
  return withNetwork(stored, async (network, backend) => {
    const sets: EvaluatedSet[] = [];
    for (const [set, examples] of setsOf(dataset)) {
      const evaluator = new Evaluator(network, backend, backend.examples(examples));
      const evaluation = await evaluator.measure(yieldToEventLoop);
      const about = { name: set, examples: examples.count, cost: evaluation.cost };
      if (dataset.task === "multi-label" && dataset.targets) {
        const { accuracy } = evaluation;
        const outputs = await evaluator.outputs(yieldToEventLoop);
        sets.push({ ...about, accuracy, confusion: [], ...labelMetrics(outputs, examples, dataset.targets) });
        continue;
      }
      if (dataset.targets) {
        sets.push({ ...about, confusion: [], fit: regressionMetrics(evaluation, examples, dataset.targets) });
        continue;
      }
      const outputs = await evaluator.outputs(yieldToEventLoop);
      const confusion = confusionMatrix(outputs, examples, classNames.length);
      const binary = classNames.length === 2 && { binary: binaryMetrics(outputs, examples.targets, confusion) };
      sets.push({ ...about, accuracy: evaluation.accuracy, confusion, ...binary });
    }
    return { epoch: state.epoch, batch: state.batch, classNames, sets };
  });
}

const yieldToEventLoop = () => new Promise<void>((resolve) => setImmediate(resolve));

function setsOf({ train, validation, test }: { train: Examples; validation?: Examples; test?: Examples }) {
  const held: [EvaluatedSet["name"], Examples][] = [];
  if (validation) held.push(["validation", validation]);
  if (test) held.push(["test", test]);
  return held.length > 0 ? held : ([["train", train]] as typeof held);
}
