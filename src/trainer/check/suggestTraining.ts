/**
 * Suggests how to train a network for the user's data, by the size of the data and by the task. Measured on small
 * tables against scikit-learn: test/trainer/smallTables.test.ts.
 */

import type { TaskName } from "../../core/names";

export interface Size {
  /** Number of training and validation examples. */
  rows: number;
  inputs: number;
  /** Inputs without one of each category: that one follows from the others. */
  freeInputs: number;
  /** Number of training examples. */
  trained: number;
  /** Number of validation examples. */
  watched: number;
  task: TaskName;
}

export interface SuggestedTraining {
  /** Units of the hidden layer. */
  units: number;
  epochs: number;
  batchSize: number;
  learningRate: number;
  l2: number;
  /** Metric that chooses the best epoch if there is no early stopping. */
  bestMetric?: "cost";
  earlyStopping?: { metric?: "validationCost"; patience: number };
}

/** A fifth of fewer examples is too few to choose an epoch by. */
const rowsToChoose = 200;
/** Fewer training examples get smaller minibatches. */
const fewTrained = 100;
/** Validation examples that distinguish accuracies; fewer often tie, and the first of equals is hardly trained. */
const accuracyTells = 1000;

/** More inputs than this are considered a picture. */
const pictureInputs = 200;

/**
 * One hidden layer, wider for more inputs; adam with a usual learning rate. L2 grows with the number of columns, which
 * can be fitted by chance. Early stopping only with enough validation examples: otherwise a few lucky ones would end
 * the training. Pictures need fewer epochs.
 */
export function suggestTraining({ rows, inputs, freeInputs, trained, watched, task }: Size): SuggestedTraining {
  const isPicture = inputs > pictureInputs;
  const isChosen = rows >= rowsToChoose && watched > 0;
  const usual = trained > 20000 ? 100 : trained > 1000 ? 32 : trained < fewTrained && !isPicture ? 8 : 16;
  const batchSize = Math.min(trained, usual);
  const most = isPicture && !isChosen ? 50 : 200;
  const epochs = Math.min(most, Math.max(20, Math.round(15000 / Math.ceil(trained / batchSize))));
  const metric = task !== "regression" && watched < accuracyTells && ({ metric: "validationCost" } as const);
  return {
    units: isPicture ? 100 : inputs > 20 ? 64 : 32,
    epochs,
    batchSize,
    learningRate: isPicture ? 0.001 : 0.003,
    l2: isPicture ? 0.5 : Math.min(2, Math.max(0.5, freeInputs / 4)),
    ...(isChosen
      ? { earlyStopping: { ...metric, patience: Math.max(5, Math.round(epochs / 5)) } }
      : { bestMetric: "cost" }),
  };
}
