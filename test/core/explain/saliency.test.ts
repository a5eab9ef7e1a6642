import assert from "node:assert/strict";
import { costs } from "../../../src/core/costs";
import { Predictor } from "../../../src/core/explain/predictor";
import { InputGradients, occlusion, usualPatch } from "../../../src/core/explain/saliency";
import type { LayerSpec } from "../../../src/core/layer";
import type { CostName } from "../../../src/core/names";
import { activationNames } from "../../../src/core/names";
import type { Network } from "../../../src/core/network";
import { ReferenceBackend } from "../../../src/core/reference";
import { plain } from "../../../src/core/reference/matrix";
import { layer, minibatch, tinyExamples, tinyNetwork } from "../tinyNetwork";

const inputs = 5;
const step = 2 ** -10;

describe("gradient saliency", () => {
  for (const hidden of activationNames) {
    it(`agrees with finite differences below softmax with ${hidden}`, () =>
      compare([layer(4, hidden), layer(3, "softmax")], "cross-entropy"));
  }

  it("agrees with finite differences for the other outputs and costs", async () => {
    await compare([layer(4, "tanh"), layer(1, "sigmoid")], "cross-entropy");
    await compare([layer(6, "gelu"), layer(4, "sigmoid"), layer(3, "linear")], "quadratic");
    await compare([layer(3, "softmax")], "quadratic");
  });

  it("ignores the dropout of training", async () => {
    const dropped = [layer(8, "tanh", { dropout: 0.5 }), layer(3, "softmax")];
    await compare(dropped, "cross-entropy");
  });

  it("of one output leaves the costs of the others out", () =>
    compare([layer(4, "tanh"), layer(3, "sigmoid")], "cross-entropy", 1));
});

/** @param only the output whose cost counts */
async function compare(layers: LayerSpec[], cost: CostName, only?: number): Promise<void> {
  const backend = new ReferenceBackend("float64");
  const network = await tinyNetwork(backend, { inputs, layers, cost, rows: 1, seed: 4 });
  const { activation, units } = layers[layers.length - 1];
  const targets = Float32Array.from({ length: units }, (_, i) => Number(i === 0));
  const z0 = tinyExamples(1, inputs, units, 9).values as Float32Array;
  const gradients = await InputGradients.of({ inputs, layers, cost, seed: 4 }, await network.readParameters());
  const found = await gradients.gradient(z0, targets, only);
  const { pass } = network;
  const plan = backend.plan(network.forwardPropagate(pass, false));
  const costAt = async (values: Float32Array) => {
    await backend.write(pass.inputs, values);
    await plan.run([minibatch(1)]);
    const { s, z } = pass.layers[layers.length - 1];
    const part = (row: Float32Array | Float64Array) => (only === undefined ? row : row.subarray(only, only + 1));
    return costs[cost].value({ activation, s: part(plain(s).row(0)), z: part(plain(z).row(0)), y: part(targets) });
  };
  for (let i = 0; i < inputs; i++) {
    const [above, below] = [z0.with(i, z0[i] + step), z0.with(i, z0[i] - step)];
    const expected = ((await costAt(above)) - (await costAt(below))) / (above[i] - below[i]);
    const allowed = 1e-5 * Math.max(0.1, Math.abs(expected));
    assert.ok(Math.abs(found[i] - expected) <= allowed, `input ${i}: ${found[i]}, finite difference ${expected}`);
  }
}

describe("occlusion saliency", () => {
  const picture = { height: 4, width: 6, channels: 2 };
  const values = Float32Array.from({ length: 48 }, (_, i) => i + 1);

  it("is largest where the output comes from, and 0 elsewhere", async () => {
    const at = 2 * (2 * 6 + 3) + 1;
    const predict = async (pictures: Float32Array) =>
      Array.from({ length: pictures.length / 48 }, (_, i) => pictures[i * 48 + at]);
    const found = await occlusion(values, new Float32Array(48), picture, { size: 1, step: 1 }, predict);
    const expected = new Float64Array(24);
    expected[2 * 6 + 3] = values[at];
    assert.deepEqual(found, expected);
  });

  it("is the mean over the patches that cover a pixel", async () => {
    // Two patches cover the second pixel, and one of them the first pixel, too.
    const predict = async (pictures: Float32Array) =>
      Array.from({ length: pictures.length / 48 }, (_, i) => pictures[i * 48]);
    const found = await occlusion(values, new Float32Array(48), picture, { size: 2, step: 1 }, predict);
    assert.deepEqual([...found.slice(0, 4)], [1, 0.5, 0, 0]);
  });

  it("covers the right and the lower edge too", async () => {
    const predict = async (pictures: Float32Array) =>
      Array.from({ length: pictures.length / 48 }, (_, i) => pictures[i * 48 + 47]);
    const found = await occlusion(values, new Float32Array(48), picture, { size: 3, step: 2 }, predict);
    assert.ok(found[23] > 0);
    assert.equal(found[0], 0);
  });

  it("has patches of a seventh of the picture, at least one pixel", () => {
    assert.deepEqual(usualPatch({ height: 28, width: 28, channels: 1 }), { size: 4, step: 2 });
    assert.deepEqual(usualPatch({ height: 2, width: 9, channels: 1 }), { size: 1, step: 1 });
  });
});

describe("silenced units", () => {
  it("change the outputs as if their outgoing weights were 0", async () => {
    const backend = new ReferenceBackend();
    const layers = [layer(4, "tanh"), layer(5, "sigmoid"), layer(3, "softmax")];
    const network = await tinyNetwork(backend, { inputs, layers, cost: "cross-entropy", rows: 1 });
    const predictor = new Predictor(network, backend, { shift: 0, factor: 1 });
    const values = tinyExamples(1, inputs, 3, 2).values as Float32Array;
    for (const l of [0, 1]) {
      await predictor.outputs(values);
      const z = await activationsOf(backend, network, values, l);
      const found = await predictor.silenced(l, z);
      const W = network.layers[l + 1].W;
      const before = await backend.read(W);
      for (let unit = 0; unit < z.length; unit++) {
        const cut = before.map((w, i) => (Math.floor(i / W.columns) === unit ? 0 : w));
        await backend.write(W, cut);
        const expected = await predictor.outputs(values);
        for (const [j, value] of expected.entries()) assert.ok(Math.abs(found[unit * 3 + j] - value) < 1e-6);
        await backend.write(W, before);
      }
    }
  });
});

async function activationsOf(backend: ReferenceBackend, network: Network, values: Float32Array, l: number) {
  await backend.write(network.pass.inputs, values);
  await backend.plan(network.forwardPropagate(network.pass, false)).run([minibatch(1)]);
  return backend.read(network.pass.layers[l].z);
}
