/**
 * The backend `wasm`: our own SIMD kernels on one WebAssembly.Memory. The same bits on every machine and engine. With the relaxed
 * kernels it is `wasm-relaxed`, whose last bits are the processor's.
 */
import type { Backend, Examples, Matrix, Operation, Plan, ResidentExamples } from "../../core/backend";
import { Arena } from "./arena";
import { Helpers } from "./helpers";
import type { Program } from "./instruction";
import { compileKernels, instantiate, type KernelForm, type Kernels } from "./kernels";
import { densest, InputLists } from "./lists";
import { located, makeMatrix, readMatrix, WasmExamples, writeMatrix } from "./matrix";
import { WasmPlan } from "./plan";
import type { StepRecords } from "./steps";

export interface WasmOptions {
  /** The densest inputs that are taken as lists of what is not zero; −1: none are. */
  readonly densest?: number;
  readonly form?: KernelForm;
}

export class WasmBackend implements Backend {
  readonly name: "wasm" | "wasm-relaxed";
  /** Of which one is the caller's. */
  threads = 1;
  readonly arena = new Arena();
  readonly densest: number;
  private readonly kernels: Kernels;
  private readonly helpers: Helpers;
  private readonly lists = new Map<Matrix, InputLists>();

  /** With so many threads, or with fewer where they cannot be had. */
  static async create({ threads = 1, ...options }: WasmOptions & { threads?: number } = {}): Promise<WasmBackend> {
    const backend = new WasmBackend(options);
    backend.threads += await backend.helpers.start(threads - 1);
    return backend;
  }

  /** With one thread. */
  constructor(options: WasmOptions = {}) {
    const form = options.form ?? "kernels";
    this.name = form === "kernels" ? "wasm" : "wasm-relaxed";
    this.densest = options.densest ?? densest;
    const module = compileKernels(form);
    this.kernels = instantiate(module, this.arena.memory);
    this.helpers = new Helpers(this.arena, module);
  }

  get description(): string {
    return `WebAssembly ${this.name === "wasm" ? "" : "relaxed "}SIMD, ${this.threads === 1 ? "one thread" : `${this.threads} threads`}`;
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
    return this.kernels.lead(
      ...[this.helpers.control, address, end, records.address, records.bytes],
      count,
      this.threads,
    );
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
  destroy(): Promise<void> {
    return this.helpers.stop();
  }
}
