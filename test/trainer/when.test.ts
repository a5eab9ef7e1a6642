/** Where a run is searched for conditions, and what is found in damaged, failed and long runs. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { optimizerOfEpoch } from "../../src/runs/keyframes";
import { TrainingReplay } from "../../src/trainer/replay/replay";
import type { Reading, Segment } from "../../src/trainer/replay/scan";
import { type Scanner, scanSegments } from "../../src/trainer/replay/segments";
import { when, whenIn } from "../../src/trainer/replay/when";
import { amount, firstSeed, isSoak } from "../soak";
import { configOf, firstOf, optimizers, trainChanged } from "./momentRuns";
import { finish, irisConfig, Workspace } from "./workspace";

describe("when a condition became true", () => {
  const workspace = new Workspace();
  after(() => workspace.remove());

  it("looks at the epochs that are asked for, and knows what was before them", async () => {
    const { run } = await trainChanged(workspace, configOf(1));
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
    const { run } = await trainChanged(workspace, configOf(4));
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

  /** A very long run has `checkpoint` events for some epochs only. */
  it("uses keyframes of which no event tells", async () => {
    const { run } = await trainChanged(workspace, configOf(4));
    const file = join(run, "metrics.jsonl");
    const lines = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, lines.filter((line) => !line.includes('"checkpoint"')).join("\n"));
    const replay = await TrainingReplay.open(run, { threads: 1 });
    // The newest keyframe is used only if an event reports it.
    assert.deepEqual(await replay.keyframes.epochs(), [3, 4, 5]);
    await replay.close();
  });

  if (isSoak) {
    it("finds a minibatch of more than 10,000 epochs from thinned keyframes", async () => {
      const long = { epochs: 10_500, keepEvery: 50, optimizer: optimizers[0], schedule: { type: "constant" } };
      const { run } = await workspace.train(irisConfig({ backend: "wasm", training: { ...long, batchSize: 100 } }));
      for (const [text, options] of [
        ["step >= 10001", { bisect: true }],
        ["step == 10001", { from: 9990 }],
      ] as const) {
        const { became } = await when(run, text, { ...options, threads: 1 });
        assert.deepEqual(became?.now.at, { epoch: 10_001, batch: 1 }, text);
      }
    }).timeout(300_000);
  }
});

describe("segments that several scanners look through", () => {
  const reading = (truths: readonly boolean[], count: number): Reading => ({
    at: { epoch: 1, batch: count },
    holds: truths[count],
    values: [count],
  });

  /** Takes some turns of the event loop for each scan, and may disappear during its work. */
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
