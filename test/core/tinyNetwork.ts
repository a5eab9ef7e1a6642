/** Small networks on small data for the core's tests; all randomness comes from the seed. */
import type { Backend, Examples, Minibatch, Optimizer } from "../../src/core/backend";
import type { LayerSpec } from "../../src/core/layer";
import type { CostName } from "../../src/core/names";
import { Network, type TrainingSettings } from "../../src/core/network";
import { inverseNormal } from "../../src/core/normal";
import { RandomStream } from "../../src/core/random";

export const plainSgd: Optimizer = {
  type: "sgd",
  momentum: 0,
  nesterov: false,
};

export const layer = (
  units: number,
  activation: LayerSpec["activation"],
  more: Partial<LayerSpec> = {},
): LayerSpec => ({
  units,
  activation,
  alpha: activation === "prelu" ? 0.1 : activation === "elu" ? 1 : 0,
  learnAlpha: false,
  dropout: 0,
  bias: true,
  initialization: "scaled-gaussian",
  ...more,
});

/** Returns normally distributed inputs, with alternating classes or normally distributed targets. */
export function tinyExamples(count: number, inputs: number, outputs: number, seed: number, dense = false): Examples {
  const random = new RandomStream(seed, "sample");
  const values = Float32Array.from({ length: count * inputs }, (_, i) => inverseNormal(random.uniform(i)));
  const targets = dense
    ? Float32Array.from({ length: count * outputs }, (_, i) => inverseNormal(random.uniform(values.length + i)))
    : Int32Array.from({ length: count }, (_, i) => i % Math.max(2, outputs));
  return { count, inputs, outputs, values, shift: 0, factor: 1, targets };
}

export const minibatch = (rows: number, more: Partial<Minibatch> = {}): Minibatch => ({
  start: 0,
  rows,
  epoch: 1,
  batch: 1,
  step: 1,
  learningRate: 0.1,
  ...more,
});

export async function tinyNetwork(
  backend: Backend,
  {
    inputs,
    layers,
    cost,
    rows,
    seed = 1,
  }: {
    inputs: number;
    layers: LayerSpec[];
    cost: CostName;
    rows: number;
    seed?: number;
  },
  settings: TrainingSettings = {
    optimizer: plainSgd,
    regularization: { l1: 0, l2: 0 },
  },
): Promise<Network> {
  const network = new Network(backend, { inputs, layers, cost, seed }, rows, settings.optimizer);
  await network.initialize();
  return network;
}
