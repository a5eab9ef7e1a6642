/** Cache of the measurements that `auto` made on this machine, by the measured work. */
import { cpus } from "node:os";
import { inputsOf } from "../../core/packedExamples";
import type { BackendOptions } from "../options";
import type { Measured } from "./measure";
import { Memory } from "./memory";

/** Version of the kernels, incremented when they become faster: it invalidates older measurements. */
const kernels = 4;

const memory = new Memory<Measured[]>("auto.json");

/**
 * Returns the measurements, the backend to use first; undefined if this work was never measured on this machine, or
 * if other backends than now were available then.
 * @param names of the backends that are available now
 */
export function readMeasurements(options: BackendOptions, names: readonly string[]): Measured[] | undefined {
  const found = memory.get(keyOf(options));
  const measured = new Set(found?.map(({ name }) => name));
  return measured.size === names.length && names.every((name) => measured.has(name as Measured["name"]))
    ? found
    : undefined;
}

export const writeMeasurements = (options: BackendOptions, measured: Measured[]): void =>
  memory.set(keyOf(options), measured);

/** Returns a key of the machine, the engine and the work; examples count by their share of zero inputs, in tenths. */
export function keyOf({ shape, batchSize, threads, examples }: BackendOptions): string {
  const machine = [cpus()[0]?.model ?? "", cpus().length, process.arch, process.version, kernels];
  const some = examples && Math.min(examples.count, Math.ceil(100_000 / examples.inputs));
  const values = examples && some ? inputsOf(examples, 0, some).subarray(0, 100_000) : new Uint8Array(1);
  let zeros = 0;
  for (const value of values) zeros += Number(value === 0);
  return JSON.stringify([...machine, shape, batchSize, threads, Math.round((10 * zeros) / values.length)]);
}
