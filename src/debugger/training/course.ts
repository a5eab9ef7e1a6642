/** Counts the minibatches of a training through all of its epochs. */

/** A minibatch by its numbers, from 1. */
interface MinibatchNumber {
  readonly epoch: number;
  readonly batch: number;
}

/** The minibatch that comes after so many of the run. */
export const minibatchAfter = (done: number, batches: number): MinibatchNumber => ({
  epoch: Math.floor(done / batches) + 1,
  batch: (done % batches) + 1,
});
