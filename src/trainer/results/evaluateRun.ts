/** Evaluates a run's weights on its validation and test examples, with metrics for every class. */
import type { Examples } from "../../core/backend";
import { metrics, watchedOnly } from "../../core/metricRegistry";
import { runOfFolder } from "../../groups/finalRun";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { Evaluator } from "../experiment/evaluator";
import type { Overrides } from "../experiment/overrides";
import { type Predicted, predictionMetrics } from "../experiment/predictionMetrics";
import { confusionMatrix } from "../experiment/predictions";
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
}

/** @param given folder of a run, or of a group, whose final network is evaluated */
export async function evaluateRun(
  given: string,
  { checkpoint, backend: name, threads }: { checkpoint: CheckpointRef } & Pick<Overrides, "backend" | "threads">,
): Promise<RunEvaluation> {
  const folder = runOfFolder(given);
  const { manifest, dataset, backend: recorded } = await loadRecordedRun(folder);
  const { arrays, state } = await readWeights(folder, checkpoint);
  const { config } = manifest;
  const { inputs, classNames = [] } = dataset;
  const stored = { config, inputs, parameters: arrays, backend: name ?? recorded, threads };
  return withNetwork(stored, async (network, backend) => {
    const sets: EvaluatedSet[] = [];
    for (const [set, examples] of setsOf(dataset)) {
      const evaluator = new Evaluator(network, backend, backend.examples(examples));
      const { evaluation, outputs } = await evaluator.measureAndPredict(yieldToEventLoop);
      const predicted = { dataset, examples, z: outputs };
      const about = { name: set, examples: examples.count, cost: evaluation.cost };
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
    return { epoch: state.epoch, batch: state.batch, classNames, sets };
  });
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
