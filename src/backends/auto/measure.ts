/** Times the training step of a network on a backend, with its shape and, if given, minibatches of its examples. */
import type { Backend, Examples } from "../../core/backend";
import type { LayerSpec } from "../../core/layer";
import { Network } from "../../core/network";
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
  { shape, batchSize, examples }: Work & { examples?: Examples | undefined },
  milliseconds: number,
): Promise<Measured> {
  const weights = shape.slice(1).reduce((sum, units, l) => sum + units * shape[l], 0);
  const rows = Math.min(batchSize, Math.max(minRows, Math.floor(largestStep / weights)));
  const { count, ...held } = sampled(shape, rows, examples);
  const network = new Network(backend, specOf(shape), Math.min(rows, count), optimizer);
  const settings = { optimizer, regularization: { l1: 0, l2: 1e-6 } };
  const plan = backend.plan(network.trainingStep(backend.examples({ count, ...held }), settings));
  // Weights and learning rate are 0: the same work, and nothing can overflow.
  const minibatch = { start: 0, rows: Math.min(rows, count), epoch: 1, batch: 1, step: 1, learningRate: 0 };
  const timed = async (steps: number) => {
    const start = performance.now();
    await plan.run(Array.from({ length: steps }, () => minibatch));
    return (performance.now() - start) / steps;
  };
  await timed(1);
  const steps = backend.callMilliseconds ? stepsFor(backend.callMilliseconds, await timed(1)) : 1;
  if (steps > 1) await timed(steps);
  const end = performance.now() + milliseconds;
  let fastest = Number.POSITIVE_INFINITY;
  do {
    fastest = Math.min(fastest, await timed(steps));
  } while (performance.now() < end);
  return { name: backend.name, threads: backend.threads, microsecondsPerExample: (fastest * 1000) / minibatch.rows };
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
  const values = examples?.values.subarray(0, count * inputs) ?? new Float32Array(count * inputs).fill(0.5);
  const { shift = 0, factor = 1 } = examples ?? {};
  return { count, inputs, outputs, values, shift, factor, targets: new Int32Array(count) };
}
