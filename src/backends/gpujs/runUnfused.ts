/**
 * Executes one minibatch kernel by kernel, from and to the host's memory: for plans that pipelines do not speed up, and
 * to read intermediate results.
 */
import type { Minibatch } from "../../core/backend";
import type { Engine } from "./engine";
import type { Gathered, KernelProgram } from "./kernelProgram";
import type { GpujsMatrix } from "./matrix";

/** A snapshot of matrices' values. */
export type ReadMatrices = Map<GpujsMatrix, Float32Array>;

/** Returns the host's values for a minibatch, its examples included. */
export function fedWith({ feeds, gathered }: KernelProgram, minibatch: Minibatch): ReadMatrices {
  const held: ReadMatrices = new Map();
  for (const { matrix, fill } of feeds) {
    const values = zerosFor(matrix);
    fill(values, minibatch);
    held.set(matrix, values);
  }
  if (gathered) fillIn(gathered, gathered.examples.range(minibatch.start, minibatch.rows), held);
  return held;
}

/** Adds the inputs and targets of these examples to `held`. */
export function fillIn({ examples, inputs, targets }: Gathered, numbers: Uint32Array, held: ReadMatrices): void {
  held.set(inputs, zerosFor(inputs));
  held.set(targets, zerosFor(targets));
  examples.copyAllInputs(held.get(inputs) as Float32Array, numbers);
  examples.copyAllTargets(held.get(targets) as Float32Array, numbers);
}

/** Adds the results of all steps to `held`; ends at a cost that is not finite. */
export async function executeUnfused(
  engine: Engine,
  { steps, measured }: KernelProgram,
  held: ReadMatrices,
): Promise<void> {
  for (const { kernel, reads, writes } of steps) {
    for (const matrix of reads) {
      if (held.has(matrix)) continue;
      await matrix.made();
      held.set(matrix, matrix.values);
    }
    const read = reads.map((matrix) => ({ matrix, values: held.get(matrix) as Float32Array }));
    const values = await engine.run(kernel, read, writes);
    held.set(writes, values);
    if (writes === measured && !Number.isFinite(values[0])) return;
  }
}

const zerosFor = ({ rows, columns }: GpujsMatrix) => new Float32Array(rows * columns);
