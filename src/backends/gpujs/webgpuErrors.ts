/** Why gpujs-webgpu cannot be had here: what was tried, and what would help. */
import { NetworkError } from "../../core/errors";

const missing = (code: string, why: string) =>
  new NetworkError("config", code, `backend gpujs-webgpu is not there: ${why}; wasm or auto need no GPU`);

/** @param folder where the product looks for the package besides its own folder */
export const missingPackage = (folder: string) =>
  missing(
    "webgpu-package-missing",
    `WebGPU for this Node (the npm package webgpu, 0.6.2) was found neither beside the program nor in ${folder}; get it with: npm install --prefix "${folder}" webgpu@0.6.2`,
  );

/** Linux alone: libvulkan.so.1 is in none of the folders that the dynamic linker searches. */
export const missingVulkanLoader = () =>
  missing(
    "webgpu-no-vulkan-loader",
    "WebGPU found no adapter because the Vulkan loader (libvulkan.so.1) is not installed; install it (Debian, Ubuntu: apt-get install libvulkan1; Fedora: dnf install vulkan-loader) and the GPU's driver",
  );

export const noAdapter = () =>
  missing(
    "webgpu-no-adapter",
    "WebGPU started and found no adapter, that is no GPU with a driver for Vulkan, Metal or Direct3D 12; install the GPU's driver (on Debian see what vulkaninfo lists)",
  );

/** The throw-away process came to no answer. */
export function probeFailed(how: {
  milliseconds: number;
  killed: boolean;
  signal: string | null | undefined;
  stderr: string;
}): NetworkError {
  if (how.killed)
    return missing(
      "webgpu-hangs",
      `the GPU's driver did not answer within ${how.milliseconds / 1000} s; update the driver`,
    );
  if (how.signal) return missing("webgpu-crashes", `the GPU's driver crashed (${how.signal}); update the driver`);
  const lines = how.stderr.split("\n");
  const line =
    lines.find((text) => /^\w*Error\b/.test(text.trim())) ??
    lines.find((text) => text.trim() !== "") ??
    "no word of it";
  return missing(
    "webgpu-does-not-load",
    `WebGPU does not load in this runtime (${line.trim()}); another Node may load it: see the setting matrixNetwork.runtime`,
  );
}
