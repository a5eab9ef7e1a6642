/** The backends `gpujs-…`: the network's operations as GPU.js kernels, on whatever GPU.js can reach in the mode asked for. */
import type { Backend, Examples, Matrix, Operation, Plan, ResidentExamples } from "../../core/backend";
import { compile } from "./compile";
import { Engine, type Library, type Mode } from "./engine";
import { GpujsExamples, GpujsMatrix, ours } from "./matrix";
import { GpujsPlan } from "./plan";

export class GpujsBackend implements Backend {
  readonly name: `gpujs-${Mode}`;
  readonly threads = 1;
  readonly description: string;
  private readonly engine: Engine;

  constructor(library: Library, mode: Mode) {
    this.name = `gpujs-${mode}`;
    this.description = `GPU.js, mode ${mode}`;
    this.engine = new Engine(library, mode);
  }

  matrix(rows: number, columns: number, name: string): Matrix {
    return new GpujsMatrix(rows, columns, name, true);
  }

  async write(matrix: Matrix, values: Float32Array): Promise<void> {
    const { rows, columns, name } = matrix;
    if (values.length !== rows * columns)
      throw new RangeError(`${name}: ${values.length} numbers for ${rows} × ${columns}`);
    ours(matrix).values.set(values);
  }

  async read(matrix: Matrix): Promise<Float32Array> {
    return ours(matrix).values.slice();
  }

  examples(examples: Examples): ResidentExamples {
    return new GpujsExamples(examples);
  }

  plan(operations: readonly Operation[]): Plan {
    return new GpujsPlan(this.engine, compile(operations));
  }

  /** Kernels, pipelines and their buffers. */
  destroy(): Promise<void> {
    return this.engine.destroy();
  }
}
