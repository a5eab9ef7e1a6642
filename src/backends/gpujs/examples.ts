/**
 * Examples of the GPU.js backends. They stay in the host's memory, from which a minibatch can be filled in; a pipeline
 * can upload them once, in a form that kernels read (`resident`); a minibatch is then a list of indices.
 */
import { PlainExamples } from "../../core/reference/matrix";
import { type Resident, residentBytes, residentOf } from "./resident";

export class GpujsExamples extends PlainExamples {
  private held: Resident | undefined;

  override setOrder(order: Uint32Array): void {
    if (order.length !== this.count) throw new RangeError(`an order of ${order.length} for ${this.count} examples`);
    super.setOrder(order);
  }

  /** Returns the example indices from `start` on [rows]. */
  range(start: number, rows: number): Uint32Array {
    return Uint32Array.from({ length: rows }, (_, i) => this.at(start + i));
  }

  /** Returns the form that kernels read, created on first use; undefined if an array would exceed `limit` bytes. */
  resident(limit: number): Resident | undefined {
    if (residentBytes(this.examples) > limit) return undefined;
    this.held ??= residentOf(this.examples);
    return this.held;
  }

  /** Copies the scaled inputs of these examples [rows, inputs]. */
  copyAllInputs(into: Float32Array, examples: Uint32Array): void {
    const { inputs } = this;
    for (const [i, example] of examples.entries())
      this.copyInputs(example, into.subarray(i * inputs, (i + 1) * inputs));
  }

  /** Copies the targets of these examples [rows, outputs]. */
  copyAllTargets(into: Float32Array, examples: Uint32Array): void {
    const { outputs } = this;
    for (const [i, example] of examples.entries())
      this.copyTargets(example, into.subarray(i * outputs, (i + 1) * outputs));
  }
}
