/**
 * Properties that hold for all shapes from 1 to 67, on the reference backend; fast-check prints the failing case and
 * its seed.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Matrix } from "../../src/core/backend";
import { costs } from "../../src/core/costs";
import type { LayerSpec } from "../../src/core/layer";
import { activationNames, type CostName, costNames } from "../../src/core/names";
import type { TrainingSettings } from "../../src/core/network";
import { ReferenceBackend } from "../../src/core/reference";
import { amount, firstSeed } from "../soak";
import { layer, minibatch, plainSgd, tinyExamples, tinyNetwork } from "./tinyNetwork";

const size = fc.integer({ min: 1, max: 67 });
const pairs = costNames.flatMap((cost) =>
  activationNames.filter(costs[cost].goesWith).map((output) => ({ cost, output })),
);
const shape = fc
  .record({
    rows: size,
    inputs: size,
    hidden: size,
    outputs: size,
    activation: fc.constantFrom(...activationNames),
    pair: fc.constantFrom(...pairs),
    seed: fc.nat(),
  })
  // A classification needs two softmax outputs or one sigmoid output.
  .filter(({ outputs, pair }) => outputs > 1 || pair.cost === "quadratic" || pair.output === "sigmoid");
type Shape = typeof shape extends fc.Arbitrary<infer Found> ? Found : never;

const settings: TrainingSettings = { optimizer: plainSgd, regularization: { l1: 0, l2: 0 } };

async function prepare(
  { rows, inputs, hidden, outputs, activation, pair, seed }: Shape,
  more: Partial<LayerSpec> = {},
) {
  const backend = new ReferenceBackend("float64");
  const layers = [layer(hidden, activation, more), layer(outputs, pair.output)];
  const network = await tinyNetwork(backend, { inputs, layers, cost: pair.cost as CostName, rows, seed });
  const examples = backend.examples(tinyExamples(rows, inputs, outputs, seed, pair.cost === "quadratic"));
  const gradients = async () => {
    const matrices: Matrix[] = network.layers.flatMap((_, l) => Object.values({ ...network.pass.gradients(l) }));
    return Promise.all(matrices.map((matrix) => backend.read(matrix)));
  };
  return { backend, network, examples, gradients };
}

const options = (seed: number) => ({ seed: firstSeed(seed), numRuns: amount(150) });

function assertClose(found: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assert.equal(found.length, expected.length);
  for (let i = 0; i < found.length; i++) {
    const allowed = 1e-6 * Math.max(1, Math.abs(expected[i]));
    assert.ok(Math.abs(found[i] - expected[i]) <= allowed, `${what}[${i}]: ${found[i]}, not ${expected[i]}`);
  }
}

describe("for every shape", () => {
  it("the gradient of a minibatch is the mean of its examples' gradients", () =>
    fc.assert(
      fc.asyncProperty(shape, async (found) => {
        const { backend, network, examples, gradients } = await prepare(found);
        const plan = backend.plan(network.gradientStep(examples, settings));
        await plan.run([minibatch(found.rows)]);
        const together = await gradients();
        const means = together.map(({ length }) => new Float64Array(length));
        for (let start = 0; start < found.rows; start++) {
          await plan.run([minibatch(1, { start })]);
          for (const [m, values] of (await gradients()).entries()) {
            for (const [i, value] of values.entries()) means[m][i] += value / found.rows;
          }
        }
        for (const [m, values] of together.entries()) assertClose(values, means[m], `gradient ${m}`);
      }),
      options(31),
    ));

  it("the weighted inputs are the sums that the equation says", () =>
    fc.assert(
      fc.asyncProperty(shape, async (found) => {
        const { backend, network, examples } = await prepare(found);
        await backend.write(
          network.layers[0].b,
          Float32Array.from({ length: found.hidden }, (_, j) => j / 10),
        );
        await backend.plan(network.gradientStep(examples, settings)).run([minibatch(found.rows)]);
        const x = await backend.read(network.pass.inputs);
        const W = await backend.read(network.layers[0].W);
        const expected = Array.from({ length: found.rows * found.hidden }, (_, at) => {
          const [i, j] = [Math.floor(at / found.hidden), at % found.hidden];
          let sum = Math.fround(j / 10);
          for (let k = 0; k < found.inputs; k++) sum += x[i * found.inputs + k] * W[k * found.hidden + j];
          return sum;
        });
        assertClose(await backend.read(network.pass.layers[0].s), expected, "s0");
      }),
      options(32),
    ));

  it("a short step of sgd lowers the minibatch's cost by η ‖G‖²", () =>
    fc.assert(
      fc.asyncProperty(shape, async (found) => {
        const { backend, network, examples, gradients } = await prepare(found);
        const plan = backend.plan(network.gradientStep(examples, settings));
        const before = (await plan.run([minibatch(found.rows)])).costs[0] / found.rows;
        const steepness = (await gradients()).flatMap((values) => [...values]).reduce((sum, g) => sum + g * g, 0);
        const learningRate = 1e-4 / (1 + steepness);
        await backend.plan(network.trainingStep(examples, settings)).run([minibatch(found.rows, { learningRate })]);
        const after = (await plan.run([minibatch(found.rows)])).costs[0] / found.rows;
        const expected = learningRate * steepness;
        const message = `${before} fell to ${after}, by ${before - after}, not ${expected}`;
        assert.ok(Math.abs(before - after - expected) <= 0.02 * expected + 1e-10, message);
      }),
      options(33),
    ));

  it("a short minibatch reads and writes nothing of the rows beyond it", () =>
    fc.assert(
      fc.asyncProperty(shape, fc.double({ min: 0, max: 1, noNaN: true }), async (found, share) => {
        const rows = Math.max(1, Math.floor(share * found.rows));
        const { backend, network, examples, gradients } = await prepare(found, { dropout: 0.3 });
        const plan = backend.plan(network.gradientStep(examples, settings));
        await plan.run([minibatch(rows)]);
        const alone = await gradients();
        const beyond = new Float32Array(found.rows * found.hidden).fill(Number.NaN);
        const { s, z } = network.pass.layers[0];
        const { delta } = network.pass.errors(0);
        for (const matrix of [s, z, delta]) await backend.write(matrix, beyond);
        await plan.run([minibatch(rows)]);
        assert.deepEqual(await gradients(), alone);
        for (const matrix of [s, z, delta]) {
          const values = await backend.read(matrix);
          assert.ok(values.subarray(0, rows * found.hidden).every(Number.isFinite), `${matrix.name} lacks a row`);
          assert.ok(values.subarray(rows * found.hidden).every(Number.isNaN), `${matrix.name} has a row too many`);
        }
      }),
      options(34),
    ));
});
