/** A recorded plan: one operation at a time. */
import type { Measures, Minibatch, Plan } from "../../core/backend";
import type { Engine } from "./engine";
import type { Program } from "./step";

export class GpujsPlan implements Plan {
  constructor(
    private readonly engine: Engine,
    private readonly program: Program,
  ) {}

  async run(minibatches: readonly Minibatch[]): Promise<Measures> {
    const costs: number[] = [];
    const sums = { hits: 0, squaredError: 0 };
    for (const [completed, minibatch] of minibatches.entries()) {
      const measured = await this.step(minibatch);
      if (!measured) continue;
      costs.push(measured.cost);
      if (!Number.isFinite(measured.cost)) return { ...sums, costs: Float64Array.from(costs), completed };
      sums.hits += measured.hits;
      sums.squaredError += measured.squaredError;
    }
    return { ...sums, costs: Float64Array.from(costs), completed: minibatches.length };
  }

  /** One minibatch, kernel by kernel; ends at a cost that is not finite. */
  private async step(minibatch: Minibatch) {
    const { feeds, steps, measured } = this.program;
    for (const { matrix, fill } of feeds) fill(matrix.values.fill(0), minibatch);
    for (const { kernel, reads, writes } of steps) {
      writes.values = await this.engine.run(kernel, reads, writes);
      if (writes === measured && !Number.isFinite(measured.values[0])) break;
    }
    if (!measured) return undefined;
    const [cost, hits, squaredError] = measured.values;
    return { cost, hits, squaredError };
  }
}
