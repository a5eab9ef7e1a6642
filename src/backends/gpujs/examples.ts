/**
 * Examples of the GPU.js backends. They stay in the host's memory, from which a minibatch can be filled in; a pipeline
 * can upload them once, in a form that kernels read (`resident`); a minibatch is then a list of indices.
 */
import type { Examples, ResidentExamples } from "../../core/backend";
import { type Resident, residentBytes, residentOf } from "./resident";

export class GpujsExamples implements ResidentExamples {
  readonly count: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly dense: boolean;
  private order: Uint32Array | undefined;
  private held: Resident | undefined;

  constructor(private readonly examples: Examples) {
    this.count = examples.count;
    this.inputs = examples.inputs;
    this.outputs = examples.outputs;
    this.dense = examples.targets instanceof Float32Array;
  }

  setOrder(order: Uint32Array): void {
    if (order.length !== this.count) throw new RangeError(`an order of ${order.length} for ${this.count} examples`);
    this.order = order;
  }

  /** Returns the example indices from `start` on [rows]. */
  at(start: number, rows: number): Uint32Array {
    return this.order?.slice(start, start + rows) ?? Uint32Array.from({ length: rows }, (_, i) => start + i);
  }

  /** Returns the form that kernels read, created on first use; undefined if an array would exceed `limit` bytes. */
  resident(limit: number): Resident | undefined {
    if (residentBytes(this.examples) > limit) return undefined;
    this.held ??= residentOf(this.examples);
    return this.held;
  }

  /** into ← (values − shift) · factor of these examples [rows, inputs], each operation rounded to float32 */
  copyInputs(into: Float32Array, examples: Uint32Array): void {
    const { inputs } = this;
    const { values, shift, factor } = this.examples;
    const column = (constant: number | Float32Array, j: number) =>
      Math.fround(typeof constant === "number" ? constant : constant[j]);
    for (const [i, example] of examples.entries()) {
      const from = example * inputs;
      for (let j = 0; j < inputs; j++) {
        into[i * inputs + j] = Math.fround(values[from + j] - column(shift, j)) * column(factor, j);
      }
    }
  }

  /** Copies targets [rows, outputs] into zeros: one-hot, the class itself if there is one output, or dense targets. */
  copyTargets(into: Float32Array, examples: Uint32Array): void {
    const { outputs } = this;
    const { targets } = this.examples;
    for (const [i, example] of examples.entries()) {
      if (targets instanceof Float32Array) {
        into.set(targets.subarray(example * outputs, (example + 1) * outputs), i * outputs);
      } else if (outputs === 1) {
        into[i] = targets[example];
      } else {
        into[i * outputs + targets[example]] = 1;
      }
    }
  }
}
