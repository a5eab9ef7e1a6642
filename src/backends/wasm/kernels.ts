/**
 * Loads dist/kernels.wasm or dist/kernels-relaxed.wasm, compiled from kernels/. The names and arguments below match the
 * exports of kernels/index.ts.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NetworkError } from "../../core/errors";

export interface Kernels {
  /** Runs a program on all threads (kernels/threads.ts). Returns the number of minibatches executed completely. */
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
  /** See kernels/pack.ts; these return the end address of what they write. */
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
  packCells(
    ...args: [
      bytes: number,
      source: number,
      count: number,
      cells: number,
      categories: number,
      shift: number,
      factor: number,
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

/** Returns the folder of package.json, above this file in the sources and in the bundle; else the root folder. */
export function packageRoot(folder = __dirname, exists = existsSync): string {
  if (exists(join(folder, "package.json")) || dirname(folder) === folder) return folder;
  return packageRoot(dirname(folder), exists);
}

/** The two compiled forms: relaxed kernels multiply and add with one rounding if the processor supports it. */
export type KernelForm = "kernels" | "kernels-relaxed";

/** Compiles a form; throws a NetworkError of kind "internal" if the kernels have not been built. */
export const compileKernels = (form: KernelForm): WebAssembly.Module => new WebAssembly.Module(readKernels(form));

/** Returns true if this engine supports the form. */
export const takesKernels = (form: KernelForm): boolean => WebAssembly.validate(readKernels(form));

function readKernels(form: KernelForm): Uint8Array {
  const file = join(packageRoot(), "dist", `${form}.wasm`);
  if (existsSync(file)) return readFileSync(file);
  throw new NetworkError("kernels-missing", { file });
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  // The threads' control block lies in the memory's initial part.
  const words = new Int32Array(memory.buffer);
  const sleep = (at: number, old: number) => Atomics.wait(words, at >> 2, old);
  const wake = (at: number) => Atomics.notify(words, at >> 2);
  const instance = new WebAssembly.Instance(module, { env: { memory, abort, sleep, wake } });
  return instance.exports as unknown as Kernels;
}

function abort(): never {
  throw new NetworkError("kernel-abort", {});
}
