/** The order of the examples in an epoch, and its division into minibatches. */
import { RandomStream } from "./random";

/** Returns the permutation of 0 … count − 1 for one epoch (from 1). */
export function orderOf(count: number, seed: number, epoch: number): Uint32Array {
  return shuffled(count, new RandomStream(seed, "order", { epoch }));
}

/** Returns a permutation of 0 … count − 1: the Fisher-Yates shuffle with counter-based random numbers. */
export function shuffled(count: number, random: RandomStream): Uint32Array {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.uniform(i) * (i + 1));
    const held = order[i];
    order[i] = order[j];
    order[j] = held;
  }
  return order;
}

/** A contiguous part of the order. */
export interface Slice {
  readonly start: number;
  readonly rows: number;
}

/** Returns the slices of one epoch; the last one is shorter if batchSize does not divide count. */
export function minibatchesOf(count: number, batchSize: number): Slice[] {
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, i) => ({
    start: i * batchSize,
    rows: Math.min(batchSize, count - i * batchSize),
  }));
}
