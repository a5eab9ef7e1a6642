/** A graphics adapter for the WebGPU tests: that of VK_DRIVER_FILES, else Chromium's SwiftShader on Linux. */
import { ensureFiles, missingFiles } from "./debian.mjs";

/** Debian's path of the software driver, beside its Chromium. */
const swiftShader = "/usr/lib/chromium/vk_swiftshader_icd.json";
const triplets = { x64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" };

/** Returns the driver and its loader, mapped to their packages. */
const files = () => ({
  [swiftShader]: "chromium-common",
  [`/usr/lib/${triplets[process.arch]}/libvulkan.so.1`]: "libvulkan1",
});

/** Returns true on Linux without a configured driver; other systems have their own adapter. */
const isWanted = () => process.platform === "linux" && !process.env.VK_DRIVER_FILES;

/** Returns the environment of the tests. Throws an Error that says what to install. */
export function ensureSoftwareGpu() {
  if (!isWanted()) return {};
  ensureFiles(files(), "WebGPU's tests (or name a driver in VK_DRIVER_FILES)");
  return { VK_DRIVER_FILES: swiftShader };
}

/** Returns what ensureSoftwareGpu would install. */
export const missingSoftwareGpu = () => (isWanted() ? missingFiles(files()) : []);
