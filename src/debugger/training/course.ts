/** Counts the minibatches of a training through all of its epochs, and places between their operations. */

/** So many minibatches of the run are trained, and so many operations of the next one are executed. */
export interface Place {
  readonly done: number;
  readonly operation: number;
}

/** A minibatch by its numbers, from 1. */
interface MinibatchNumber {
  readonly epoch: number;
  readonly batch: number;
}

export const startOf = (done: number): Place => ({ done, operation: 0 });

/** The minibatch that comes after so many of the run. */
export const minibatchAfter = (done: number, batches: number): MinibatchNumber => ({
  epoch: Math.floor(done / batches) + 1,
  batch: (done % batches) + 1,
});

export const isBehind = (a: Place, b: Place): boolean =>
  a.done > b.done || (a.done === b.done && a.operation > b.operation);
