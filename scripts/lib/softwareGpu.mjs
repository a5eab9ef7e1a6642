/** A graphics adapter for the tests of WebGPU: the one that VK_DRIVER_FILES names, else Chromium's SwiftShader on Linux. */
import { ensureFiles, missingFiles } from "./debian.mjs";

/** Debian puts the software driver beside its Chromiums. */
const swiftShader = "/usr/lib/chromium/vk_swiftshader_icd.json";
const triplets = { x64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" };

/** The driver, and what loads it, with the packages that bring them. */
const files = () => ({
  [swiftShader]: "chromium-common",
  [`/usr/lib/${triplets[process.arch]}/libvulkan.so.1`]: "libvulkan1",
});

/** Other systems have an adapter of their own. */
const isWanted = () => process.platform === "linux" && !process.env.VK_DRIVER_FILES;

/** The environment of the tests. Throws an Error that says what to install. */
export function ensureSoftwareGpu() {
  if (!isWanted()) return {};
  ensureFiles(files(), "WebGPU's tests (or name a driver in VK_DRIVER_FILES)");
  return { VK_DRIVER_FILES: swiftShader };
}

/** What ensureSoftwareGpu would install. */
export const missingSoftwareGpu = () => (isWanted() ? missingFiles(files()) : []);
