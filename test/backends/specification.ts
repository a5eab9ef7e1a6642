/**
 * The requirements of every backend, each with its own tolerance: whole steps and single operations compared with the
 * reference. Shapes come from a seed in the test's name, so that a failure can be replayed.
 */
import assert from "node:assert/strict";
import type { Backend, Matrix, Minibatch, Optimizer } from "../../src/core/backend";
import { costs } from "../../src/core/costs";
import type { LayerSpec } from "../../src/core/layer";
import { activationNames, type CostName, costNames } from "../../src/core/names";
import { Network, type TrainingSettings } from "../../src/core/network";
import { RandomStream } from "../../src/core/random";
import { ReferenceBackend } from "../../src/core/reference";
import { layer, minibatch, plainSgd, tinyExamples } from "../core/tinyNetwork";

export interface Tolerance {
  /** Relative to the largest number of the matrix. */
  readonly relative: number;
}

interface Work {
  inputs: number;
  layers: LayerSpec[];
  cost: CostName;
  batchSize: number;
  settings?: Partial<TrainingSettings>;
  dense?: boolean;
  count?: number;
}

const optimizers: Optimizer[] = [
  plainSgd,
  { type: "sgd", momentum: 0.9, nesterov: false },
  { type: "sgd", momentum: 0.8, nesterov: true },
  { type: "rmsprop", rho: 0.9, epsilon: 1e-6 },
  { type: "adam", beta1: 0.9, beta2: 0.99, epsilon: 1e-6 },
  { type: "adamw", beta1: 0.9, beta2: 0.99, epsilon: 1e-6 },
];

export function specifyBackend(name: string, make: () => Backend | Promise<Backend>, { relative }: Tolerance): void {
  describe(`backend ${name}`, () => {
    /** For the tests of whole steps: one started backend that gets one network after the other, as in the editor. */
    let shared: Backend;
    before(async () => {
      shared = await make();
    });
    after(() => shared?.destroy());

    for (const cost of costNames) {
      for (const output of activationNames.filter(costs[cost].goesWith)) {
        for (const hidden of activationNames) {
          it(`steps like the reference: ${hidden} below ${output} with ${cost}`, () =>
            steps({ inputs: 13, layers: [layer(11, hidden), layer(5, output)], cost, batchSize: 7 }));
        }
      }
    }

    for (const optimizer of optimizers) {
      it(`follows the gradient like the reference: ${JSON.stringify(optimizer)}`, () =>
        steps({
          inputs: 9,
          layers: [layer(10, "prelu", { learnAlpha: true }), layer(6, "tanh"), layer(3, "softmax")],
          cost: "cross-entropy",
          batchSize: 8,
          settings: { optimizer, regularization: { l1: 0.002, l2: 0.03 } },
        }));
    }

    for (let seed = 1; seed <= 12; seed++) {
      const random = new RandomStream(seed, "sample");
      const size = (i: number) => 1 + Math.floor(random.uniform(i) * 67);
      const [inputs, hidden, outputs, batchSize] = [size(0), size(1), size(2), size(3)];
      it(`steps like the reference at [${inputs}, ${hidden}, ${outputs}], batch ${batchSize} (seed ${seed})`, () =>
        steps({
          inputs,
          layers: [layer(hidden, "prelu"), layer(outputs, outputs === 1 ? "sigmoid" : "softmax")],
          cost: "cross-entropy",
          batchSize,
          count: batchSize * 2 + Math.ceil(batchSize / 3),
        }));
    }

    it("drops the same elements as the reference", () =>
      steps({
        inputs: 6,
        layers: [layer(9, "relu", { dropout: 0.5 }), layer(13, "tanh", { dropout: 0.25 }), layer(4, "softmax")],
        cost: "cross-entropy",
        batchSize: 10,
      }));

    it("weighs classes, learns alphas at the output, and leaves out biases", async () => {
      const learned = { learnAlpha: true, alpha: 0.3, bias: false };
      const classWeights = Float32Array.of(0.5, 2, 1.25);
      await steps({
        inputs: 6,
        layers: [layer(5, "elu", learned), layer(3, "prelu", learned)],
        cost: "quadratic",
        batchSize: 6,
        dense: true,
      });
      await steps({
        inputs: 6,
        layers: [layer(5, "elu"), layer(3, "softmax")],
        cost: "cross-entropy",
        batchSize: 6,
        settings: { classWeights },
      });
      await steps({
        inputs: 6,
        layers: [layer(5, "elu"), layer(1, "sigmoid")],
        cost: "cross-entropy",
        batchSize: 6,
        settings: { classWeights },
      });
    });

    it("scales bytes and columns as it gathers them, in the order that is set", async () => {
      const backend = await make();
      const values = Uint8Array.from({ length: 5 * 6 }, (_, i) => (i * 37) % 256);
      const examples = {
        count: 5,
        inputs: 6,
        outputs: 2,
        values,
        shift: Float32Array.of(0, 1, 2, 3, 4, 5),
        factor: Float32Array.of(1, 0.5, 0.25, 2, 3, 0),
        targets: Int32Array.of(0, 1, 1, 0, 1),
      };
      const gathered = await Promise.all(
        [backend, new ReferenceBackend()].map(async (each) => {
          const resident = each.examples(examples);
          resident.setOrder(Uint32Array.of(4, 2, 0, 1, 3));
          const inputs = each.matrix(3, 6, "inputs");
          const targets = each.matrix(3, 2, "targets");
          await each.plan([{ op: "gather", examples: resident, inputs, targets }]).run([minibatch(3, { start: 1 })]);
          return [await each.read(inputs), await each.read(targets)];
        }),
      );
      assert.deepEqual(gathered[0], gathered[1]);
      await backend.destroy();
    });

    it("stops before a weight changes when a cost is not finite, and says at which minibatch", async () => {
      const backend = await make();
      const spec = {
        inputs: 2,
        layers: [layer(2, "linear"), layer(2, "softmax")],
        cost: "cross-entropy" as const,
        seed: 1,
      };
      const network = new Network(backend, spec, 1, plainSgd);
      await network.initialize();
      const values = Float32Array.of(1, 1, 1, 1, Number.POSITIVE_INFINITY, 1, 1, 1);
      const examples = { count: 4, inputs: 2, outputs: 2, values, shift: 0, factor: 1, targets: new Int32Array(4) };
      const plan = backend.plan(
        network.trainingStep(backend.examples(examples), { optimizer: plainSgd, regularization: { l1: 0, l2: 0 } }),
      );
      const { completed, costs: found } = await plan.run([0, 1, 2, 3].map((start) => minibatch(1, { start })));
      assert.equal(completed, 2);
      assert.deepEqual([...found].map(Number.isFinite), [true, true, false]);
      assert.equal(await network.firstNonFiniteLayer(), 0);
      for (const { values: left } of await network.readParameters()) assert.ok(left.every(Number.isFinite));
      await backend.destroy();
    });

    it("measures extreme inputs without overflow", async () => {
      for (const output of ["softmax", "sigmoid"] as const) {
        const backend = await make();
        const network = new Network(
          backend,
          { inputs: 1, layers: [layer(3, output)], cost: "cross-entropy", seed: 1 },
          4,
          plainSgd,
        );
        await backend.write(network.layers[0].W, Float32Array.of(1, -1, 0.5));
        const values = Float32Array.of(1e30, -1e30, 3e5, 0);
        const examples = {
          count: 4,
          inputs: 1,
          outputs: 3,
          values,
          shift: 0,
          factor: 1,
          targets: Int32Array.of(1, 0, 2, 0),
        };
        const plan = backend.plan(
          network.gradientStep(backend.examples(examples), { optimizer: plainSgd, regularization: { l1: 0, l2: 0 } }),
        );
        assert.equal((await plan.run([minibatch(4)])).completed, 1);
        const delta = await backend.read(network.pass.errors(0).delta);
        assert.ok(
          delta.every((value) => Math.abs(value) <= 1),
          `${delta}`,
        );
        await backend.destroy();
      }
    });

    it("steps by exactly the gradient that it shows", async () => {
      const backend = await make();
      const settings = { optimizer: plainSgd, regularization: { l1: 0.01, l2: 0.1 } };
      const network = new Network(
        backend,
        { inputs: 19, layers: [layer(7, "tanh"), layer(3, "softmax")], cost: "cross-entropy", seed: 5 },
        9,
        plainSgd,
      );
      await network.initialize();
      const examples = backend.examples(tinyExamples(9, 19, 3, 2));
      await backend.plan(network.gradientStep(examples, settings)).run([minibatch(9)]);
      const expected = await Promise.all(
        network.layers.map(async ({ W }, l) => {
          const G = await backend.read(network.pass.gradients(l).GW);
          const rate = Math.fround(0.1);
          return (await backend.read(W)).map((w, i) => w - Math.fround(rate * G[i]));
        }),
      );
      await backend.plan(network.trainingStep(examples, settings)).run([minibatch(9)]);
      for (const [l, { W }] of network.layers.entries()) assert.deepEqual(await backend.read(W), expected[l]);
      await backend.destroy();
    });

    /** Trains three minibatches here and on the reference, the last one ragged by default: every matrix agrees. */
    async function steps({
      inputs,
      layers,
      cost,
      batchSize,
      settings,
      dense = false,
      count = batchSize * 3 - 2,
    }: Work) {
      const all: TrainingSettings = { optimizer: plainSgd, regularization: { l1: 0, l2: 0 }, ...settings };
      const outputs = layers[layers.length - 1].units;
      const data = tinyExamples(count, inputs, outputs, 11, dense);
      const batches: Minibatch[] = Array.from({ length: Math.ceil(count / batchSize) }, (_, i) =>
        minibatch(Math.min(batchSize, count - i * batchSize), {
          start: i * batchSize,
          batch: i + 1,
          step: i + 1,
          learningRate: 0.05,
        }),
      );
      const run = async (backend: Backend) => {
        const network = new Network(backend, { inputs, layers, cost, seed: 2 }, batchSize, all.optimizer);
        await network.initialize();
        const examples = backend.examples(data);
        const trained = await backend.plan(network.trainingStep(examples, all)).run(batches);
        const evaluated = await backend
          .plan(network.evaluation(examples, 5, { hit: "half" }))
          .run([minibatch(5), minibatch(3, { start: 2 })]);
        await backend.plan(network.gradientStep(examples, all)).run([batches[0]]);
        const looked: Matrix[] = network.layers.flatMap((_, l) => Object.values(network.pass.errors(l)));
        const gradients: Matrix[] = network.layers.flatMap((_, l) => Object.values(network.pass.gradients(l)));
        return [
          ...(await network.readParameters()),
          ...(await Promise.all(
            [...looked, ...gradients].map(async (m) => ({ name: m.name, values: await backend.read(m) })),
          )),
          { name: "training costs", values: Float32Array.from(trained.costs) },
          { name: "evaluation", values: Float32Array.of(...evaluated.costs, evaluated.hits, evaluated.squaredError) },
        ];
      };
      const expected = await run(new ReferenceBackend());
      const found = await run(shared);
      for (const [i, { name, values }] of expected.entries()) close(name, found[i].values, values);
    }

    function close(name: string, found: Float32Array, expected: Float32Array): void {
      const size = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-2);
      for (let i = 0; i < expected.length; i++) {
        const error = Math.abs(found[i] - expected[i]);
        assert.ok(error <= relative * size, `${name}[${i}]: ${found[i]}, the reference has ${expected[i]}`);
      }
    }
  });
}
