/** Networks of every kind for the tests of exports, and the reference backend's outputs. */
import { hasAlpha } from "../../src/core/activations";
import type { ActivationName } from "../../src/core/names";
import { Network } from "../../src/core/network";
import { inverseNormal } from "../../src/core/normal";
import { RandomStream } from "../../src/core/random";
import { ReferenceBackend } from "../../src/core/reference";
import type { Model, ModelLayer } from "../../src/export/model";
import { Evaluator } from "../../src/trainer/experiment/evaluator";
import { layer, plainSgd } from "../core/tinyNetwork";

/** Returns a model with normally distributed weights, biases and alphas; every input has a different scaling. */
export function makeModel(
  units: number[],
  activations: ActivationName[],
  { seed = 1, ...more }: Partial<Model> & { seed?: number } = {},
): Model {
  const random = new RandomStream(seed, "sample");
  let element = 0;
  const normal = (length: number, deviation: number) =>
    Float32Array.from({ length }, () => deviation * inverseNormal(random.uniform(element++)));
  const layers = activations.map((activation, l): ModelLayer => {
    const [inputs, outputs] = [units[l], units[l + 1]];
    const W = normal(inputs * outputs, 1 / Math.sqrt(inputs));
    const alpha = hasAlpha(activation) && { alpha: normal(outputs, 0.5) };
    return { activation, inputs, units: outputs, W, b: normal(outputs, 0.5), ...alpha };
  });
  return {
    title: `seed ${seed}, epoch 3 of "a" */ 'b'`,
    task: "classification",
    inputs: units[0],
    classNames: Array.from({ length: units[units.length - 1] }, (_, i) => `class ${i}`),
    scaling: {
      kind: "standardize",
      shift: Array.from(normal(units[0], 3)),
      factor: Array.from(normal(units[0], 1), Math.abs),
    },
    layers,
    ...more,
  };
}

export function examplesOf({ inputs }: Model, count: number, seed = 2): Float32Array {
  const random = new RandomStream(seed, "sample");
  return Float32Array.from({ length: count * inputs }, (_, i) => 3 * inverseNormal(random.uniform(i)));
}

/** Returns the outputs [count, outputs]; targets are in their own unit. */
export async function referenceOutputs(model: Model, values: Float32Array): Promise<Float32Array> {
  const { inputs, layers, scaling, targets } = model;
  const backend = new ReferenceBackend();
  const specs = layers.map(({ units, activation, alpha }) =>
    layer(units, activation, { learnAlpha: alpha !== undefined }),
  );
  const network = new Network(backend, { inputs, layers: specs, cost: "quadratic", seed: 1 }, 1, plainSgd);
  await network.writeParameters(
    layers.flatMap(({ W, b, alpha, inputs, units }, l) => [
      { name: `W${l}`, shape: [inputs, units], values: W },
      { name: `b${l}`, shape: [units], values: b },
      ...(alpha ? [{ name: `alpha${l}`, shape: [units], values: alpha }] : []),
    ]),
  );
  const { units: outputs } = layers[layers.length - 1];
  const count = values.length / inputs;
  const scale = (one: number | number[]) => (typeof one === "number" ? one : Float32Array.from(one));
  const [shift, factor] = [scale(scaling.shift), scale(scaling.factor)];
  const examples = { count, inputs, outputs, values, shift, factor, targets: new Float32Array(count * outputs) };
  const z = await new Evaluator(network, backend, backend.examples(examples)).outputs(async () => {});
  return targets ? z.map((value, i) => value / targets[i % outputs].factor + targets[i % outputs].shift) : z;
}

/** Returns max |found − expected| / max(1, |expected|). */
export const largestDifference = (found: ArrayLike<number>, expected: ArrayLike<number>): number =>
  Array.from(expected).reduce(
    (most, value, i) => Math.max(most, Math.abs(found[i] - value) / Math.max(1, Math.abs(value))),
    found.length === expected.length ? 0 : Number.POSITIVE_INFINITY,
  );

/** One network per activation in a hidden layer and, if that is common, in the output layer. */
export const models: [string, Model][] = [
  ...(["sigmoid", "tanh", "relu", "prelu", "elu", "gelu", "softplus", "linear", "softmax"] as const).map(
    (hidden, i): [string, Model] => [
      `${hidden} below softmax`,
      makeModel([7, 11, 4], [hidden, "softmax"], { seed: i + 1 }),
    ],
  ),
  ["one sigmoid for two classes", makeModel([5, 3, 1], ["relu", "sigmoid"], { classNames: ["no", "yes"] })],
  [
    "no hidden layer, one scaling for all",
    makeModel([6, 3], ["softmax"], { scaling: { kind: "unit", shift: 0, factor: 1 / 255 } }),
  ],
  [
    "quantities in their own unit",
    makeModel([5, 8, 2], ["elu", "linear"], {
      task: "regression",
      classNames: undefined,
      targets: [
        { name: "price", shift: 250000, factor: 1e-5 },
        { name: "area", shift: -3, factor: 4 },
      ],
    }),
  ],
];
