/** Times the training step of a network on a backend, with its shape and, if given, minibatches of its examples. */
import type { Backend, Examples } from "../../core/backend";
import type { LayerSpec } from "../../core/layer";
import { Network } from "../../core/network";
import { inputsOf } from "../../core/packedExamples";
import type { Work } from "../threads";

export interface Measured {
  readonly name: Backend["name"];
  readonly threads: number;
  readonly microsecondsPerExample: number;
}

/** Limit of the multiplications by weights in a measured step; larger networks are measured with fewer rows. */
const largestStep = 50e6;
const minRows = 4;
const maxStepsPerCall = 16;

const optimizer = { type: "sgd", momentum: 0, nesterov: false } as const;

/** Returns the fastest step within `milliseconds`, after a few warm-up steps. The backend stays usable. */
export async function measure(
  backend: Backend,
  work: Work & { examples?: Examples | undefined },
  milliseconds: number,
): Promise<Measured> {
  const timer = await StepTimer.prepare(backend, work);
  await timer.run(milliseconds);
  return timer.measured;
}

/** The fastest step of a backend so far, so that several can be measured in turns. */
export class StepTimer {
  private fastest = Number.POSITIVE_INFINITY;

  private constructor(
    readonly backend: Backend,
    private readonly rows: number,
    private readonly timed: () => Promise<number>,
  ) {}

  /**
   * Takes a few warm-up steps.
   * @param rowsWanted examples of a step; fewer than the batch size by default if the network is large
   */
  static async prepare(
    backend: Backend,
    { shape, batchSize, examples }: Work & { examples?: Examples | undefined },
    rowsWanted = affordableRows(shape),
  ): Promise<StepTimer> {
    const wanted = Math.min(batchSize, rowsWanted);
    const { count, ...held } = sampled(shape, wanted, examples);
    const rows = Math.min(wanted, count);
    const network = new Network(backend, specOf(shape), rows, optimizer);
    const settings = { optimizer, regularization: { l1: 0, l2: 1e-6 } };
    const plan = backend.plan(network.trainingStep(backend.examples({ count, ...held }), settings));
    // Weights and learning rate are 0: the same work, and nothing can overflow.
    const minibatch = { start: 0, rows, epoch: 1, batch: 1, step: 1, learningRate: 0 };
    const timed = async (steps: number) => {
      const start = performance.now();
      await plan.run(Array.from({ length: steps }, () => minibatch));
      return (performance.now() - start) / steps;
    };
    await timed(1);
    const steps = backend.callMilliseconds ? stepsFor(backend.callMilliseconds, await timed(1)) : 1;
    if (steps > 1) await timed(steps);
    return new StepTimer(backend, rows, () => timed(steps));
  }

  /** Takes steps for at least `milliseconds`, at least one. */
  async run(milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds;
    do {
      this.fastest = Math.min(this.fastest, await this.timed());
    } while (performance.now() < end);
  }

  get measured(): Measured {
    const { name, threads } = this.backend;
    return { name, threads, microsecondsPerExample: (this.fastest * 1000) / this.rows };
  }
}

function affordableRows(shape: readonly number[]): number {
  const weights = shape.slice(1).reduce((sum, units, l) => sum + units * shape[l], 0);
  return Math.max(minRows, Math.floor(largestStep / weights));
}

/** Returns the number of steps in a call, chosen as in training for backends with expensive calls. */
const stepsFor = (milliseconds: number, one: number): number =>
  Math.max(1, Math.min(Math.floor(milliseconds / one), maxStepsPerCall));

function specOf(shape: readonly number[]) {
  const layers = shape.slice(1).map((units, l): LayerSpec => {
    const activation = l < shape.length - 2 ? "relu" : units === 1 ? "sigmoid" : "softmax";
    const rest = { alpha: 0, learnAlpha: false, dropout: 0, bias: true } as const;
    return { units, activation, initialization: "scaled-gaussian", ...rest };
  });
  return { inputs: shape[0], layers, cost: "cross-entropy" as const, seed: 1 };
}

/** Returns the first examples, or as many without zero inputs if there are none; the classes do not matter. */
function sampled(shape: readonly number[], rows: number, examples: Examples | undefined): Examples {
  const inputs = shape[0];
  const outputs = shape[shape.length - 1];
  const count = Math.min(rows, examples?.count ?? rows);
  const values = examples ? inputsOf(examples, 0, count) : new Float32Array(count * inputs).fill(0.5);
  const { shift = 0, factor = 1 } = examples ?? {};
  return { count, inputs, outputs, values, shift, factor, targets: new Int32Array(count) };
}
