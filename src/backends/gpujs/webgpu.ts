/**
 * WebGPU in Node: the npm package `webgpu` (Dawn). It is found at run time and not bundled: its binary for one platform
 * takes 20 MB. A driver may hang or crash its caller, so a separate process asks it first.
 */
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import envPaths from "env-paths";
import type { Library } from "./engine";
import { hasVulkanLoader } from "./vulkanLoader";
import { missingPackage, missingVulkanLoader, noAdapter, probeFailed } from "./webgpuErrors";

/** A graphics adapter as WebGPU names it. */
export interface Adapter {
  /** Display name, such as "NVIDIA GeForce RTX 3060 (nvidia, ampere)". */
  readonly name: string;
  /** True for a processor that emulates a GPU: correct results, but slow. */
  readonly software: boolean;
  /** Everything that WebGPU tells about the adapter and its driver; differs after an update of the driver. */
  readonly identity: string;
}

/** Options of the driver check; tests inject others. */
export interface Probe {
  /** Folders searched for the package: next to this module (a checkout, or a platform's extension), then the user's. */
  readonly folders: readonly string[];
  /** Program of the probing process; its argument is the package's address. */
  readonly program: string;
  /** Time limit, after which the driver counts as hanging; a real one may take a few seconds to start. */
  readonly milliseconds: number;
  /** Returns true if the Vulkan loader is installed, without which there is no adapter on Linux. */
  hasVulkanLoader(): boolean;
  /** Ends the probing process. */
  readonly signal?: AbortSignal | undefined;
}

const probeProgram = `
const { create } = await import(process.argv[1]);
const adapter = await create([]).requestAdapter();
const info = adapter?.info;
console.log("probe:" + JSON.stringify(adapter ? {
  name: (info.description || info.device || "unnamed adapter") + " (" + [info.vendor, info.architecture].filter(Boolean).join(", ") + ")",
  software: Boolean(info.isFallbackAdapter) || /swiftshader|llvmpipe|lavapipe|softpipe|warp|basic render/i.test(
    [info.architecture, info.device, info.description].join(" ")),
  identity: [info.vendor, info.architecture, info.device, info.description].join("; "),
} : null));
process.exit(0);`;

/**
 * Returns the adapter that WebGPU would use here. Throws a NetworkError of kind "config" that says what was tried and
 * what would help: no package, one that does not load here, no Vulkan loader, no adapter, a driver that hangs or
 * crashes.
 * @param signal ends a probing process that this call starts
 */
export function probeAdapter(probe?: Probe, signal?: AbortSignal): Promise<Adapter> {
  if (probe) return ask(probe);
  known ??= ask({ ...usual(), signal });
  // Not cached: what was missing may be installed later.
  known.catch(() => {
    known = undefined;
  });
  return known;
}

/** The result of the default probe, cached per process. */
let known: Promise<Adapter> | undefined;

async function ask(probe: Probe): Promise<Adapter> {
  const output = await run(findPackage(probe.folders), probe);
  const adapter = JSON.parse(output) as Adapter | null;
  if (adapter) return adapter;
  throw probe.hasVulkanLoader() ? noAdapter() : missingVulkanLoader();
}

/**
 * Provides the `navigator.gpu` that GPU.js looks for.
 * @param options of Dawn; non-empty options replace an existing one
 */
export async function provideWebGpu(options: readonly string[] = []): Promise<void> {
  const { navigator } = globalThis as { navigator?: { gpu?: unknown } };
  if (navigator?.gpu && options.length === 0) return;
  const { create, globals } = await import(findPackage(usual().folders));
  Object.assign(globalThis, globals);
  const gpu = { value: create([...options]), configurable: true };
  // Node has its own navigator since version 21.
  if (navigator) Object.defineProperty(navigator, "gpu", gpu);
  else
    Object.defineProperty(globalThis, "navigator", {
      value: Object.defineProperty({}, "gpu", gpu),
      configurable: true,
    });
}

/** The device that GPU.js uses. */
export interface Device {
  readonly limits: { readonly maxStorageBufferBindingSize: number; readonly maxBufferSize: number };
  /** Resolves when the driver has given up the device. */
  readonly lost: Promise<{ readonly message: string }>;
  destroy(): void;
}

export async function acquireDevice(library: Library): Promise<Device> {
  const { WebGPUContext } = library as unknown as { WebGPUContext: { acquire(): Promise<{ device: Device }> } };
  return (await WebGPUContext.acquire()).device;
}

/** Returns the largest array, in bytes, on a device. */
export const largestBuffer = ({ limits }: Device): number =>
  Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);

/** The folder into which `npm install --prefix` puts the package for the installed extension. */
const userFolder = () => join(envPaths("matrix-network", { suffix: "" }).data, "webgpu");

const usual = (): Probe => ({
  folders: [__dirname, userFolder()],
  program: probeProgram,
  milliseconds: 20_000,
  hasVulkanLoader,
});

/** Returns the address of the package's main file. */
function findPackage(folders: readonly string[]): string {
  for (const folder of folders) {
    try {
      return pathToFileURL(createRequire(join(folder, "from.js")).resolve("webgpu")).href;
    } catch {
      // Try the next folder.
    }
  }
  throw missingPackage(folders[folders.length - 1]);
}

function run(packageUrl: string, { program, milliseconds, signal }: Probe): Promise<string> {
  // Electron runs as Node only with this variable.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  const options = { env, signal, timeout: milliseconds, killSignal: "SIGKILL", windowsHide: true } as const;
  return new Promise((resolve, reject) => {
    const args = ["--input-type=module", "-e", program, packageUrl];
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const answer = /^probe:(.*)$/m.exec(stdout)?.[1];
      if (answer) resolve(answer);
      else reject(probeFailed({ milliseconds, killed: error?.killed ?? false, signal: error?.signal, stderr }));
    });
  });
}
