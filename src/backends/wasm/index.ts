/** The backend `wasm`: our own SIMD kernels on one WebAssembly.Memory. The same bits on every machine and engine. */
import type { Backend, Examples, Matrix, Operation, Plan, ResidentExamples } from "../../core/backend";
import { Arena } from "./arena";
import { type Kernels, loadKernels } from "./kernels";
import { located, makeMatrix, readMatrix, WasmExamples, writeMatrix } from "./matrix";
import { WasmPlan } from "./plan";

export class WasmBackend implements Backend {
  readonly name = "wasm";
  readonly threads = 1;
  readonly description = "WebAssembly SIMD, one thread";
  private readonly arena = new Arena();
  private readonly kernels: Kernels = loadKernels(this.arena.memory);

  matrix(rows: number, columns: number, name: string): Matrix {
    return makeMatrix(this.arena, rows, columns, name);
  }

  async write(matrix: Matrix, values: Float32Array): Promise<void> {
    writeMatrix(this.arena, located(matrix), values);
  }

  async read(matrix: Matrix): Promise<Float32Array> {
    return readMatrix(this.arena, located(matrix));
  }

  examples(examples: Examples): ResidentExamples {
    return new WasmExamples(this.arena, examples);
  }

  plan(operations: readonly Operation[]): Plan {
    return new WasmPlan(this.arena, this.kernels, operations);
  }

  /** The memory goes with the last reference to it. */
  async destroy(): Promise<void> {}
}
