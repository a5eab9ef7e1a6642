/**
 * The first minibatch at which a condition became true equals that of a loop that trains one minibatch at a time, reads
 * the weights, and computes everything else on the reference backend.
 */
import assert from "node:assert/strict";
import { WasmBackend } from "../../src/backends/wasm";
import type { ResolvedConfig } from "../../src/config/schema/resolve";
import type { Matrix } from "../../src/core/backend";
import { evaluationMinibatch } from "../../src/core/evaluate";
import { orderOf } from "../../src/core/order";
import { ReferenceBackend } from "../../src/core/reference";
import type { Changed } from "../../src/protocol/events";
import { buildNetwork, trainingSettings } from "../../src/trainer/experiment/network";
import { loadRecordedRun } from "../../src/trainer/experiment/recorded";
import { Training } from "../../src/trainer/experiment/training";
import { TrainingReplay } from "../../src/trainer/replay/replay";
import { whenIn } from "../../src/trainer/replay/when";
import { amount, firstSeed } from "../soak";
import { configOf, firstOf, trainChanged } from "./momentRuns";
import { Workspace } from "./workspace";

/** Values of one minibatch, by the expression that returns them. */
type Figures = Record<string, number | boolean>;

interface Trained {
  readonly batches: number;
  /** At the start, with only the values that depend on the weights, and after each minibatch. */
  readonly course: Figures[];
}

/** Trains the run again one minibatch at a time, and computes every value on the reference backend. */
async function bruteForce(run: string, changes: readonly Changed[]): Promise<Trained> {
  const { manifest, dataset } = await loadRecordedRun(run);
  let { config } = manifest;
  const { batchSize, seed } = config.training;
  const wasm = new WasmBackend();
  const network = buildNetwork(wasm, config, dataset.inputs, batchSize);
  await network.initialize();
  const training = new Training(network, wasm, dataset.train, dataset.classWeights, config);
  const backend = new ReferenceBackend();
  const follower = buildNetwork(backend, config, dataset.inputs, batchSize);
  const examples = backend.examples(dataset.train);
  const validation = dataset.validation ?? dataset.train;
  const evaluation = backend.plan(follower.evaluation(backend.examples(validation), 1));
  const [first] = follower.layers;
  const ofWeights = async (): Promise<Figures> => {
    await follower.writeParameters(await network.readParameters());
    const W = await backend.read(first.W);
    const { hits } = await evaluation.run([evaluationMinibatch({ start: 4, rows: 1 })]);
    return {
      "norm(W1)": Math.hypot(...W),
      "W1[2,3]": W[2 * first.units + 3],
      "norm(W1[:,3])": Math.hypot(...columnOf(W, first.units, 3)),
      "right(validation, 4)": hits === 1,
    };
  };
  const course = [await ofWeights()];
  for (let epoch = 1; epoch <= config.training.epochs; epoch++) {
    examples.setOrder(orderOf(dataset.train.count, seed, epoch));
    for (let batch = 1; batch <= training.batches; batch++) {
      for (const change of changes.filter((each) => each.epoch === epoch && each.batch === batch)) {
        config = withLearningRate(config, Number(change.to));
        training.configure(config);
      }
      const start = (batch - 1) * batchSize;
      const rows = Math.min(batchSize, dataset.train.count - start);
      const settings = trainingSettings(config, dataset.train.count, dataset.classWeights);
      await follower.writeParameters(await network.readParameters());
      const minibatch = { ...evaluationMinibatch({ start, rows }), epoch, batch, step: 1 };
      const { costs } = await backend.plan(follower.gradientStep(examples, settings)).run([minibatch]);
      const read = async (matrix: Matrix) => (await backend.read(matrix)).subarray(0, rows * matrix.columns);
      const s = await read(follower.pass.layers[0].s);
      const z = await read(follower.pass.layers[1].z);
      const delta = await read(follower.pass.errors(0).delta);
      const GW = await backend.read(follower.pass.gradients(0).GW);
      const ofMinibatch = {
        cost: costs[0] / rows,
        "max(s1)": Math.max(...s),
        "max(s1[:,1])": Math.max(...columnOf(s, first.units, 1)),
        "deadUnits(s1)": deadShare(s, first.units),
        "mean(z2[1])": z.subarray(3, 6).reduce((sum, each) => sum + each, 0) / 3,
        "max(z2[0])": Math.max(...z.subarray(0, 3)),
        "sum(abs(delta1))": delta.reduce((sum, each) => sum + Math.abs(each), 0),
        "max(abs(GW1))": GW.reduce((most, each) => Math.max(most, Math.abs(each)), 0),
        step: course.length,
      };
      await training.train(1);
      course.push({ ...ofMinibatch, ...(await ofWeights()) });
    }
    training.nextEpoch();
  }
  await wasm.destroy();
  return { batches: training.batches, course };
}

const withLearningRate = (config: ResolvedConfig, learningRate: number): ResolvedConfig => ({
  ...config,
  training: { ...config.training, optimizer: { ...config.training.optimizer, learningRate } },
});

/** Returns the values of one unit. */
const columnOf = (values: Float32Array, units: number, unit: number) => values.filter((_, i) => i % units === unit);

function deadShare(s: Float32Array, units: number): number {
  const columns = Array.from({ length: units }, (_, j) => columnOf(s, units, j));
  return columns.filter((column) => column.every((value) => value <= 0)).length / units;
}

/** Returns a bound between two values of the course, with a gap larger than rounding errors. */
function boundIn(values: readonly number[], share: number): number | undefined {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  for (let i = Math.floor(share * (sorted.length - 1)); i + 1 < sorted.length; i++) {
    const gap = sorted[i + 1] - sorted[i];
    if (gap > 1e-4 * Math.max(1, Math.abs(sorted[i]))) return sorted[i] + gap / 2;
  }
  return undefined;
}

describe("when a condition became true, beside a loop of single minibatches", () => {
  const workspace = new Workspace();
  after(() => workspace.remove());

  for (let i = 0; i < amount(50); i++) {
    const seed = firstSeed(3) + i;
    it(`is the same minibatch, seed ${seed}`, async () => {
      const { run, changes } = await trainChanged(workspace, configOf(seed));
      assert.equal(changes.length, 1);
      const { course, batches } = await bruteForce(run, changes);
      const replay = await TrainingReplay.open(run, { threads: 1 });
      for (const [n, term] of Object.keys(course[1]).entries()) {
        const values = course.map((figures) => figures[term]);
        const isTruth = term.startsWith("right");
        const bound = isTruth
          ? 0
          : boundIn(
              values.filter((each) => typeof each === "number"),
              ((seed + n) % 5) / 5,
            );
        if (bound === undefined) continue;
        const operator = (seed + n) % 2 ? "<" : ">";
        const text = isTruth ? `${operator === "<" ? "!" : ""}${term}` : `${term} ${operator} ${bound}`;
        const truths = values.map((value) => {
          if (isTruth) return (operator === ">") === value;
          return typeof value === "number" && (operator === ">" ? value > bound : value < bound);
        });
        const expected = firstOf(truths);
        const { became, before } = await whenIn(replay, text);
        assert.equal(before.holds, truths[0], text);
        if (expected < 0) assert.equal(became, undefined, text);
        else {
          const at = { epoch: Math.ceil(expected / batches), batch: ((expected - 1) % batches) + 1 };
          assert.deepEqual(became?.now.at, at, text);
          assertNear(became.now.values, [values[expected]], text);
          assertNear(became.before.values, [values[expected - 1]], text);
        }
        await assertBisects(replay, text, truths);
      }
      await replay.close();
    });
  }

  /** A condition that stays true is found; whatever is found is right. */
  async function assertBisects(replay: TrainingReplay, text: string, truths: readonly boolean[]): Promise<void> {
    const { became } = await whenIn(replay, text, { bisect: true });
    const expected = firstOf(truths);
    const stays = expected > 0 && truths.every((is, i) => is === i >= expected);
    if (!became?.now.at) return assert.ok(!stays, text);
    const found = replay.countOf(became.now.at);
    assert.ok(truths[found] && !truths[found - 1], text);
    if (stays) assert.equal(found, expected, text);
  }
});

function assertNear(found: readonly unknown[], expected: readonly unknown[], text: string): void {
  assert.equal(found.length, expected.length, text);
  for (const [i, value] of expected.entries()) {
    const each = found[i];
    if (typeof value !== "number" || typeof each !== "number") assert.equal(each, value, text);
    else assert.ok(Math.abs(each - value) <= 2e-4 * Math.max(1, Math.abs(value)), `${text}: ${each} and ${value}`);
  }
}
