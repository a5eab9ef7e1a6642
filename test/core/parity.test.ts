/**
 * The core against an independent implementation: fixtures/parity/make_parity.py, NumPy in float64, with the same
 * weights and minibatches. A tensor agrees if no element's error exceeds `tolerance` times the tensor's largest
 * element.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Measures, Optimizer, Regularization } from "../../src/core/backend";
import type { LayerSpec } from "../../src/core/layer";
import type { CostName } from "../../src/core/names";
import { Network, type TrainingSettings } from "../../src/core/network";
import { minibatchesOf, orderOf } from "../../src/core/order";
import { ReferenceBackend } from "../../src/core/reference";
import { minibatch } from "./tinyNetwork";

type Arrays = Record<string, number[]>;

interface ParityCase {
  name: string;
  inputs: number;
  layers: LayerSpec[];
  cost: CostName;
  seed: number;
  batchSize: number;
  optimizer: Optimizer;
  /** One learning rate per step. */
  learningRates: number[];
  regularization: Regularization;
  classWeights?: number[];
  /** The permutation of each epoch. */
  orders: number[][];
  values: number[];
  targets: number[];
  initial: Arrays;
  expected: {
    costs: number[];
    afterFirstStep: Arrays;
    final: Arrays;
    evaluation: { cost: number; squaredError: number; hitsLargest: number; hitsHalf: number };
  };
}

const fixture = join(__dirname, "../fixtures/parity/parity.json");
const cases: ParityCase[] = JSON.parse(readFileSync(fixture, "utf8"));

/**
 * float64 tests the equations (only η, corrections and results are rounded to float32); float32 is the precision in
 * use.
 */
const tolerances = { float64: 2e-7, float32: 2e-6 } as const;

describe("parity with NumPy", () => {
  for (const precision of ["float64", "float32"] as const) {
    for (const found of cases) {
      it(`holds for ${found.name}, in ${precision}`, () => compare(found, precision));
    }
  }

  it("holds for the weights that a seed gives, bit for bit", async () => {
    for (const { inputs, layers, cost, seed, batchSize, optimizer, initial } of cases) {
      const network = new Network(new ReferenceBackend(), { inputs, layers, cost, seed }, batchSize, optimizer);
      await network.initialize();
      for (const { name, values } of await network.readParameters()) {
        if (/^W/.test(name)) assert.deepEqual(values, Float32Array.from(initial[name]), name);
      }
    }
  });

  it("holds for the order of every epoch", () => {
    for (const { seed, orders } of cases) {
      for (const [e, order] of orders.entries()) assert.deepEqual([...orderOf(order.length, seed, e + 1)], order);
    }
  });
});

async function compare(found: ParityCase, precision: "float32" | "float64"): Promise<void> {
  const { inputs, layers, cost, seed, batchSize, optimizer, regularization, orders, expected } = found;
  const tolerance = tolerances[precision];
  const backend = new ReferenceBackend(precision);
  const network = new Network(backend, { inputs, layers, cost, seed }, batchSize, optimizer);
  await start(network, found.initial);

  const count = orders[0].length;
  const examples = backend.examples({
    count,
    inputs,
    outputs: layers[layers.length - 1].units,
    values: Float32Array.from(found.values),
    shift: 0,
    factor: 1,
    targets: Float32Array.from(found.targets),
  });
  const classWeights = found.classWeights && Float32Array.from(found.classWeights);
  const settings: TrainingSettings = { optimizer, regularization, classWeights };
  const training = backend.plan(network.trainingStep(examples, settings));
  const costs: number[] = [];
  for (const [e, order] of orders.entries()) {
    examples.setOrder(Uint32Array.from(order));
    for (const [i, slice] of minibatchesOf(count, batchSize).entries()) {
      const learningRate = found.learningRates[costs.length];
      const place = { epoch: e + 1, batch: i + 1, step: costs.length + 1, learningRate };
      const measures = await training.run([minibatch(slice.rows, { ...slice, ...place })]);
      costs.push(...measures.costs);
      if (costs.length === 1) agreeAll(await network.readParameters(), expected.afterFirstStep, tolerance);
    }
  }
  agree("costs", costs, expected.costs, tolerance);
  agreeAll(await network.readParameters(), expected.final, tolerance);

  const evaluate = async (hit: "largest" | "half"): Promise<Measures> =>
    backend.plan(network.evaluation(examples, count, { hit })).run([minibatch(count)]);
  const largest = await evaluate("largest");
  agree("evaluation's cost", largest.costs, [expected.evaluation.cost], tolerance);
  agree("squared error", [largest.squaredError], [expected.evaluation.squaredError], tolerance);
  assert.equal(largest.hits, expected.evaluation.hitsLargest);
  agree("hits", [(await evaluate("half")).hits], [expected.evaluation.hitsHalf], 1e-9);
}

/** Loads the fixture's weights; the accumulators are those of a new network. */
async function start(network: Network, initial: Arrays): Promise<void> {
  await network.initialize();
  const fresh = await network.readParameters();
  const given = fresh.map((array) => ({ ...array, values: Float32Array.from(initial[array.name] ?? array.values) }));
  await network.writeParameters(given);
}

function agreeAll(found: readonly { name: string; values: Float32Array }[], expected: Arrays, tolerance: number): void {
  const byName = new Map(found.map(({ name, values }) => [name, values]));
  for (const [name, values] of Object.entries(expected)) {
    const held = byName.get(name);
    assert.ok(held, `${name} is missing among ${[...byName.keys()]}`);
    agree(name, held, values, tolerance);
  }
}

function agree(name: string, found: ArrayLike<number>, expected: number[], tolerance: number): void {
  assert.equal(found.length, expected.length, name);
  const largest = Math.max(...expected.map(Math.abs));
  for (const [i, value] of expected.entries()) {
    const error = Math.abs(found[i] - value);
    assert.ok(error <= tolerance * largest, `${name}[${i}]: ${found[i]} should be ${value} ± ${tolerance * largest}`);
  }
}
