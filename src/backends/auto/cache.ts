/**
 * What `auto` has measured on this machine, by the work that it was found for. A file that cannot be read or written is
 * no error.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import envPaths from "env-paths";
import type { BackendOptions } from "../options";
import type { Measured } from "./measure";

const file = () =>
  join(process.env.MATRIX_NETWORK_CACHE || envPaths("matrix-network", { suffix: "" }).cache, "auto.json");
/** So many are kept; the oldest go. */
const most = 200;

/** One more whenever kernels have become faster: what was found with others says nothing. */
const kernels = 3;

type Found = Record<string, Measured[]>;

/** Fastest first; undefined where this work was never measured here. */
export const readMeasurements = (options: BackendOptions): Measured[] | undefined => readAll()[keyOf(options)];

export function writeMeasurements(options: BackendOptions, measured: Measured[]): void {
  const found = { ...readAll(), [keyOf(options)]: measured };
  try {
    mkdirSync(join(file(), ".."), { recursive: true });
    const temporary = `${file()}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(Object.fromEntries(Object.entries(found).slice(-most))));
    renameSync(temporary, file());
  } catch {
    // Measured again the next time.
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

/** The machine, the engine and the work; examples by how many of their inputs are zero, in tenths. */
function keyOf({ shape, batchSize, threads, examples }: BackendOptions): string {
  const machine = [cpus()[0]?.model ?? "", cpus().length, process.arch, process.version, kernels];
  const values = examples?.values.subarray(0, 100_000) ?? new Uint8Array(1);
  let zeros = 0;
  for (const value of values) zeros += Number(value === 0);
  return JSON.stringify([...machine, shape, batchSize, threads, Math.round((10 * zeros) / values.length)]);
}
