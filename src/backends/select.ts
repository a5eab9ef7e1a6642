/** Backends by name: which are available on this machine, and how `auto` chooses one. */
import type { Backend } from "../core/backend";
import { NetworkError } from "../core/errors";
import { type BackendName, backendNames } from "../core/names";
import { ReferenceBackend } from "../core/reference";
import { noticed } from "../messages";
import { type Cited, type Said, saidBy } from "../messages/said";
import { chooseBackend } from "./auto";
import { type Gpu, GpuTrial, isWorkForGpu } from "./auto/gpu";
import { gpuLoss, rememberGpuLoss } from "./auto/gpuMemory";
import { type Measured, measure } from "./auto/measure";
import { timeGpu } from "./auto/timeGpu";
import { makeBlas } from "./blas";
import { findBlas } from "./blas/library";
import type { Mode } from "./gpujs/engine";
import type { BackendOptions } from "./options";
import { threadsFor } from "./threads";
import { WasmBackend } from "./wasm";
import { takesKernels } from "./wasm/kernels";

/** A backend that can be created, or an error that says what is missing and the fix. */
type Offer = { readonly description: Cited; make(options: BackendOptions): Backend | Promise<Backend> } | NetworkError;

const offers: Record<BackendName, () => Offer | Promise<Offer>> = {
  wasm: () => ({
    description: noticed("backend/wasm", {}),
    make: (options) => WasmBackend.create({ threads: threadsFor(options) }),
  }),
  "wasm-relaxed": () =>
    takesKernels("kernels-relaxed")
      ? {
          description: noticed("backend/wasm-relaxed", {}),
          make: (options) => WasmBackend.create({ threads: threadsFor(options), form: "kernels-relaxed" }),
        }
      : new NetworkError("backend-missing/relaxed-simd", { node: process.version }),
  blas: () => {
    const found = findBlas();
    if (found instanceof NetworkError) return found;
    const description = noticed("backend/blas", { library: found.name });
    return { description, make: (options) => makeBlas(threadsFor(options)) };
  },
  "gpujs-webgpu": () => webgpu(),
  "gpujs-webasm": () => gpujs("webasm", noticed("backend/gpujs-webasm", {})),
  "gpujs-cpu": () => gpujs("cpu", noticed("backend/gpujs-cpu", {})),
  reference: () => ({
    description: noticed("backend/reference", {}),
    make: () => new ReferenceBackend(),
  }),
};

const gpujs = (mode: Mode, description: Cited): Offer => ({
  description,
  make: (options) => startGpujs(mode, options),
});

const startGpujs = async (mode: Mode, options: BackendOptions) =>
  (await import("./gpujs")).GpujsBackend.start(mode, { ...options, onLost: rememberGpuLoss });

const probeAdapter = async (signal?: AbortSignal) => (await import("./gpujs/webgpu")).probeAdapter(undefined, signal);

const thisGpu: Gpu = {
  adapter: probeAdapter,
  time: timeGpu,
  start: (options) => startGpujs("webgpu", options),
};

/** Asks the graphics driver, in a separate process. */
async function webgpu(): Promise<Offer> {
  try {
    const adapter = await probeAdapter();
    const { name, software } = adapter;
    return gpujs("webgpu", noticed("backend/gpujs-webgpu", { adapter: name, software, loss: gpuLoss(adapter) }));
  } catch (error) {
    if (error instanceof NetworkError) return error;
    throw error;
  }
}

export interface Created {
  readonly backend: Backend;
  readonly reason: Cited;
  /** Times the GPU beside the run, if `auto` may take one for this work. */
  readonly gpuTrial?: GpuTrial;
}

/** Creates a backend by name; throws a NetworkError of kind "unavailable" if it is not available. */
export async function createBackend(
  name: "auto" | BackendName,
  options: BackendOptions,
  gpu = thisGpu,
): Promise<Created> {
  if (name === "auto") {
    const { backend, reason } = await chooseBackend(options, {
      available: async () => ((await isAvailable("blas")) ? ["blas", "wasm"] : ["wasm"]),
      create: (candidate, threads) => make(candidate, { ...options, threads }),
      gpu,
    });
    const gpuTrial = isWorkForGpu(options) ? { gpuTrial: new GpuTrial(options, backend, gpu) } : {};
    return { backend, reason: withReport(reason, backend), ...gpuTrial };
  }
  const backend = await make(name, options);
  return { backend, reason: withReport(noticed("backend-chosen", { name }), backend) };
}

/** Adds to a reason what an underlying library reports. */
export const withReport = (reason: Cited, { reported }: Backend): Cited =>
  reported ? noticed("backend-chosen/reported", { reason, reported }) : reason;

/** Returns the backends of these names (default: all), and what is missing for those that are not available. */
export async function listBackends(
  names: readonly BackendName[] = backendNames,
): Promise<{ name: BackendName; available: boolean; description: string; said?: Said | undefined }[]> {
  return Promise.all(
    names.map(async (name) => {
      const offer = await offers[name]();
      const available = "make" in offer;
      const said = available ? offer.description : noticed("without-backend", { name, problem: offer });
      return { name, available, description: said.message, said: saidBy(said) };
    }),
  );
}

/** Measures all available backends except the reference on this work; returns them with the fastest first. */
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

const isAvailable = async (name: BackendName): Promise<boolean> => "make" in (await offers[name]());

async function make(name: BackendName, options: BackendOptions): Promise<Backend> {
  const offer = await offers[name]();
  if ("make" in offer) return offer.make(options);
  throw offer;
}
