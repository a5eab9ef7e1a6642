/**
 * Sparse inputs, as lists of their non-zero values, give the same bits as dense products, even for values that are not
 * finite.
 */
import assert from "node:assert/strict";
import { WasmBackend } from "../../src/backends/wasm";
import { WasmExamples } from "../../src/backends/wasm/examples";
import type { Examples, Optimizer, Regularization } from "../../src/core/backend";
import { Network } from "../../src/core/network";
import { RandomStream } from "../../src/core/random";
import { layer, minibatch, plainSgd } from "../core/tinyNetwork";
import { specifyBackend } from "./specification";

const always = { densest: 1 };
const never = { densest: -1 };

specifyBackend("wasm, all inputs in lists", () => new WasmBackend(always), { relative: 5e-6 });

/** Returns mostly zero inputs, as bytes with a scale or as floats of both signs (including −0). */
function thinExamples(
  count: number,
  inputs: number,
  outputs: number,
  { seed, bytes }: { seed: number; bytes: boolean },
) {
  const random = new RandomStream(seed, "sample");
  const draw = (i: number) => (random.uniform(i) < 0.2 ? random.uniform(1e6 + i) : 0);
  const values = bytes
    ? Uint8Array.from({ length: count * inputs }, (_, i) => draw(i) * 256)
    : Float32Array.from({ length: count * inputs }, (_, i) => draw(i) * (i % 2 === 0 ? 1 : -1));
  const targets = Int32Array.from({ length: count }, (_, i) => i % Math.max(2, outputs));
  return { count, inputs, outputs, values, shift: 0, factor: bytes ? 1 / 255 : 1, targets } satisfies Examples;
}

interface Work {
  examples: Examples;
  hidden: number;
  rows: number;
  optimizer?: Optimizer;
  /** Changes W0 [inputs, hidden] before training. */
  spoil?: (W0: Float32Array) => void;
  learningRate?: number;
  regularization?: Regularization;
}

/** Returns all results of two epochs of training, a gradient and an evaluation. */
async function trained(options: { densest: number }, { examples, hidden, rows, ...work }: Work) {
  const backend = new WasmBackend(options);
  const { optimizer = plainSgd, learningRate = 0.5, regularization = { l1: 0.001, l2: 0.01 } } = work;
  const { count, inputs, outputs } = examples;
  const layers = [layer(hidden, "prelu"), layer(outputs, outputs === 1 ? "sigmoid" : "softmax")];
  const network = new Network(backend, { inputs, layers, cost: "cross-entropy", seed: 3 }, rows, optimizer);
  await network.initialize();
  if (work.spoil) {
    const W0 = await backend.read(network.layers[0].W);
    work.spoil(W0);
    await backend.write(network.layers[0].W, W0);
  }
  const settings = { optimizer, regularization };
  const resident = backend.examples(examples);
  const batches = Array.from({ length: Math.ceil(count / rows) }, (_, i) =>
    minibatch(Math.min(rows, count - i * rows), { start: i * rows, batch: i + 1, step: i + 1, learningRate }),
  );
  const first = await backend.plan(network.trainingStep(resident, settings)).run([...batches, ...batches]);
  const gradient = await backend.plan(network.gradientStep(resident, settings)).run([batches[0]]);
  const evaluated = await backend.plan(network.evaluation(resident, rows)).run([batches[0]]);
  const { pass } = network;
  const matrices = [...network.layers.flatMap((_, l) => Object.values(pass.errors(l)))];
  const left = await Promise.all([...matrices, pass.gradients(0).GW].map((matrix) => backend.read(matrix)));
  const parameters = await network.readParameters();
  return {
    // Values that are not in a list are read back as +0.
    inputs: [...(await backend.read(pass.inputs))].map((x) => x + 0),
    measures: [first, gradient, evaluated],
    arrays: [...parameters.map(({ values }) => values), ...left].map((values) => [...values]),
  };
}

/**
 * Returns the gradient of one layer [31, 5] from modified errors of its minibatch [8, 5], and s after the update of the
 * weights.
 */
async function firstLayer(options: { densest: number }, spoil: (delta: Float32Array) => void, learningRate: number) {
  const backend = new WasmBackend(options);
  const spec = { inputs: 31, layers: [layer(5, "linear")], cost: "quadratic" as const, seed: 3 };
  const { layers, pass } = new Network(backend, spec, 8, plainSgd);
  const examples = backend.examples(thinExamples(16, 31, 5, { seed: 5, bytes: true }));
  const { delta } = pass.errors(0);
  const values = Float32Array.from({ length: 8 * 5 }, (_, i) => (i % 7) / 7);
  spoil(values);
  await backend.write(delta, values);
  const shared = { layer: layers[0], from: pass.inputs, delta, regularization: { l1: 0, l2: 0 } };
  const plan = backend.plan([
    pass.gather(examples),
    { op: "forward", layer: layers[0], from: pass.inputs, ...pass.layers[0] },
    { op: "gradient", ...shared, ...pass.gradients(0) },
    { op: "update", ...shared, optimizer: plainSgd, state: layers[0].state },
  ]);
  await plan.run([minibatch(8, { learningRate }), minibatch(8, { start: 8, learningRate })]);
  return { GW: [...(await backend.read(pass.gradients(0).GW))], s: [...(await backend.read(pass.layers[0].s))] };
}

describe("inputs as lists of what is not zero", () => {
  for (let seed = 1; seed <= 24; seed++) {
    const random = new RandomStream(seed, "sample");
    const size = (i: number) => 1 + Math.floor(random.uniform(i) * 67);
    const [inputs, hidden, outputs, rows] = [size(0), size(1), size(2), size(3)];
    const bytes = seed % 2 === 0;
    const kind = bytes ? "bytes" : "floats";
    it(`change no bit: ${kind} [${inputs}, ${hidden}, ${outputs}], batch ${rows} (seed ${seed})`, async () => {
      const examples = thinExamples(rows * 2 + 1, inputs, outputs, { seed, bytes });
      const work: Work = { examples, hidden, rows };
      if (seed % 3 === 0) work.optimizer = { type: "adam", beta1: 0.9, beta2: 0.99, epsilon: 1e-6 };
      assert.deepEqual(await trained(always, work), await trained(never, work));
    });
  }

  it("change no bit however inputs are scaled: all alike or each column for itself, with zeros made of other numbers", async () => {
    const scalings: Partial<Examples>[] = [
      { shift: 7, factor: 1 / 16 },
      { shift: 0, factor: -0.5 },
      { shift: 0, factor: Float32Array.from({ length: 30 }, (_, k) => k / 100) },
      { shift: Float32Array.from({ length: 30 }, (_, k) => k % 3), factor: 0.01 },
    ];
    for (const scaling of scalings) {
      for (const bytes of [true, false]) {
        const examples = { ...thinExamples(20, 30, 4, { seed: 13, bytes }), ...scaling };
        const work = { examples, hidden: 12, rows: 6 };
        assert.deepEqual(await trained(always, work), await trained(never, work));
      }
    }
  });

  it("change no bit with penalties that leave weights out of the minibatch as they are, shrink them, or overshoot", async () => {
    for (const [l2, learningRate] of [
      [0, 0.5],
      [0.01, 0.5],
      [3, 0.9],
    ]) {
      const work = { examples: thinExamples(21, 50, 3, { seed: 17, bytes: true }), hidden: 20, rows: 8 };
      const spoil = (W0: Float32Array) => {
        W0[40] = -0;
      };
      const settings = { ...work, spoil, learningRate, regularization: { l1: 0, l2 } };
      assert.deepEqual(await trained(always, settings), await trained(never, settings));
    }
  });

  it("change no bit in a layer wider than any panel of registers", async () => {
    for (const hidden of [104, 105, 131]) {
      const work = { examples: thinExamples(21, 50, 3, { seed: hidden, bytes: true }), hidden, rows: 8 };
      assert.deepEqual(await trained(always, work), await trained(never, work));
    }
  });

  it("keep 0 · ∞ where a weight of an input that is always zero is not finite", async () => {
    for (const value of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]) {
      const examples = thinExamples(20, 30, 4, { seed: 7, bytes: true });
      for (let i = 0; i < 20; i++) examples.values[i * 30 + 5] = 0;
      const spoil = (W0: Float32Array) => {
        W0[5 * 12 + 3] = value;
      };
      const work = { examples, hidden: 12, rows: 6, spoil };
      const found = await trained(always, work);
      assert.equal(found.measures[0].completed, 0);
      assert.deepEqual(found, await trained(never, work));
    }
  });

  it("keep 0 · ∞ in the gradient where an error is not finite", async () => {
    for (const value of [Number.POSITIVE_INFINITY, Number.NaN]) {
      const spoil = (delta: Float32Array) => {
        delta[3 * 5 + 2] = value;
      };
      const found = await firstLayer(always, spoil, 0.1);
      assert.ok(found.GW.filter(Number.isNaN).length > 20);
      assert.deepEqual(found, await firstLayer(never, spoil, 0.1));
    }
  });

  it("keep 0 · ∞ in the next minibatch where an update made a weight infinite", async () => {
    const spoil = (delta: Float32Array) => {
      delta.fill(1e20, 2, 3);
    };
    const found = await firstLayer(always, spoil, 1e30);
    assert.ok(found.s.some(Number.isNaN));
    assert.deepEqual(found, await firstLayer(never, spoil, 1e30));
  });

  it("list inputs that are not finite", async () => {
    const examples = thinExamples(20, 30, 4, { seed: 11, bytes: false });
    examples.values[33] = Number.POSITIVE_INFINITY;
    const work = { examples, hidden: 12, rows: 6 };
    const found = await trained(always, work);
    assert.equal(found.measures[0].completed, 0);
    assert.deepEqual(found, await trained(never, work));
  });

  it("are not made of inputs that are mostly not zero", async () => {
    const backend = new WasmBackend();
    const density = (share: number) => {
      const values = Float32Array.from({ length: 1000 }, (_, i) => Number(i % 10 < share * 10));
      const examples = { count: 10, inputs: 100, outputs: 1, values, shift: 0, factor: 1, targets: new Int32Array(10) };
      return new WasmExamples(backend.arena, examples, backend);
    };
    assert.equal(density(0.2).density, 0.2);
    assert.ok(density(0.2).isPacked && !density(0.8).isPacked);
  });
});
