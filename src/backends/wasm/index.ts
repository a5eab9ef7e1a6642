/**
 * The backend `wasm`: SIMD kernels on one WebAssembly.Memory, with the same bits on every machine and engine. With the
 * relaxed kernels it is `wasm-relaxed`, whose last bits depend on the processor.
 */
import type { Backend, Examples, Matrix, Operation, Plan, ResidentExamples } from "../../core/backend";
import type { BackendName } from "../../core/names";
import { Arena } from "./arena";
import type { Products } from "./compileContext";
import { WasmExamples } from "./examples";
import { compileKernels, instantiate, type KernelForm, type Kernels } from "./kernels";
import { Reduction } from "./kernels/reduction";
import { located, makeMatrix, readMatrix, writeMatrix } from "./matrix";
import { type PlanBackend, WasmPlan } from "./plan";
import type { ProgramRange } from "./program";
import { densest, SparseRows } from "./sparseRows";
import type { StepRecords } from "./steps";
import { WorkerPool } from "./workerPool";

export interface WasmOptions {
  /** Largest share of non-zero inputs that are stored sparse; −1 disables sparse inputs. */
  readonly densest?: number;
  readonly form?: KernelForm;
  /** Another library for the dense products; the kernels then use one thread. */
  readonly other?: {
    readonly name: BackendName;
    readonly description: string;
    readonly threads: number;
    products(memory: ArrayBuffer): Products;
  };
}

export class WasmBackend implements Backend, PlanBackend {
  readonly name: BackendName;
  /** Number of threads, the caller's included. */
  parts = 1;
  readonly arena = new Arena();
  readonly densest: number;
  readonly products: Products | undefined;
  readonly kernels: Kernels;
  private readonly workers: WorkerPool;
  private readonly sparseRows = new Map<Matrix, SparseRows>();

  /** Creates a backend with this number of threads, or fewer if they cannot be started. */
  static async create({ threads = 1, ...options }: WasmOptions & { threads?: number } = {}): Promise<WasmBackend> {
    const backend = new WasmBackend(options);
    backend.parts += await backend.workers.start(threads - 1);
    return backend;
  }

  /** Creates a backend with one thread. */
  constructor(private readonly options: WasmOptions = {}) {
    const form = options.form ?? "kernels";
    this.name = options.other?.name ?? (form === "kernels" ? "wasm" : "wasm-relaxed");
    this.products = options.other?.products(this.arena.memory.buffer);
    this.densest = options.densest ?? densest;
    const module = compileKernels(form);
    this.kernels = instantiate(module, this.arena.memory);
    this.workers = new WorkerPool(this.arena, module);
  }

  get threads(): number {
    return this.options.other?.threads ?? this.parts;
  }

  get description(): string {
    if (this.options.other) return this.options.other.description;
    return `WebAssembly ${this.name === "wasm" ? "" : "relaxed "}SIMD, ${this.threads === 1 ? "one thread" : `${this.threads} threads`}`;
  }

  matrix(rows: number, columns: number, name: string): Matrix {
    return makeMatrix(this.arena, rows, columns, name);
  }

  async write(matrix: Matrix, values: Float32Array): Promise<void> {
    writeMatrix(this.arena, located(matrix), values);
    this.sparseRowsOf(matrix)?.overwritten();
  }

  async read(matrix: Matrix): Promise<Float32Array> {
    this.sparseRowsOf(matrix)?.bringUpToDate();
    return readMatrix(this.arena, located(matrix));
  }

  reduce(matrix: Matrix, rows: number, reduction: keyof typeof Reduction): number {
    this.sparseRowsOf(matrix)?.bringUpToDate();
    const { address, stride, columns } = located(matrix);
    return this.kernels.reduce(Reduction[reduction], address, stride, rows, columns);
  }

  element(matrix: Matrix, row: number, column: number): number {
    this.sparseRowsOf(matrix)?.bringUpToDate();
    const { address, stride } = located(matrix);
    return this.arena.floats(address + row * stride + column * 4, 1)[0];
  }

  examples(examples: Examples): ResidentExamples {
    return new WasmExamples(this.arena, examples, this);
  }

  /** Frees all matrices, examples and plans created since the arena ended at `end`; they must not be used any more. */
  rewind(end: number): void {
    this.arena.rewind(end);
    this.sparseRows.clear();
  }

  plan(operations: readonly Operation[]): Plan {
    return new WasmPlan(this, operations);
  }

  execute(
    { address, end }: ProgramRange,
    records: StepRecords,
    { first, count }: { first: number; count: number },
  ): number {
    const minibatches = records.address + first * records.bytes;
    return this.kernels.lead(this.workers.control, address, end, minibatches, records.bytes, count, this.parts);
  }

  makeSparseRows(z0: Matrix, W: Matrix): SparseRows | undefined {
    const rows = this.sparseRows.get(z0) ?? new SparseRows(this.arena, located(z0), located(W), this.parts);
    this.sparseRows.set(z0, rows);
    return rows.full === located(W).nonFinite ? rows : undefined;
  }

  sparseRowsOf(matrix: Matrix): SparseRows | undefined {
    return this.sparseRows.get(matrix);
  }

  /** Stops the threads; the memory is freed with the last reference to it. */
  destroy(): Promise<void> {
    return this.workers.stop();
  }
}
