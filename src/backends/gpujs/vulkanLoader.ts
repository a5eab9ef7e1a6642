/**
 * Detects the Vulkan loader, libvulkan.so.1, through which WebGPU reaches every GPU on Linux. The search is that of the
 * dynamic linker (ld.so(8)): LD_LIBRARY_PATH, then the cache of ldconfig, then the standard folders.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The machine to search; tests inject one. */
export interface LinuxSystem {
  /** Architecture, as in process.arch. */
  readonly arch: string;
  readonly libraryPath: string | undefined;
  /** Returns the bytes of a file; undefined if it cannot be read. */
  readFile(path: string): Uint8Array | undefined;
}

const loaderName = "libvulkan.so.1";
const cachePath = "/etc/ld.so.cache";

/** Debian's name for an architecture's libraries, and the machine number in the header of its ELF files. */
const architectures: Record<string, { readonly triplet: string; readonly machine: number } | undefined> = {
  x64: { triplet: "x86_64-linux-gnu", machine: 62 },
  arm64: { triplet: "aarch64-linux-gnu", machine: 183 },
  arm: { triplet: "arm-linux-gnueabihf", machine: 40 },
  riscv64: { triplet: "riscv64-linux-gnu", machine: 243 },
  ppc64: { triplet: "powerpc64le-linux-gnu", machine: 21 },
  s390x: { triplet: "s390x-linux-gnu", machine: 22 },
};

/** Returns true if the loader is installed; always true on systems other than Linux, where WebGPU needs no Vulkan. */
export const hasVulkanLoader = (): boolean =>
  process.platform !== "linux" || findVulkanLoader(thisSystem) !== undefined;

const thisSystem: LinuxSystem = {
  arch: process.arch,
  libraryPath: process.env.LD_LIBRARY_PATH,
  readFile(path) {
    try {
      return readFileSync(path);
    } catch {
      return undefined;
    }
  },
};

/** @returns the path of the loader that the dynamic linker would load */
export function findVulkanLoader(system: LinuxSystem): string | undefined {
  const machine = architectures[system.arch]?.machine;
  return candidates(system).find((path) => {
    const file = system.readFile(path);
    // The linker skips libraries of other architectures, such as 32-bit ones beside 64-bit ones.
    return file !== undefined && (machine === undefined || machineOf(file) === machine);
  });
}

function candidates({ arch, libraryPath = "", readFile }: LinuxSystem): string[] {
  const triplet = architectures[arch]?.triplet;
  const bases = ["/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib"];
  const standard = triplet ? [`/lib/${triplet}`, `/usr/lib/${triplet}`, ...bases] : bases;
  const inFolders = (folders: readonly string[]) => folders.map((folder) => join(folder, loaderName));
  return [
    ...inFolders(libraryPath.split(/[:;]/).filter((folder) => folder !== "")),
    ...cachedPaths(readFile(cachePath)),
    ...inFolders(standard),
  ];
}

/** Returns the paths of all libraries in the cache, which stores them as strings that end with a zero byte. */
const cachedPaths = (cache: Uint8Array | undefined): string[] =>
  cache
    ? Buffer.from(cache)
        .toString("latin1")
        .split("\0")
        .filter((text) => text.startsWith("/") && text.endsWith(`/${loaderName}`))
    : [];

/** Reads the field e_machine of an ELF header; its byte order is that of the file (e_ident[5]: 2 is big-endian). */
function machineOf(file: Uint8Array): number | undefined {
  const [low, high] = file[5] === 2 ? [19, 18] : [18, 19];
  const isElf = file[0] === 0x7f && file[1] === 0x45 && file[2] === 0x4c && file[3] === 0x46;
  return isElf && file.length > 19 ? file[low] + 256 * file[high] : undefined;
}
