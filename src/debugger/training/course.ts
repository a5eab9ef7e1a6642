/** Positions in a training: minibatches counted over all epochs, and operations within one. */

/** A position: the number of trained minibatches of the run, and of executed operations of the next one. */
export interface Position {
  readonly done: number;
  readonly operation: number;
}

/** A minibatch by its epoch and its number in the epoch, both from 1. */
interface MinibatchNumber {
  readonly epoch: number;
  readonly batch: number;
}

export const startOf = (done: number): Position => ({ done, operation: 0 });

/** Returns the minibatch that follows `done` minibatches of the run. */
export const minibatchAfter = (done: number, batches: number): MinibatchNumber => ({
  epoch: Math.floor(done / batches) + 1,
  batch: (done % batches) + 1,
});

export const isAfter = (a: Position, b: Position): boolean =>
  a.done > b.done || (a.done === b.done && a.operation > b.operation);
