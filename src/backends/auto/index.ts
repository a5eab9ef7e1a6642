/** The backend `auto`: the fastest of a short measurement, cached for this machine and this work. */
import type { Backend } from "../../core/backend";
import { noticed } from "../../messages";
import type { Cited } from "../../messages/said";
import type { BackendOptions } from "../options";
import { flopsOf, threadsFor } from "../threads";
import { readMeasurements, writeMeasurements } from "./cache";
import { type Gpu, startFasterGpu } from "./gpu";
import { type Measured, StepTimer } from "./measure";

/** The backends that `auto` chooses from. */
export interface Candidates {
  /** The names of those that are available. */
  available(): Promise<Candidate[]>;
  create(name: Candidate, threads: number): Promise<Backend>;
  readonly gpu?: Gpu | undefined;
}

export type Candidate = "wasm" | "blas";

/** Below this work per step, in floating-point operations, nothing is measured and wasm is used. */
const minFlops = 3e6;
/** Number of turns in which the candidates are measured: another program slows down only some of them. */
const turns = 2;
const turnMilliseconds = 20;
/**
 * A turn of several threads of wasm. A virtual machine may keep new threads on one processor for 60 ms, and threads of
 * OpenBLAS occupy their processors for up to 30 ms after a product.
 */
const threadedTurnMilliseconds = 50;
/** Speedup over wasm that another backend must have, since wasm gives the same bits everywhere. */
const requiredSpeedup = 1.15;

export interface Choice {
  readonly backend: Backend;
  /** Why it was chosen. */
  readonly reason: Cited;
}

/** @returns a GPU that was clearly faster in an earlier run, else the fastest backend of the processor */
export async function chooseBackend(options: BackendOptions, candidates: Candidates): Promise<Choice> {
  const found = candidates.gpu && (await startFasterGpu(options, candidates.gpu));
  if (found && "backend" in found) return found;
  const { backend, reason } = await chooseProcessor(options, candidates);
  const refused = found?.refused;
  return { backend, reason: refused ? noticed("backend-chosen/reported", { reason, reported: refused }) : reason };
}

async function chooseProcessor(options: BackendOptions, candidates: Candidates): Promise<Choice> {
  if (flopsOf(options) < minFlops) {
    const backend = await candidates.create("wasm", threadsFor(options));
    return { backend, reason: noticed("backend-chosen/small", {}) };
  }
  const names = await candidates.available();
  const cached = readMeasurements(options, names);
  const measured = cached ?? (await measureAll(options, names, candidates));
  if (!cached) writeMeasurements(options, measured);
  const [{ name, threads }] = measured;
  return {
    backend: await candidates.create(name as Candidate, threads),
    reason: noticed("backend-chosen/measured", { isRemembered: cached !== undefined, times: measured }),
  };
}

/** Measures the candidates in turns. Returns the measurements, the backend to use first. */
async function measureAll(
  options: BackendOptions,
  names: readonly Candidate[],
  candidates: Candidates,
): Promise<Measured[]> {
  const threads = threadsFor(options);
  const counts = options.threads === "auto" && threads > 1 ? [threads, 1] : [threads];
  const timers: StepTimer[] = [];
  for (const count of counts) {
    for (const name of names) timers.push(await StepTimer.prepare(await candidates.create(name, count), options));
  }
  for (let turn = 0; turn < turns; turn++) {
    for (const timer of timers) {
      const { name, threads: many } = timer.backend;
      await timer.run(name === "wasm" && many > 1 ? threadedTurnMilliseconds : turnMilliseconds);
    }
  }
  for (const { backend } of timers) await backend.destroy();
  const cost = ({ name, microsecondsPerExample }: Measured) =>
    microsecondsPerExample * (name === "wasm" ? 1 : requiredSpeedup);
  return timers.map(({ measured }) => measured).sort((a, b) => cost(a) - cost(b));
}
