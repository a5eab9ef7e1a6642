/** Errors that explain why gpujs-webgpu is not available: what was tried, and what would help. */
import { NetworkError } from "../../core/errors";

/** @param folder the additional folder in which the package is searched */
export const missingPackage = (folder: string) => new NetworkError("webgpu-package-missing", { folder });

/** Linux only: libvulkan.so.1 is in none of the folders that the dynamic linker searches. */
export const missingVulkanLoader = () => new NetworkError("webgpu-no-vulkan-loader", {});

export const noAdapter = () => new NetworkError("webgpu-no-adapter", {});

/** Returns the error of a probing process that gave no answer. */
export function probeFailed(how: {
  milliseconds: number;
  killed: boolean;
  signal: string | null | undefined;
  stderr: string;
}): NetworkError {
  if (how.killed) return new NetworkError("webgpu-hangs", { seconds: how.milliseconds / 1000 });
  if (how.signal) return new NetworkError("webgpu-crashes", { signal: how.signal });
  const lines = how.stderr.split("\n");
  const line =
    lines.find((text) => /^\w*Error\b/.test(text.trim())) ??
    lines.find((text) => text.trim() !== "") ??
    "no error message";
  return new NetworkError("webgpu-does-not-load", { reason: line.trim() });
}
