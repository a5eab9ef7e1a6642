/** Backends by name: which there are on this machine, and what `auto` means. */
import type { Backend } from "../core/backend";
import { NetworkError } from "../core/errors";
import { type BackendName, backendNames } from "../core/names";
import { ReferenceBackend } from "../core/reference";
import { threadsFor, type Work } from "./threads";
import { WasmBackend } from "./wasm";
import { takesKernels } from "./wasm/kernels";

export interface BackendOptions extends Work {
  readonly threads: "auto" | number;
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
  blas: () => ({ missing: notThere }),
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
  if (name === "auto")
    return { backend: await make("wasm", options), reason: "auto: the fastest that needs no install" };
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

function make(name: BackendName, options: BackendOptions): Backend | Promise<Backend> {
  const offer = offers[name]();
  if ("make" in offer) return offer.make(options);
  throw new NetworkError("config", "backend-missing", `backend ${name} ${offer.missing}`);
}
