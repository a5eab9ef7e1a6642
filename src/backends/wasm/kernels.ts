/** Loads dist/kernels.wasm, the compiled form of kernels/. The names and arguments below are those of kernels/index.ts. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NetworkError } from "../../core/errors";

export interface Kernels {
  /** Addresses and counts: see kernels/threads.ts. Returns how many minibatches were carried out in full. */
  lead(
    ...args: [
      control: number,
      program: number,
      end: number,
      minibatches: number,
      minibatchBytes: number,
      count: number,
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
export function compileKernels(): WebAssembly.Module {
  const file = join(packageRoot(), "dist", "kernels.wasm");
  if (!existsSync(file)) {
    throw new NetworkError("internal", "kernels-missing", `${file}: not there; make it with: npm run build`);
  }
  return new WebAssembly.Module(readFileSync(file));
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  // Where threads meet lies in the part that is there from the beginning.
  const words = new Int32Array(memory.buffer);
  const sleep = (at: number, old: number) => Atomics.wait(words, at >> 2, old);
  const wake = (at: number) => Atomics.notify(words, at >> 2);
  const instance = new WebAssembly.Instance(module, { env: { memory, abort, sleep, wake } });
  return instance.exports as unknown as Kernels;
}

function abort(): never {
  throw new NetworkError("internal", "kernel-abort", "a kernel gave up; please report this");
}
