/**
 * The first minibatch at which a condition became true: as a loop finds it that trains one minibatch at a time, reads the
 * weights, and computes everything else of it on the reference backend.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { WasmBackend } from "../../src/backends/wasm";
import type { ResolvedConfig } from "../../src/config/schema/resolve";
import type { Matrix } from "../../src/core/backend";
import { evaluationMinibatch } from "../../src/core/evaluate";
import { orderOf } from "../../src/core/order";
import { ReferenceBackend } from "../../src/core/reference";
import type { Changed } from "../../src/protocol/events";
import { optimizerOfEpoch } from "../../src/runs/keyframes";
import { buildNetwork, trainingSettings } from "../../src/trainer/experiment/network";
import { loadRecordedRun } from "../../src/trainer/experiment/recorded";
import { Training } from "../../src/trainer/experiment/training";
import { TrainingReplay } from "../../src/trainer/replay/replay";
import type { Reading, Segment } from "../../src/trainer/replay/scan";
import { type Scanner, scanSegments } from "../../src/trainer/replay/segments";
import { when, whenIn } from "../../src/trainer/replay/when";
import { amount, firstSeed, isSoak } from "../soak";
import { finish, irisConfig, Workspace } from "./workspace";

const optimizers = [
  { type: "adam", learningRate: 0.02 },
  { type: "sgd", learningRate: 0.2, momentum: 0.9 },
  { type: "rmsprop", learningRate: 0.01 },
  { type: "sgd", learningRate: 0.3 },
];
const epochs = 6;

/** The last minibatch of an epoch is short. */
const configOf = (seed: number) =>
  irisConfig({
    backend: "wasm",
    layers: [
      { units: 5, activation: "relu", dropout: seed % 2 === 0 ? 0.2 : 0 },
      { units: 3, activation: "softmax" },
    ],
    training: {
      epochs,
      batchSize: 11 + (seed % 7),
      seed,
      keepEvery: 1,
      optimizer: optimizers[seed % optimizers.length],
      schedule: { type: "constant" },
    },
  });

/** Figures of one minibatch, by the text that asks for them. */
type Figures = Record<string, number | boolean>;

interface Trained {
  readonly batches: number;
  /** At the start, where only what is of the weights is there, and after each minibatch. */
  readonly course: Figures[];
}

/** Trains the run again in steps of one, and computes every figure on the reference backend. */
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

function deadShare(s: Float32Array, units: number): number {
  const columns = Array.from({ length: units }, (_, j) => s.filter((_, i) => i % units === j));
  return columns.filter((column) => column.every((value) => value <= 0)).length / units;
}

/** The first minibatch at which it is true and was not. */
const firstOf = (truths: readonly boolean[]) => truths.findIndex((is, i) => i > 0 && is && !truths[i - 1]);

/** A bound between two values of the course that rounding does not bring to the other side. */
function boundIn(values: readonly number[], share: number): number | undefined {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  for (let i = Math.floor(share * (sorted.length - 1)); i + 1 < sorted.length; i++) {
    const gap = sorted[i + 1] - sorted[i];
    if (gap > 1e-4 * Math.max(1, Math.abs(sorted[i]))) return sorted[i] + gap / 2;
  }
  return undefined;
}

describe("when a condition became true", () => {
  const workspace = new Workspace();
  after(() => workspace.remove());

  /** With a learning rate that is changed within an epoch. */
  async function train(config: object): Promise<{ run: string; changes: Changed[] }> {
    const { run, events } = await finish({ train: workspace.write({ ...config }) }, (event, session) => {
      if (event.type === "epoch" && event.epoch === 3) void session.apply("training.optimizer.learningRate", 0.05);
    });
    return { run, changes: events.filter((event) => event.type === "changed") };
  }

  for (let i = 0; i < amount(50); i++) {
    const seed = firstSeed(3) + i;
    it(`agrees with a loop of single minibatches, seed ${seed}`, async () => {
      const { run, changes } = await train(configOf(seed));
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

  /** What stays true is found; what is found is no mistake. */
  async function assertBisects(replay: TrainingReplay, text: string, truths: readonly boolean[]): Promise<void> {
    const { became } = await whenIn(replay, text, { bisect: true });
    const expected = firstOf(truths);
    const stays = expected > 0 && truths.every((is, i) => is === i >= expected);
    if (!became?.now.at) return assert.ok(!stays, text);
    const found = replay.countOf(became.now.at);
    assert.ok(truths[found] && !truths[found - 1], text);
    if (stays) assert.equal(found, expected, text);
  }

  it("looks at the epochs that are asked for, and knows what was before them", async () => {
    const { run } = await train(configOf(1));
    const batches = Math.ceil(100 / 12);
    const replay = await TrainingReplay.open(run, { threads: 1 });
    const at = async (text: string, from?: number, to?: number) => {
      const { became, before } = await whenIn(replay, text, { from, to });
      return [became?.now.at ?? "never", before.holds];
    };
    assert.deepEqual(await at("epoch >= 3"), [{ epoch: 3, batch: 1 }, false]);
    assert.deepEqual(await at("batch == 2"), [{ epoch: 1, batch: 2 }, false]);
    assert.deepEqual(await at("batch == 2", 4), [{ epoch: 4, batch: 2 }, false]);
    assert.deepEqual(await at("epoch >= 3", 4), ["never", true]);
    assert.deepEqual(await at("epoch >= 3", 1, 2), ["never", false]);
    assert.deepEqual(await at(`batch == ${batches} || epoch == 5`, 5, 5), ["never", true]);
    assert.deepEqual(await at("norm(W1) > 0"), ["never", true]);
    await assert.rejects(
      when(run, "epoch > 1", { from: 7 }),
      /option --from: the run has not trained epoch 7; .* is 6$/,
    );
    await assert.rejects(whenIn(replay, "epoch > 1", { to: 9 }), /option --to: the run has not trained epoch 9/);
    await assert.rejects(whenIn(replay, "epoch > 1", { from: 3, to: 2 }), /--to: 2 lies before --from 3/);
    await replay.close();
    await assert.rejects(when(run, "epochs > 1"), /^NetworkError: condition, character 1: there is no epochs/);
  });

  it("finds the minibatch whose cost was not finite, and what overflowed in it", async () => {
    const config = configOf(2);
    const training = { ...(config.training as object), optimizer: { type: "sgd", learningRate: 1e18 } };
    let run = "";
    let failed = {};
    await assert.rejects(
      finish({ train: workspace.write({ ...config, training }) }, (event) => {
        if (event.type === "started") run = event.run;
        if (event.type === "failed") failed = { epoch: event.epoch, batch: event.batch };
      }),
      { kind: "non-finite" },
    );
    for (const text of ["!finite(cost)", "!finite(s2)", "finite(s2) != finite(s1) || !finite(cost)"]) {
      const { became } = await when(run, text, { threads: 1 });
      assert.deepEqual(became?.now.at, failed, text);
    }
    assert.equal((await when(run, "!finite(W1)", { threads: 1 })).became, undefined);
  });

  it("says so where a keyframe is damaged, and finds the same", async () => {
    const { run } = await train(configOf(4));
    const find = async (notes: string[]) => {
      const { became } = await when(run, "step == 40", { threads: 1, from: 5, onNote: (note) => notes.push(note) });
      return became?.now.at;
    };
    const before: string[] = [];
    const expected = await find(before);
    assert.deepEqual(before, []);
    const file = join(run, optimizerOfEpoch(4));
    assert.ok(existsSync(file));
    writeFileSync(file, readFileSync(file).subarray(0, 400));
    const notes: string[] = [];
    assert.deepEqual(await find(notes), expected);
    assert.match(notes.join(), /^epochs\/4\.npz cannot be read, so training starts at an earlier epoch/);
  });

  /** Of a very long run `checkpoint` events are written for some epochs alone. */
  it("uses keyframes of which no event tells", async () => {
    const { run } = await train(configOf(4));
    const file = join(run, "metrics.jsonl");
    const lines = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, lines.filter((line) => !line.includes('"checkpoint"')).join("\n"));
    const replay = await TrainingReplay.open(run, { threads: 1 });
    // Of the newest an event must tell.
    assert.deepEqual(await replay.keyframes.epochs(), [3, 4, 5]);
    await replay.close();
  });

  if (isSoak) {
    it("finds a minibatch of more than 10,000 epochs from thinned keyframes", async () => {
      const long = { epochs: 10_500, keepEvery: 50, optimizer: optimizers[0], schedule: { type: "constant" } };
      const { run } = await workspace.train(irisConfig({ backend: "wasm", training: { ...long, batchSize: 100 } }));
      const { became } = await when(run, "step == 10001", { bisect: true, threads: 1 });
      assert.deepEqual(became?.now.at, { epoch: 10_001, batch: 1 });
    }).timeout(300_000);
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

describe("segments that several scanners look through", () => {
  const reading = (truths: readonly boolean[], count: number): Reading => ({
    at: { epoch: 1, batch: count },
    holds: truths[count],
    values: [count],
  });

  /** Takes its time by turns of the event loop, and may go in the middle of its work. */
  function scannerOf(truths: readonly boolean[], turns: () => number, lives: number): Scanner & { closed: boolean } {
    let left = lives;
    return {
      closed: false,
      get isGone() {
        return left <= 0;
      },
      async scan({ after, to }: Segment, signal: AbortSignal) {
        for (let i = turns(); i > 0 && !signal.aborted; i--) await new Promise((resolve) => setImmediate(resolve));
        if (--left <= 0 || signal.aborted) return undefined;
        const first = reading(truths, after + 1);
        for (let count = after + 2; count <= to; count++) {
          if (!truths[count] || truths[count - 1]) continue;
          const became = { before: reading(truths, count - 1), now: reading(truths, count) };
          return { first, last: became.now, became, isOver: false };
        }
        return { first, last: reading(truths, to), isOver: false };
      },
      close() {
        this.closed = true;
      },
    };
  }

  it("give the first moment, whoever is done first and whoever goes", async () => {
    const cases = fc.record({
      truths: fc.array(fc.boolean(), { minLength: 2, maxLength: 40 }),
      cuts: fc.uniqueArray(fc.integer({ min: 1, max: 38 }), { maxLength: 6 }),
      turns: fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }),
      lives: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ truths, cuts, turns, lives }) => {
        const to = truths.length - 1;
        const bounds = [0, ...cuts.filter((cut) => cut < to).sort((a, b) => a - b), to];
        const segments = bounds.slice(1).map((end, i) => ({ after: bounds[i], to: end }));
        let turn = 0;
        const next = () => turns[turn++ % turns.length];
        const others = lives.map((each) => scannerOf(truths, next, each));
        const own = scannerOf(truths, next, Number.POSITIVE_INFINITY);
        const { became } = await scanSegments(segments, reading(truths, 0), own, () => others, 0);
        const expected = firstOf(truths);
        assert.equal(became?.now.at?.batch ?? -1, expected);
        if (became) assert.equal(became.before.at?.batch, expected - 1);
      }),
      { numRuns: amount(2000), seed: firstSeed() },
    );
  });
});
