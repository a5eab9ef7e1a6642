/** Learning-rate schedules: η as a function of how far the run is. Keras' and PyTorch's meaning of the same names. */

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
      readonly minimum: number;
      readonly warmupEpochs: number;
    };

/**
 * The learning rate of a minibatch, rounded to float32 (which also makes Math.cos and Math.pow, that engines may round
 * differently in their last bit, the same everywhere).
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

/** @param progress epochs done before this minibatch, with the fraction of the present one */
function afterWarmup(schedule: Schedule, base: number, progress: number, epochs: number): number {
  switch (schedule.type) {
    case "constant":
      return base;
    case "step":
      return Math.max(base * schedule.factor ** Math.floor(progress / schedule.every), schedule.minimum);
    case "exponential":
      return Math.max(base * schedule.factor ** Math.floor(progress), schedule.minimum);
    case "cosine": {
      const left = epochs - schedule.warmupEpochs;
      const share = left > 0 ? Math.min((progress - schedule.warmupEpochs) / left, 1) : 1;
      return schedule.minimum + (base - schedule.minimum) * 0.5 * (1 + Math.cos(Math.PI * share));
    }
  }
}
