/** A graphics adapter for the tests of WebGPU: the one that VK_DRIVER_FILES names, else Chromium's SwiftShader on Linux. */
import { existsSync } from "node:fs";
import { ensureBrowser } from "./browser.mjs";
import { ensureFiles } from "./debian.mjs";

/** Debian puts the software driver beside its Chromium. */
const swiftShader = "/usr/lib/chromium/vk_swiftshader_icd.json";
const triplets = { x64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" };

/** The environment of the tests. Throws an Error that says what to install. Other systems have an adapter of their own. */
export function ensureSoftwareGpu() {
  if (process.platform !== "linux" || process.env.VK_DRIVER_FILES) return {};
  if (!existsSync(swiftShader)) ensureBrowser();
  const loader = `/usr/lib/${triplets[process.arch]}/libvulkan.so.1`;
  ensureFiles(
    { [swiftShader]: "chromium", [loader]: "libvulkan1" },
    "WebGPU's tests (or name a driver in VK_DRIVER_FILES)",
  );
  return { VK_DRIVER_FILES: swiftShader };
}
