/** Loads dist/kernels.wasm, the compiled form of kernels/. The names and arguments below are those of kernels/index.ts. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NetworkError } from "../../core/errors";

/** Every argument is a number: an address in bytes, a count, or a float. */
type Kernel = (...args: number[]) => void;

export interface Kernels {
  readonly activate: Kernel;
  readonly softmaxRows: Kernel;
  readonly alphaGradient: Kernel;
  readonly sumColumns: Kernel;
  readonly backpropagateElements: Kernel;
  readonly softmaxBackpropagateRows: Kernel;
  readonly applyDropout: Kernel;
  readonly gatherBytes: Kernel;
  readonly gatherClasses: Kernel;
  readonly gatherDense: Kernel;
  readonly gatherFloats: Kernel;
  readonly storeGradient: Kernel;
  readonly updateWeights: Kernel;
  readonly measureRows: Kernel;
  readonly multiply: Kernel;
  readonly multiplyTransposed: Kernel;
  readonly differences: Kernel;
  readonly weighRows: Kernel;
  readonly scaleVector: Kernel;
  readonly updateVector: Kernel;
}

/** The folder that holds package.json, above this file in the sources and in the bundle. */
function packageRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

/** Throws a NetworkError of kind "internal" where the kernels have not been compiled. */
export function loadKernels(memory: WebAssembly.Memory): Kernels {
  const file = join(packageRoot(), "dist", "kernels.wasm");
  if (!existsSync(file)) {
    throw new NetworkError("internal", "kernels-missing", `${file}: not there; make it with: npm run build`);
  }
  const module = new WebAssembly.Module(readFileSync(file));
  const instance = new WebAssembly.Instance(module, { env: { memory, abort } });
  return instance.exports as unknown as Kernels;
}

function abort(): never {
  throw new NetworkError("internal", "kernel-abort", "a kernel gave up; please report this");
}
