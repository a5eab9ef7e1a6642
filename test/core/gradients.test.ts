/** All gradients against finite differences, on the reference backend in float64. */
import assert from "node:assert/strict";
import { hasAlpha } from "../../src/core/activations";
import type { Examples, Matrix, Regularization } from "../../src/core/backend";
import { costs } from "../../src/core/costs";
import type { LayerSpec } from "../../src/core/layer";
import { activationNames, type CostName, costNames } from "../../src/core/names";
import type { Network, TrainingSettings } from "../../src/core/network";
import { ReferenceBackend } from "../../src/core/reference";
import { layer, minibatch, plainSgd, tinyExamples, tinyNetwork } from "./tinyNetwork";

const rows = 6;
const inputs = 5;
const outputs = 3;
const step = 2 ** -13;
/** Relative to the gradient, or to 0.1 if the gradient is smaller. */
const tolerance = 1e-6;

interface Case {
  layers: LayerSpec[];
  cost: CostName;
  regularization?: Regularization;
  classWeights?: Float32Array;
  dense?: boolean;
}

describe("gradients", () => {
  for (const cost of costNames) {
    for (const output of activationNames.filter(costs[cost].goesWith)) {
      for (const hidden of activationNames) {
        it(`of ${hidden} below ${output} with ${cost} agree with finite differences`, () =>
          check({ layers: [layer(4, hidden), layer(outputs, output)], cost }));
      }
    }
  }

  for (const name of activationNames.filter(hasAlpha)) {
    it(`of a learned alpha of ${name} agree, hidden and at the output`, async () => {
      const learned = { learnAlpha: true, alpha: 0.3 };
      await check({
        layers: [layer(4, name, { ...learned, dropout: 0.25 }), layer(outputs, name, learned)],
        cost: "quadratic",
        dense: true,
      });
    });
  }

  it("agree under dropout, whose mask stays the same for the same minibatch", () =>
    check({
      layers: [layer(7, "tanh", { dropout: 0.4 }), layer(6, "gelu", { dropout: 0.2 }), layer(outputs, "softmax")],
      cost: "cross-entropy",
    }));

  it("agree with class weights, for softmax and for one sigmoid output", async () => {
    const classWeights = Float32Array.of(0.5, 2, 1.25);
    await check({
      layers: [layer(4, "tanh"), layer(outputs, "softmax")],
      cost: "cross-entropy",
      classWeights,
    });
    await check({
      layers: [layer(4, "tanh"), layer(1, "sigmoid")],
      cost: "cross-entropy",
      classWeights,
    });
  });

  it("agree with class weights where the output's alpha is learned", () =>
    check({
      layers: [layer(4, "tanh"), layer(outputs, "elu", { learnAlpha: true, alpha: 0.5 })],
      cost: "quadratic",
      classWeights: Float32Array.of(0.5, 2, 1.25),
    }));

  it("contain both penalties, of weights only", () =>
    check({
      layers: [layer(4, "sigmoid"), layer(outputs, "linear")],
      cost: "quadratic",
      dense: true,
      regularization: { l1: 0.03, l2: 0.2 },
    }));

  it("leave a layer without biases at biases of 0", () =>
    check({
      layers: [layer(4, "prelu", { bias: false }), layer(outputs, "softmax", { bias: false })],
      cost: "cross-entropy",
    }));
});

async function check({ layers, cost, regularization = { l1: 0, l2: 0 }, classWeights, dense = false }: Case) {
  const backend = new ReferenceBackend("float64");
  const settings: TrainingSettings = {
    optimizer: plainSgd,
    regularization,
    classWeights,
  };
  const network = await tinyNetwork(backend, { inputs, layers, cost, rows, seed: 3 }, settings);
  const units = layers[layers.length - 1].units;
  const examples = backend.examples(tinyExamples(rows, inputs, units, 7, dense) satisfies Examples);
  const plan = backend.plan(network.gradientStep(examples, settings));
  const batch = minibatch(rows);

  const costNow = async () => {
    const { costs: found } = await plan.run([batch]);
    return found[0] / rows + (await penalty(backend, network, regularization));
  };

  await costNow();
  const gradients = await Promise.all(
    network.layers.map(async (_, l) => {
      const { GW, Gb, Galpha } = network.pass.gradients(l);
      return {
        GW: await backend.read(GW),
        Gb: await backend.read(Gb),
        Galpha: Galpha && (await backend.read(Galpha)),
      };
    }),
  );
  for (const [l, { W, b, alpha, bias }] of network.layers.entries()) {
    const found = gradients[l];
    await compare(backend, W, found.GW, costNow);
    if (bias) await compare(backend, b, found.Gb, costNow);
    else assert.ok(found.Gb.every((value) => value === 0));
    if (found.Galpha) await compare(backend, alpha, found.Galpha, costNow);
  }
}

async function compare(backend: ReferenceBackend, matrix: Matrix, gradient: Float32Array, cost: () => Promise<number>) {
  const values = await backend.read(matrix);
  for (let i = 0; i < values.length; i++) {
    const at = async (offset: number) => {
      const moved = values.with(i, values[i] + offset);
      await backend.write(matrix, moved);
      return { cost: await cost(), value: moved[i] };
    };
    const above = await at(step);
    const below = await at(-step);
    const expected = (above.cost - below.cost) / (above.value - below.value);
    const error = Math.abs(gradient[i] - expected);
    const allowed = tolerance * Math.max(0.1, Math.abs(expected));
    assert.ok(error <= allowed, `${matrix.name}[${i}]: gradient ${gradient[i]}, finite difference ${expected}`);
  }
  await backend.write(matrix, values);
}

async function penalty(backend: ReferenceBackend, network: Network, { l1, l2 }: Regularization): Promise<number> {
  let sum = 0;
  for (const { W } of network.layers) {
    for (const w of await backend.read(W)) sum += 0.5 * l2 * w * w + l1 * Math.abs(w);
  }
  return sum;
}
