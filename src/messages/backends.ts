/** Errors about backends: the requirement missing on this machine, and how to install it. */
import { errorsOf } from "./message";

const unavailable = errorsOf("unavailable");
const internal = errorsOf("internal");

const noGpu = (why: string) => `backend gpujs-webgpu is not available: ${why}; wasm or auto need no GPU`;

export const backendMessages = {
  "backend-missing/relaxed-simd": unavailable<{ node: string }>(
    ({ node }) =>
      `backend wasm-relaxed needs relaxed SIMD, which Node 24 supports and ${node} does not; use wasm or auto`,
  ),
  "backend-missing/koffi": unavailable(
    () =>
      "backend blas needs the package koffi, which is not here; install the extension's package for this platform, or koffi " +
      "(npm install koffi), or use wasm",
  ),
  "backend-missing/blas": unavailable<{ platform: string }>(
    ({ platform }) => `backend blas found no BLAS library; ${blasInstalls[platform] ?? "use wasm"}, or use wasm`,
  ),
  "backend-missing/blas-refused": unavailable<{ platform: string; refused: readonly string[] }>(
    ({ platform, refused }) =>
      `backend blas found no usable BLAS library: ${refused.join("; ")}; ${blasInstalls[platform] ?? "use wasm"}, or use wasm`,
  ),
  "webgpu-package-missing": unavailable<{ folder: string }>(({ folder }) =>
    noGpu(
      "WebGPU for this Node (the npm package webgpu, 0.6.2) was found neither beside the program nor " +
        `in ${folder}; get it with: npm install --prefix "${folder}" webgpu@0.6.2`,
    ),
  ),
  "webgpu-no-vulkan-loader": unavailable(() =>
    noGpu(
      "WebGPU found no adapter because the Vulkan loader (libvulkan.so.1) is not installed; install it " +
        "(Debian, Ubuntu: apt-get install libvulkan1; Fedora: dnf install vulkan-loader) and the GPU's driver",
    ),
  ),
  "webgpu-no-adapter": unavailable(() =>
    noGpu(
      "WebGPU started and found no adapter (a GPU with a driver for Vulkan, Metal or Direct3D 12); " +
        "install the GPU's driver (on Debian see what vulkaninfo lists)",
    ),
  ),
  "webgpu-hangs": unavailable<{ seconds: number }>(({ seconds }) =>
    noGpu(`the GPU's driver did not answer within ${seconds} s; update the driver`),
  ),
  "webgpu-crashes": unavailable<{ signal: string }>(({ signal }) =>
    noGpu(`the GPU's driver crashed (${signal}); update the driver`),
  ),
  "webgpu-does-not-load": unavailable<{ reason: string }>(({ reason }) =>
    noGpu(
      `WebGPU does not load in this runtime (${reason}); another Node may load it: ` +
        "see the setting matrixNetwork.runtime",
    ),
  ),
  "gpu-lost": errorsOf("run")<{ adapter: string; reason: string }>(
    ({ adapter, reason }) =>
      `the GPU ${adapter} was lost during the training (${reason}); resume the run from its checkpoint, or train its ` +
      "config again: auto takes no GPU that was lost, until its driver changes",
  ),
  memory: errorsOf("data")<{ gibibytes: string }>(
    ({ gibibytes }) =>
      `the examples and the network need ${gibibytes} GiB, more than is available (at most 4); ` +
      "use fewer examples with data.limit",
  ),
  "kernels-missing": internal<{ file: string }>(({ file }) => `${file}: missing; build it with: npm run build`),
  "kernel-abort": internal(() => "a kernel aborted; please report this"),
};

const blasInstalls: Record<string, string> = {
  linux: "install OpenBLAS (on Debian: apt-get install libopenblas0)",
  darwin: "install OpenBLAS (brew install openblas)",
  win32: "put libopenblas.dll or mkl_rt.2.dll on PATH",
};
