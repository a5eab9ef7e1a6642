/** The backend `auto`: the fastest of a short measurement, cached for this machine and this work. */
import type { Backend } from "../../core/backend";
import type { BackendOptions } from "../options";
import { flopsOf, threadsFor } from "../threads";
import { readMeasurements, writeMeasurements } from "./cache";
import { type Measured, measure } from "./measure";

/** Creates a backend with this number of threads; undefined if it is not available. */
export type Make = (name: "wasm" | "blas", threads: number) => Promise<Backend | undefined>;

/** Below this work per step, in floating-point operations, nothing is measured and wasm is used. */
const minFlops = 3e6;
/** Time limits for all measurements together, and for each. */
const budgetMilliseconds = 110;
const eachMilliseconds = 20;
/** Measuring time for new threads: a virtual machine may keep them on one processor for this long. */
const settlingMilliseconds = 60;
/** Speedup over wasm that another backend must have, since wasm gives the same bits everywhere. */
const requiredSpeedup = 1.15;

/** @returns a backend, and the reason for its choice */
export async function chooseBackend(
  options: BackendOptions,
  make: Make,
): Promise<{ backend: Backend; reason: string }> {
  const wasm = (threads: number) => make("wasm", threads) as Promise<Backend>;
  if (flopsOf(options) < minFlops) {
    const backend = await wasm(threadsFor(options));
    return { backend, reason: "auto: wasm, because a step is too small for another backend to be faster" };
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

/** Returns the measurements, the backend to use first. */
async function measureAll(options: BackendOptions, make: Make): Promise<Measured[]> {
  const end = performance.now() + budgetMilliseconds;
  const threads = threadsFor(options);
  const counts = options.threads === "auto" && threads > 1 ? [threads, 1] : [threads];
  const measured: Measured[] = [];
  // blas is measured first: it hardly uses the kernels, and meanwhile the engine optimizes them.
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
  const cost = ({ name, microsecondsPerExample }: Measured) =>
    microsecondsPerExample * (name === "wasm" ? 1 : requiredSpeedup);
  return measured.sort((a, b) => cost(a) - cost(b));
}

function reasonFor([first, ...others]: Measured[], how: string): string {
  const described = ({ name, threads, microsecondsPerExample }: Measured) =>
    `${name} with ${threads === 1 ? "1 thread" : `${threads} threads`} ${microsecondsPerExample.toFixed(2)} µs an example`;
  return `auto: ${how}: ${described(first)}${others.length > 0 ? `; ${others.map(described).join(", ")}` : ""}`;
}
