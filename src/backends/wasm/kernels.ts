/** Loads dist/kernels.wasm, the compiled form of kernels/. The names and arguments below are those of kernels/index.ts. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NetworkError } from "../../core/errors";

export interface Kernels {
  /** Addresses and counts: see kernels/program.ts. Returns how many minibatches were carried out in full. */
  run(
    ...args: [
      program: number,
      end: number,
      minibatches: number,
      minibatchBytes: number,
      count: number,
      part: number,
      parts: number,
    ]
  ): number;
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
