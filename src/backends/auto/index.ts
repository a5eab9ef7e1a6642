/**
 * What `auto` means: the fastest of what a short measurement in place has found, remembered for this machine and this
 * work.
 */
import type { Backend } from "../../core/backend";
import type { BackendOptions } from "../options";
import { flopsOf, threadsFor } from "../threads";
import { readMeasurements, writeMeasurements } from "./cache";
import { type Measured, measure } from "./measure";

/** Makes a backend with so many threads; undefined where it is not there. */
export type Make = (name: "wasm" | "blas", threads: number) => Promise<Backend | undefined>;

/** Less work than this in a step is done before another library or thread is asked. */
const leastFlops = 3e6;
/** For all measurements together, and for each. */
const budgetMilliseconds = 110;
const eachMilliseconds = 20;
/** Of threads that were just made: a virtual machine's system may leave them on one processor for so long. */
const settlingMilliseconds = 60;
/** So many times as fast as wasm something else must be, since wasm gives the same bits everywhere. */
const clearly = 1.15;

/** @returns a backend, and why it */
export async function chooseBackend(
  options: BackendOptions,
  make: Make,
): Promise<{ backend: Backend; reason: string }> {
  const wasm = (threads: number) => make("wasm", threads) as Promise<Backend>;
  if (flopsOf(options) < leastFlops) {
    const backend = await wasm(threadsFor(options));
    return { backend, reason: "auto: wasm, since a step is too small to gain by anything else" };
  }
  const cached = readMeasurements(options);
  const remembered = cached && (await make(cached[0].name as "wasm" | "blas", cached[0].threads));
  if (remembered) return { backend: remembered, reason: reasonFor(cached, "remembered") };
  const measured = await measureAll(options, make);
  writeMeasurements(options, measured);
  const [{ name, threads }] = measured;
  return {
    backend: (await make(name as "wasm" | "blas", threads)) ?? (await wasm(threads)),
    reason: reasonFor(measured, "measured"),
  };
}

/** The one to take first. */
async function measureAll(options: BackendOptions, make: Make): Promise<Measured[]> {
  const end = performance.now() + budgetMilliseconds;
  const threads = threadsFor(options);
  const counts = options.threads === "auto" && threads > 1 ? [threads, 1] : [threads];
  const measured: Measured[] = [];
  // blas first: it needs the kernels little, and meanwhile the engine compiles them in full.
  for (const count of counts) {
    for (const name of ["blas", "wasm"] as const) {
      if (measured.length > 0 && performance.now() > end - eachMilliseconds) continue;
      const backend = await make(name, count);
      if (!backend) continue;
      const settling = name === "wasm" && backend.threads > 1;
      measured.push(await measure(backend, options, settling ? settlingMilliseconds : eachMilliseconds));
      await backend.destroy();
    }
  }
  const cost = ({ name, microsecondsPerExample }: Measured) => microsecondsPerExample * (name === "wasm" ? 1 : clearly);
  return measured.sort((a, b) => cost(a) - cost(b));
}

function reasonFor([first, ...others]: Measured[], how: string): string {
  const described = ({ name, threads, microsecondsPerExample }: Measured) =>
    `${name} with ${threads === 1 ? "1 thread" : `${threads} threads`} ${microsecondsPerExample.toFixed(2)} µs an example`;
  return `auto: ${how}: ${described(first)}${others.length > 0 ? `; ${others.map(described).join(", ")}` : ""}`;
}
