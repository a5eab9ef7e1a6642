/**
 * A recorded plan. Minibatches are executed in chunks, each a pipeline. Executed kernel by kernel: a plan that only
 * gathers, a minibatch whose cost turned out not to be finite, and everything in mode cpu, whose pipelines take twice
 * as long (their arrays are arrays of rows).
 */
import type { Measures, Minibatch, Plan } from "../../core/backend";
import type { Chunks } from "./chunks";
import type { Engine } from "./engine";
import type { KernelProgram } from "./kernelProgram";
import { executeUnfused, fedWith } from "./runUnfused";

/** The measures of one minibatch: cost, hits, squared error. */
type Measured = Float32Array;

export class GpujsPlan implements Plan {
  constructor(
    private readonly engine: Engine,
    private readonly chunks: Chunks,
    private readonly program: KernelProgram,
  ) {}

  /** If a device is lost, the matrices keep the values that they had before the call. */
  async run(minibatches: readonly Minibatch[]): Promise<Measures> {
    const restore = snapshotOf(this.program);
    return this.engine.guarded(() => this.execute(minibatches), restore);
  }

  private async execute(minibatches: readonly Minibatch[]): Promise<Measures> {
    const measured: Measured[] = [];
    const together = this.program.steps.length > 0 && this.engine.mode !== "cpu";
    let done = 0;
    while (done < minibatches.length && allFinite(measured)) {
      const length = lengthFor(minibatches.length - done, this.engine);
      const next = minibatches.slice(done, done + length);
      const found = together ? await this.together(next, length) : await this.oneByOne(next);
      measured.push(...found);
      done += next.length;
    }
    return summary(measured, minibatches.length);
  }

  /**
   * Executes minibatches as one pipeline. If a cost is not finite, repeats them one by one, so that the weights of the
   * last finite minibatch remain.
   */
  private async together(minibatches: readonly Minibatch[], length: number): Promise<Measured[]> {
    const measured = await this.chunks.of(this.program, length).run(minibatches);
    await this.chunks.trim();
    return allFinite(measured) ? measured : this.oneByOne(minibatches);
  }

  private async oneByOne(minibatches: readonly Minibatch[]): Promise<Measured[]> {
    const all: Measured[] = [];
    for (const minibatch of minibatches) {
      const measured = await this.step(minibatch);
      if (measured) all.push(measured);
      if (!allFinite(all)) break;
    }
    return all;
  }

  /** Executes one minibatch kernel by kernel; ends at a cost that is not finite. */
  private async step(minibatch: Minibatch): Promise<Measured | undefined> {
    const held = fedWith(this.program, minibatch);
    await executeUnfused(this.engine, this.program, held);
    for (const [matrix, values] of held) if (matrix.visible) matrix.values = values;
    return this.program.measured && held.get(this.program.measured);
  }
}

/** Returns a function that restores the matrices that a training plan writes. */
function snapshotOf({ trains, steps }: KernelProgram): () => void {
  if (!trains) return () => {};
  const written = new Set(steps.map(({ writes }) => writes).filter(({ visible }) => visible));
  const restores = [...written].map((matrix) => matrix.snapshot());
  return () => {
    for (const restore of restores) restore();
  };
}

const allFinite = (measured: readonly Measured[]) => measured.every(([cost]) => Number.isFinite(cost));

/**
 * Returns the number of minibatches of the next pipeline. There are few lengths, since each needs a pipeline; fewer
 * with threads, which each pipeline has its own. On a GPU, where a call is expensive, one pipeline with up to a quarter
 * of empty minibatches is better than several.
 */
function lengthFor(left: number, { mode, hasWorkers }: Engine): number {
  const lengths = hasWorkers ? [4, 1] : [16, 4, 1];
  const share = mode === "webgpu" ? 3 / 4 : 1;
  return lengths.find((length) => length * share <= left) ?? 1;
}

function summary(measured: readonly Measured[], asked: number): Measures {
  const good = measured.filter(([cost]) => Number.isFinite(cost));
  return {
    costs: Float64Array.from(measured, ([cost]) => cost),
    hits: good.reduce((sum, [, hits]) => sum + hits, 0),
    squaredError: good.reduce((sum, [, , squares]) => sum + squares, 0),
    completed: good.length < measured.length ? good.length : asked,
  };
}
