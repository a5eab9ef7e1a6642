/**
 * Loads dist/kernels.wasm or dist/kernels-relaxed.wasm, the compiled forms of kernels/. The names and arguments below
 * are those of kernels/index.ts.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NetworkError } from "../../core/errors";

export interface Kernels {
  /** Addresses and counts: see kernels/threads.ts. Returns how many minibatches were executed in full. */
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
  /** See kernels/pack.ts; return where what they write ends. */
  packBytes(
    ...args: [
      source: number,
      count: number,
      inputs: number,
      shift: number,
      factor: number,
      plain: number,
      out: number,
      table: number,
    ]
  ): number;
  packPairs(
    ...args: [
      bytes: number,
      source: number,
      count: number,
      inputs: number,
      shift: number,
      factor: number,
      out: number,
      table: number,
    ]
  ): number;
  /** See kernels/reduce.ts. */
  reduce(...args: [kind: number, matrix: number, stride: number, rows: number, columns: number]): number;
}

/**
 * The folder that holds package.json, above this file in the sources and in the bundle; the root where there is none.
 */
export function packageRoot(folder = __dirname, exists = existsSync): string {
  if (exists(join(folder, "package.json")) || dirname(folder) === folder) return folder;
  return packageRoot(dirname(folder), exists);
}

/** Which of the two compiled forms: relaxed multiplies and adds in one, rounding once where the processor can. */
export type KernelForm = "kernels" | "kernels-relaxed";

/** Throws a NetworkError of kind "internal" where the kernels have not been compiled. */
export const compileKernels = (form: KernelForm): WebAssembly.Module => new WebAssembly.Module(readKernels(form));

/** Whether this engine takes them. */
export const takesKernels = (form: KernelForm): boolean => WebAssembly.validate(readKernels(form));

function readKernels(form: KernelForm): Uint8Array {
  const file = join(packageRoot(), "dist", `${form}.wasm`);
  if (existsSync(file)) return readFileSync(file);
  throw new NetworkError("kernels-missing", { file });
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
  throw new NetworkError("kernel-abort", {});
}
