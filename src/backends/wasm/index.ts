/** The backend `wasm`: our own SIMD kernels on one WebAssembly.Memory. The same bits on every machine and engine. */
import type { Backend, Examples, Matrix, Operation, Plan, ResidentExamples } from "../../core/backend";
import { Arena } from "./arena";
import type { Program } from "./instruction";
import { type Kernels, loadKernels } from "./kernels";
import { densest, InputLists } from "./lists";
import { located, makeMatrix, readMatrix, WasmExamples, writeMatrix } from "./matrix";
import { WasmPlan } from "./plan";
import type { StepRecords } from "./steps";

export class WasmBackend implements Backend {
  readonly name = "wasm";
  readonly threads = 1;
  readonly description = "WebAssembly SIMD, one thread";
  readonly arena = new Arena();
  private readonly kernels: Kernels = loadKernels(this.arena.memory);
  private readonly lists = new Map<Matrix, InputLists>();

  /** The densest inputs that are taken as lists of what is not zero; −1: none are. */
  readonly densest: number;

  constructor(options: { densest?: number } = {}) {
    this.densest = options.densest ?? densest;
  }

  matrix(rows: number, columns: number, name: string): Matrix {
    return makeMatrix(this.arena, rows, columns, name);
  }

  async write(matrix: Matrix, values: Float32Array): Promise<void> {
    writeMatrix(this.arena, located(matrix), values);
    this.listsOf(matrix)?.overwritten();
  }

  async read(matrix: Matrix): Promise<Float32Array> {
    this.listsOf(matrix)?.bringUpToDate();
    return readMatrix(this.arena, located(matrix));
  }

  examples(examples: Examples): ResidentExamples {
    return new WasmExamples(this.arena, examples);
  }

  plan(operations: readonly Operation[]): Plan {
    return new WasmPlan(this, operations);
  }

  /** Runs a program for the first `count` records; returns how many were carried out in full. */
  carryOut({ address, end }: Program, records: StepRecords, count: number): number {
    return this.kernels.run(address, end, records.address, records.bytes, count, 0, 1);
  }

  /** Lists in place of these inputs; undefined where they are for another layer already. */
  makeLists(z0: Matrix, W: Matrix): InputLists | undefined {
    const lists = this.lists.get(z0) ?? new InputLists(this.arena, located(z0), located(W));
    this.lists.set(z0, lists);
    return lists.full === located(W).nonFinite ? lists : undefined;
  }

  listsOf(matrix: Matrix): InputLists | undefined {
    return this.lists.get(matrix);
  }

  /** The memory goes with the last reference to it. */
  async destroy(): Promise<void> {}
}
