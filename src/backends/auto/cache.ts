/** Cache of the measurements that `auto` made on this machine, by the measured work. Unusable files are no error. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import envPaths from "env-paths";
import type { BackendOptions } from "../options";
import type { Measured } from "./measure";

const file = () =>
  join(process.env.MATRIX_NETWORK_CACHE || envPaths("matrix-network", { suffix: "" }).cache, "auto.json");
/** Maximum number of entries; the oldest are removed. */
const maxEntries = 200;

/** Version of the kernels, incremented when they become faster: it invalidates older measurements. */
const kernels = 4;

type Found = Record<string, Measured[]>;

/**
 * Returns the measurements, the backend to use first; undefined if this work was never measured on this machine, or
 * if other backends than now were available then.
 * @param names of the backends that are available now
 */
export function readMeasurements(options: BackendOptions, names: readonly string[]): Measured[] | undefined {
  const found = readAll()[keyOf(options)];
  const measured = new Set(found?.map(({ name }) => name));
  return measured.size === names.length && names.every((name) => measured.has(name as Measured["name"]))
    ? found
    : undefined;
}

export function writeMeasurements(options: BackendOptions, measured: Measured[]): void {
  const found = { ...readAll(), [keyOf(options)]: measured };
  try {
    mkdirSync(join(file(), ".."), { recursive: true });
    const temporary = `${file()}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(Object.fromEntries(Object.entries(found).slice(-maxEntries))));
    renameSync(temporary, file());
  } catch {
    // The next run measures again.
  }
}

function readAll(): Found {
  try {
    const found: unknown = JSON.parse(readFileSync(file(), "utf8"));
    return typeof found === "object" && found !== null ? (found as Found) : {};
  } catch {
    return {};
  }
}

/** Returns a key of the machine, the engine and the work; examples count by their share of zero inputs, in tenths. */
function keyOf({ shape, batchSize, threads, examples }: BackendOptions): string {
  const machine = [cpus()[0]?.model ?? "", cpus().length, process.arch, process.version, kernels];
  const values = examples?.values.subarray(0, 100_000) ?? new Uint8Array(1);
  let zeros = 0;
  for (const value of values) zeros += Number(value === 0);
  return JSON.stringify([...machine, shape, batchSize, threads, Math.round((10 * zeros) / values.length)]);
}
