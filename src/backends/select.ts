/** Backends by name: which there are on this machine, and what `auto` means. */
import type { Backend, Examples } from "../core/backend";
import { NetworkError } from "../core/errors";
import { type BackendName, backendNames } from "../core/names";
import { ReferenceBackend } from "../core/reference";
import { chooseBackend } from "./auto";
import { type Measured, measure } from "./auto/measure";
import { makeBlas } from "./blas";
import { findBlas } from "./blas/library";
import { threadsFor, type Work } from "./threads";
import { WasmBackend } from "./wasm";
import { takesKernels } from "./wasm/kernels";

export interface BackendOptions extends Work {
  readonly threads: "auto" | number;
  /** What is trained on: for `auto` to measure with. */
  readonly examples?: Examples | undefined;
}

/** How a backend is made, or what is missing and the mend. */
type Offer =
  | { readonly description: string; make(options: BackendOptions): Backend | Promise<Backend> }
  | { readonly missing: string };

const notThere = "is not in this version; use wasm or auto";

const offers: Record<BackendName, () => Offer> = {
  wasm: () => ({
    description: "own SIMD kernels in WebAssembly: the same bits on every machine",
    make: (options) => WasmBackend.create({ threads: threadsFor(options) }),
  }),
  "wasm-relaxed": () =>
    takesKernels("kernels-relaxed")
      ? {
          description: "the same kernels with fused multiply-add: the last bits are the processor's",
          make: (options) => WasmBackend.create({ threads: threadsFor(options), form: "kernels-relaxed" }),
        }
      : { missing: `needs relaxed SIMD, which Node 24 has and ${process.version} has not; use wasm or auto` },
  blas: () => {
    const found = findBlas();
    if ("missing" in found) return found;
    const description = `dense products by the system's BLAS (${found.name}); bits are the library's`;
    return { description, make: (options) => makeBlas(threadsFor(options)) };
  },
  "gpujs-webgpu": () => ({ missing: notThere }),
  "gpujs-webasm": () => ({ missing: notThere }),
  "gpujs-cpu": () => ({ missing: notThere }),
  reference: () => ({
    description: "plain TypeScript, slow: what every other backend is tested against",
    make: () => new ReferenceBackend(),
  }),
};

/** Throws a NetworkError of kind "config" where the backend is not there. */
export async function createBackend(
  name: "auto" | BackendName,
  options: BackendOptions,
): Promise<{ backend: Backend; reason: string }> {
  if (name === "auto") {
    return chooseBackend(options, (candidate, threads) => {
      const offer = offers[candidate]();
      return "make" in offer ? Promise.resolve(offer.make({ ...options, threads })) : undefined;
    });
  }
  return { backend: await make(name, options), reason: `asked for by name: ${name}` };
}

/** Every backend, and for those that are not there what is missing. */
export async function listBackends(): Promise<{ name: BackendName; available: boolean; description: string }[]> {
  return backendNames.map((name) => {
    const offer = offers[name]();
    const available = "make" in offer;
    return { name, available, description: available ? offer.description : offer.missing };
  });
}

/** Every backend that is here, on this work, the fastest first; the reference is left out. */
export async function measureBackends(options: BackendOptions): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const { name, available } of await listBackends()) {
    if (!available || name === "reference") continue;
    const backend = await make(name, options);
    measured.push(await measure(backend, options, measureMilliseconds));
    await backend.destroy();
  }
  return measured.sort((a, b) => a.microsecondsPerExample - b.microsecondsPerExample);
}

const measureMilliseconds = 500;

function make(name: BackendName, options: BackendOptions): Backend | Promise<Backend> {
  const offer = offers[name]();
  if ("make" in offer) return offer.make(options);
  throw new NetworkError("config", "backend-missing", `backend ${name} ${offer.missing}`);
}
