/** The network: training steps, evaluations, and saving, restoring and listing its parameters. */
import assert from "node:assert/strict";
import type { Optimizer } from "../../src/core/backend";
import { NetworkError } from "../../src/core/errors";
import { evaluateNetwork } from "../../src/core/evaluate";
import type { LayerSpec } from "../../src/core/layer";
import { Network, type TrainingSettings } from "../../src/core/network";
import { minibatchesOf, orderOf } from "../../src/core/order";
import { ReferenceBackend } from "../../src/core/reference";
import { layer, minibatch, plainSgd, tinyExamples, tinyNetwork } from "./tinyNetwork";

const adam: Optimizer = { type: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const noPenalty = { l1: 0, l2: 0 };
const sgdSettings: TrainingSettings = { optimizer: plainSgd, regularization: noPenalty };

async function smallNetwork(optimizer: Optimizer = plainSgd) {
  const backend = new ReferenceBackend();
  const layers = [layer(4, "prelu", { learnAlpha: true, dropout: 0.5 }), layer(2, "softmax", { bias: false })];
  const settings = { optimizer, regularization: noPenalty };
  const network = await tinyNetwork(backend, { inputs: 3, layers, cost: "cross-entropy", rows: 4 }, settings);
  const examples = backend.examples(tinyExamples(10, 3, 2, 1));
  return { backend, network, examples, settings };
}

describe("a network", () => {
  it("is initialized from its seed: weights, biases of 0, alphas of the config", async () => {
    const { network } = await smallNetwork();
    const [W0, b0, alpha0, W1, b1] = await network.readParameters();
    assert.ok(W0.values.every((w) => w !== 0) && W1.values.every((w) => w !== 0));
    assert.deepEqual([...b0.values, ...b1.values], new Array(6).fill(0));
    assert.deepEqual(alpha0.values, new Float32Array(4).fill(0.1));
    const { network: again } = await smallNetwork();
    assert.deepEqual((await again.readParameters())[0], W0);
  });

  it("counts what is learned: weights, biases, alphas", async () => {
    const { network } = await smallNetwork();
    assert.equal(network.parameters, 3 * 4 + 4 + 4 + 4 * 2);
  });

  it("names its parameters and the optimizer's accumulators as run folders do", async () => {
    const { network } = await smallNetwork(adam);
    const shapes = (await network.readParameters()).map(({ name, shape }) => `${name} ${shape}`);
    assert.deepEqual(shapes.sort(), [
      "W0 3,4",
      "W1 4,2",
      "alpha0 4",
      "b0 4",
      "b1 2",
      "optimizer/W0/average 3,4",
      "optimizer/W0/squareAverage 3,4",
      "optimizer/W1/average 4,2",
      "optimizer/W1/squareAverage 4,2",
      "optimizer/alpha0/average 4",
      "optimizer/alpha0/squareAverage 4",
      "optimizer/b0/average 4",
      "optimizer/b0/squareAverage 4",
    ]);
  });

  it("goes on from restored parameters exactly as from its own", async () => {
    const { backend, network, examples, settings } = await smallNetwork(adam);
    const steps = [1, 2, 3, 4].map((step) => minibatch(step === 3 ? 2 : 4, { batch: step, step }));
    const plan = backend.plan(network.trainingStep(examples, settings));
    await plan.run(steps.slice(0, 2));
    const saved = await network.readParameters();
    await plan.run(steps.slice(2));

    const other = await smallNetwork(adam);
    await other.network.writeParameters(saved);
    await other.backend.plan(other.network.trainingStep(other.examples, settings)).run(steps.slice(2));
    assert.deepEqual(await other.network.readParameters(), await network.readParameters());
  });

  it("refuses parameters of another network by name, and then changes nothing", async () => {
    const { network } = await smallNetwork(adam);
    const before = await network.readParameters();
    const zeros = before.map((array) => ({ ...array, values: new Float32Array(array.values.length) }));
    const refused = (arrays: typeof zeros, message: RegExp) =>
      assert.rejects(network.writeParameters(arrays), (error: NetworkError) => {
        assert.ok(error instanceof NetworkError && error.kind === "run" && error.place.layer === 1);
        assert.match(error.message, message);
        return true;
      });
    await refused(
      zeros.filter(({ name }) => name !== "optimizer/W1/average"),
      /^optimizer\/W1\/average: should be \[4, 2\] and is missing/,
    );
    await refused(
      zeros.map((array) => (array.name === "W1" ? { ...array, shape: [2, 4] } : array)),
      /^W1: should be \[4, 2\] and has shape \[2, 4\]/,
    );
    assert.deepEqual(await network.readParameters(), before);
  });

  it("finds the first layer that is not finite, in its weighted inputs, else in its weights", async () => {
    const { backend, network, examples } = await smallNetwork();
    assert.equal(await network.firstNonFiniteLayer(), undefined);
    const W1 = network.layers[1].W;
    await backend.write(W1, (await backend.read(W1)).with(3, Number.NaN));
    assert.equal(await network.firstNonFiniteLayer(), 1);
    const W0 = network.layers[0].W;
    await backend.write(W0, (await backend.read(W0)).with(0, Number.POSITIVE_INFINITY));
    await backend.plan(network.trainingStep(examples, sgdSettings)).run([minibatch(4)]);
    assert.equal(await network.firstNonFiniteLayer(), 0);
  });
});

describe("a training step", () => {
  it("moves every parameter against the gradient that gradientStep shows", async () => {
    const { backend, network, examples } = await smallNetwork();
    const settings = { optimizer: plainSgd, regularization: { l1: 0.01, l2: 0.02 } };
    const before = await network.readParameters();
    await backend.plan(network.gradientStep(examples, settings)).run([minibatch(3)]);
    assert.deepEqual(await network.readParameters(), before);
    const gradients: Record<string, Float32Array> = {};
    for (const l of network.layers.keys()) {
      for (const matrix of Object.values(network.pass.gradients(l))) {
        gradients[matrix.name.replace("G", "")] = await backend.read(matrix);
      }
    }
    await backend.plan(network.trainingStep(examples, settings)).run([minibatch(3, { learningRate: 0.25 })]);
    for (const [i, { name, values }] of (await network.readParameters()).entries()) {
      assert.deepEqual(
        values,
        before[i].values.map((w, k) => w - 0.25 * gradients[name][k]),
        name,
      );
    }
  });

  it("shows adamw's gradient without the decay that adamw keeps apart", async () => {
    const { backend, network, examples } = await smallNetwork(adam);
    const gradientOf = async (type: "adam" | "adamw", l2: number) => {
      const settings: TrainingSettings = { optimizer: { ...adam, type }, regularization: { l1: 0, l2 } };
      await backend.plan(network.gradientStep(examples, settings)).run([minibatch(4)]);
      return backend.read(network.pass.gradients(0).GW);
    };
    assert.deepEqual(await gradientOf("adamw", 0.5), await gradientOf("adam", 0));
    assert.notDeepEqual(await gradientOf("adam", 0.5), await gradientOf("adam", 0));
  });

  it("drops another share of the activations for every batch, the same for the same batch", async () => {
    const { backend, network, examples } = await smallNetwork();
    const plan = backend.plan(network.gradientStep(examples, sgdSettings));
    const dropped = async (batch: number, epoch: number) => {
      await plan.run([minibatch(4, { batch, epoch })]);
      return [...(await backend.read(network.pass.layers[0].z))].map((z) => z === 0).join();
    };
    const first = await dropped(1, 1);
    assert.notEqual(await dropped(2, 1), first);
    assert.notEqual(await dropped(1, 2), first);
    assert.equal(await dropped(1, 1), first);
    assert.match(first, /true/);
    assert.match(first, /false/);
  });

  it("scales what is not dropped by 1 / (1 − rate), so that the mean stays", async () => {
    const backend = new ReferenceBackend();
    const layers = [layer(400, "linear", { dropout: 0.3 }), layer(2, "softmax")];
    const network = await tinyNetwork(backend, { inputs: 3, layers, cost: "cross-entropy", rows: 25 });
    const examples = backend.examples(tinyExamples(25, 3, 2, 1));
    await backend.plan(network.gradientStep(examples, sgdSettings)).run([minibatch(25)]);
    const { s, z } = network.pass.layers[0];
    const before = await backend.read(s);
    const after = await backend.read(z);
    const share = after.filter((value) => value === 0).length / after.length;
    // The standard deviation of the share over 10,000 draws is 0.0046.
    assert.ok(Math.abs(share - 0.3) < 0.02, `${share}`);
    for (const [i, value] of after.entries()) {
      assert.ok(value === 0 || Math.abs(value / before[i] - 1 / 0.7) < 1e-6, `${value} of ${before[i]}`);
    }
  });

  it("of a shorter minibatch is that of its own rows alone, whatever an earlier one left behind", async () => {
    const short = minibatch(2, { start: 8, batch: 2, step: 2 });
    const after = await Promise.all(
      [[minibatch(4, { learningRate: 0 }), short], [short]].map(async (minibatches) => {
        const { backend, network, examples } = await smallNetwork();
        await backend.plan(network.trainingStep(examples, sgdSettings)).run(minibatches);
        return network.readParameters();
      }),
    );
    assert.deepEqual(after[0], after[1]);
  });

  it("that meets a cost that is not finite ends the run before a weight moves", async () => {
    const { backend, network, examples, settings } = await smallNetwork();
    await backend.write(network.layers[0].W, new Float32Array(12).fill(3e38));
    const before = await network.readParameters();
    const plan = backend.plan(network.trainingStep(examples, settings));
    const { completed, costs } = await plan.run([minibatch(4), minibatch(4, { start: 4 })]);
    assert.equal(completed, 0);
    assert.ok(costs.length === 1 && !Number.isFinite(costs[0]));
    assert.deepEqual(await network.readParameters(), before);
  });

  it("weighs costs by class", async () => {
    const { backend, network, examples } = await smallNetwork();
    const costOf = async (weights?: number[]) => {
      const classWeights = weights && Float32Array.from(weights);
      const plan = backend.plan(network.gradientStep(examples, { ...sgdSettings, classWeights }));
      return (await plan.run([minibatch(4)])).costs[0];
    };
    const parts = (await costOf([1, 0])) + (await costOf([0, 1]));
    assert.ok(Math.abs(parts - (await costOf())) < 1e-12);
    assert.ok(Math.abs((await costOf([3, 3])) - 3 * parts) < 1e-12);
  });
});

describe("an evaluation", () => {
  it("drops nothing, disturbs no training, and is the same in minibatches of any size", async () => {
    const { backend, network, examples } = await smallNetwork();
    const before = await network.readParameters();
    const found = await Promise.all(
      [1, 3, 4, 10, 16].map((rows) =>
        evaluateNetwork(backend.plan(network.evaluation(examples, rows)), { count: 10, outputs: 2 }, rows),
      ),
    );
    for (const { cost, accuracy, rmse } of found) {
      assert.ok(Math.abs(cost - found[0].cost) < 1e-12 && Math.abs(rmse - found[0].rmse) < 1e-12);
      assert.equal(accuracy, found[0].accuracy);
    }
    assert.deepEqual(await network.readParameters(), before);
    const { s, z } = network.evaluationPass(10).layers[0];
    const alpha = Math.fround(0.1);
    assert.deepEqual(
      await backend.read(z),
      (await backend.read(s)).map((value) => (value > 0 ? value : alpha * value)),
    );
  });

  it("makes its matrices once for every number of rows", async () => {
    const { network } = await smallNetwork();
    assert.equal(network.evaluationPass(7), network.evaluationPass(7));
    assert.notEqual(network.evaluationPass(7), network.evaluationPass(8));
  });
});

describe("training", () => {
  /**
   * Trains on examples whose class is the index of the largest of their first inputs, and returns the accuracy on them.
   */
  async function accuracyAfter(
    epochs: number,
    sizes: [inputs: number, hidden: number, classes: number],
    count: number,
  ) {
    const [inputs, hidden, classes] = sizes;
    const backend = new ReferenceBackend();
    const layers: LayerSpec[] = [layer(hidden, "sigmoid"), layer(classes, "softmax")];
    const network = new Network(backend, { inputs, layers, cost: "cross-entropy", seed: 1 }, 10, plainSgd);
    await network.initialize();
    const drawn = tinyExamples(count, inputs, classes, 5);
    const values = drawn.values as Float32Array;
    const targets = Int32Array.from({ length: count }, (_, i) => {
      const row = values.subarray(i * inputs, i * inputs + classes);
      return row.indexOf(Math.max(...row));
    });
    const examples = backend.examples({ ...drawn, targets });
    const training = backend.plan(network.trainingStep(examples, sgdSettings));
    for (let epoch = 1; epoch <= epochs; epoch++) {
      examples.setOrder(orderOf(count, 1, epoch));
      const minibatches = minibatchesOf(count, 10).map(({ start, rows }, i) =>
        minibatch(rows, { start, epoch, batch: i + 1, learningRate: 0.5 }),
      );
      await training.run(minibatches);
    }
    return (await evaluateNetwork(backend.plan(network.evaluation(examples, 50)), examples, 50)).accuracy;
  }

  it("learns which of four inputs is the largest", async () => {
    assert.ok((await accuracyAfter(30, [4, 16, 4], 205)) > 0.95);
  });

  it("fits [784,30,10] to a few examples", async () => {
    assert.ok((await accuracyAfter(8, [784, 30, 10], 60)) === 1);
  }).timeout(20000);
});
