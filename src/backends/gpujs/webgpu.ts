/**
 * WebGPU in Node: the npm package `webgpu` (Dawn). It is found at run time, never bundled: the program for one
 * platform takes 20 MB. A driver may hang or crash whoever asks it, so it is first asked in a process that can be
 * thrown away.
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
  /** For people: "NVIDIA GeForce RTX 3060 (nvidia, ampere)". */
  readonly name: string;
  /** A processor that plays a GPU: right results, no speed. */
  readonly software: boolean;
}

/** How the driver is asked; tests ask in other ways. */
export interface Probe {
  /**
   * Where the package is looked for: beside us (a checkout, or a platform's own extension), then in the folder of the
   * user.
   */
  readonly folders: readonly string[];
  /** What runs in the throw-away process; its argument is the package's address. */
  readonly program: string;
  /** A driver that has not answered by then hangs; a real one may take a few seconds to start. */
  readonly milliseconds: number;
  /** Whether the Vulkan loader is installed, without which there is no adapter on Linux. */
  hasVulkanLoader(): boolean;
}

const probeProgram = `
const { create } = await import(process.argv[1]);
const adapter = await create([]).requestAdapter();
const info = adapter?.info;
console.log("probe:" + JSON.stringify(adapter ? {
  name: (info.description || info.device || "unnamed adapter") + " (" + [info.vendor, info.architecture].filter(Boolean).join(", ") + ")",
  software: Boolean(info.isFallbackAdapter) || /swiftshader|llvmpipe/i.test(info.architecture + info.description),
} : null));
process.exit(0);`;

/**
 * The adapter that WebGPU would use here. Throws a NetworkError of kind "config" that says what was tried and what
 * would help: no package, a package that does not load here, no Vulkan loader, no adapter, a driver that hangs or
 * crashes.
 */
export function probeAdapter(probe?: Probe): Promise<Adapter> {
  if (probe) return ask(probe);
  known ??= ask(usual());
  // What was missing may be there the next time.
  known.catch(() => {
    known = undefined;
  });
  return known;
}

/** The usual answer: one process asks once. */
let known: Promise<Adapter> | undefined;

async function ask(probe: Probe): Promise<Adapter> {
  const output = await run(findPackage(probe.folders), probe);
  const adapter = JSON.parse(output) as Adapter | null;
  if (adapter) return adapter;
  throw probe.hasVulkanLoader() ? noAdapter() : missingVulkanLoader();
}

/**
 * Gives this process the `navigator.gpu` that GPU.js looks for.
 * @param options of Dawn; with some of them it takes the place of one that is there
 */
export async function provideWebGpu(options: readonly string[] = []): Promise<void> {
  const { navigator } = globalThis as { navigator?: { gpu?: unknown } };
  if (navigator?.gpu && options.length === 0) return;
  const { create, globals } = await import(findPackage(usual().folders));
  Object.assign(globalThis, globals);
  const gpu = { value: create([...options]), configurable: true };
  // Node has a navigator of its own from 21 on.
  if (navigator) Object.defineProperty(navigator, "gpu", gpu);
  else
    Object.defineProperty(globalThis, "navigator", {
      value: Object.defineProperty({}, "gpu", gpu),
      configurable: true,
    });
}

/** Bytes that one array may take on the device that GPU.js computes on. */
export async function largestBuffer(library: Library): Promise<number> {
  const { WebGPUContext } = library as unknown as { WebGPUContext: { acquire(): Promise<{ device: Device }> } };
  const { limits } = (await WebGPUContext.acquire()).device;
  return Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
}

interface Device {
  readonly limits: { readonly maxStorageBufferBindingSize: number; readonly maxBufferSize: number };
}

/** Where `npm install --prefix` puts the package for the installed extension. */
const userFolder = () => join(envPaths("matrix-network", { suffix: "" }).data, "webgpu");

const usual = (): Probe => ({
  folders: [__dirname, userFolder()],
  program: probeProgram,
  milliseconds: 20_000,
  hasVulkanLoader,
});

/** The address of the package's main file. */
function findPackage(folders: readonly string[]): string {
  for (const folder of folders) {
    try {
      return pathToFileURL(createRequire(join(folder, "from.js")).resolve("webgpu")).href;
    } catch {
      // Looked for in the next folder.
    }
  }
  throw missingPackage(folders[folders.length - 1]);
}

function run(packageUrl: string, { program, milliseconds }: Probe): Promise<string> {
  // Electron runs as Node only with this variable.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  const options = { env, timeout: milliseconds, killSignal: "SIGKILL", windowsHide: true } as const;
  return new Promise((resolve, reject) => {
    const args = ["--input-type=module", "-e", program, packageUrl];
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const answer = /^probe:(.*)$/m.exec(stdout)?.[1];
      if (answer) resolve(answer);
      else reject(probeFailed({ milliseconds, killed: error?.killed ?? false, signal: error?.signal, stderr }));
    });
  });
}
