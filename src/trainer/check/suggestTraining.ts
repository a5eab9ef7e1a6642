/**
 * How a network for a person's own data is trained, by the size of the data and by what is learned. Measured over small
 * tables against scikit-learn: test/trainer/smallTables.test.ts.
 */

import type { TaskName } from "../../core/names";

export interface Size {
  /** Training and validation examples. */
  rows: number;
  inputs: number;
  /** Inputs without one of each category: that one follows from the others. */
  freeInputs: number;
  /** Training examples. */
  trained: number;
  /** Validation examples. */
  watched: number;
  task: TaskName;
}

export interface SuggestedTraining {
  /** Of the hidden layer. */
  units: number;
  epochs: number;
  batchSize: number;
  learningRate: number;
  l2: number;
  /** What chooses the best epoch where none is given up early. */
  bestMetric?: "cost";
  earlyStopping?: { metric?: "validationCost"; patience: number };
}

/** A fifth of fewer examples is too few to choose an epoch by. */
const rowsToChoose = 200;
/** So few examples are trained in smaller minibatches. */
const fewTrained = 100;
/** So many validation examples tell accuracies apart; fewer often tie, and the first of equals is hardly trained. */
const accuracyTells = 1000;

/** More inputs are those of a picture. */
const pictureInputs = 200;

/**
 * One hidden layer, wider for more inputs; adam at a usual rate. Weights of a table decay, the more columns there are
 * to fit by chance. Early stopping only where enough examples are watched: otherwise a few lucky ones would end the
 * training. A picture has been learned sooner.
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
