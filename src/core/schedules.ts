/** Learning-rate schedules: η as a function of the run's progress, with the meaning of Keras and PyTorch. */
import { power } from "./optimizers";

export type Schedule =
  | { readonly type: "constant"; readonly warmupEpochs: number }
  | {
      readonly type: "step";
      readonly every: number;
      readonly factor: number;
      readonly minimum: number;
      readonly warmupEpochs: number;
    }
  | {
      readonly type: "exponential";
      readonly factor: number;
      readonly minimum: number;
      readonly warmupEpochs: number;
    }
  | {
      readonly type: "cosine";
      /** Number of epochs until the minimum is reached; by default the whole run. */
      readonly epochs?: number | undefined;
      readonly minimum: number;
      readonly warmupEpochs: number;
    };

/**
 * Returns the learning rate of a minibatch, rounded to float32. Powers and the cosine are computed from products, since
 * engines may round Math.pow and Math.cos differently.
 * @param base the config's learning rate
 * @param at the minibatch: epoch and batch from 1, minibatches in an epoch, epochs in the run
 */
export function learningRateAt(schedule: Schedule, base: number, at: Position): number {
  const reached = at.epoch - 1 + at.batch / at.batches;
  if (reached <= schedule.warmupEpochs) return Math.fround((base * reached) / schedule.warmupEpochs);
  const progress = at.epoch - 1 + (at.batch - 1) / at.batches;
  return Math.fround(afterWarmup(schedule, base, progress, at.epochs));
}

export interface Position {
  readonly epoch: number;
  readonly batch: number;
  readonly batches: number;
  readonly epochs: number;
}

/** @param progress epochs completed before this minibatch, with the fraction of the present one */
function afterWarmup(schedule: Schedule, base: number, progress: number, epochs: number): number {
  switch (schedule.type) {
    case "constant":
      return base;
    case "step":
      return Math.max(base * power(schedule.factor, Math.floor(progress / schedule.every)), schedule.minimum);
    case "exponential":
      return Math.max(base * power(schedule.factor, Math.floor(progress)), schedule.minimum);
    case "cosine": {
      const left = (schedule.epochs ?? epochs) - schedule.warmupEpochs;
      const share = left > 0 ? Math.min((progress - schedule.warmupEpochs) / left, 1) : 1;
      return schedule.minimum + (base - schedule.minimum) * 0.5 * (1 + halfTurnCosine(share));
    }
  }
}

/** Returns cos(π x) for x in [0, 1], by the Taylor series at the nearer end. */
function halfTurnCosine(x: number): number {
  if (x > 0.5) return -halfTurnCosine(1 - x);
  const square = (Math.PI * x) ** 2;
  let series = 1;
  for (let n = 22; n >= 2; n -= 2) series = 1 - (series * square) / (n * (n - 1));
  return series;
}
