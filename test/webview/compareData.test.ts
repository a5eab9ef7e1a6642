/** Data of the comparing page: groups of seeds, spreads, disagreements. */
import assert from "node:assert/strict";
import { RandomStream } from "../../src/core/random";
import { curveFigures } from "../../webview/compare/curveFigures";
import { curvesOf, metricsOf } from "../../webview/compare/curves";
import {
  compareRegressions,
  crossed,
  disagreements,
  mcNemar,
  type Predictions,
  whyNot,
  wrongLabels,
} from "../../webview/compare/disagreement";
import { entriesOf } from "../../webview/compare/entries";
import { figuresOf, spreadOf } from "../../webview/compare/figures";
import type { CompareMessage } from "../../webview/compare/host";
import { noRuns, reduce, stateOf } from "../../webview/compare/store";
import { compared, epochsOf, runs } from "./comparedRuns";

const state = compared.reduce(
  (before, message) => (message.type === "answer" ? before : reduce(before, message)),
  noRuns,
);

describe("runs that differ in their seed alone", () => {
  it("are told as one, and by what sets them apart from the others", () => {
    const names = entriesOf(state, true).map(({ name, runs: members }) => [name, members.length]);
    assert.deepEqual(names, [
      ["3 seeds, learningRate 1", 3],
      ["13:45:03, learningRate 0.1", 1],
    ]);
    assert.equal(entriesOf(state, false).length, 4);
  });

  it("are told one by one where a setting was changed while one of them trained", () => {
    const change = {
      type: "changed",
      epoch: 3,
      batch: 0,
      path: "training.optimizer.learningRate",
      from: 1,
      to: 2,
    } as const;
    const message: CompareMessage = {
      type: "run",
      folder: runs[1].folder,
      message: { type: "events", events: [change] },
    };
    assert.deepEqual(
      entriesOf(reduce(state, message), true).map((entry) => entry.runs.length),
      [2, 1, 1],
    );
  });

  it("have a mean and the standard deviation of a sample", () => {
    const { mean, deviation, least, most, count } = spreadOf([1, 2, undefined, 6, Number.NaN]) ?? assert.fail();
    assert.deepEqual([mean, least, most, count], [3, 1, 6, 3]);
    assert.ok(Math.abs((deviation ?? 0) - Math.sqrt(7)) < 1e-12);
    assert.equal(spreadOf([5])?.deviation, undefined);
    assert.equal(spreadOf([undefined]), undefined);
  });
});

describe("the figures of a run", () => {
  it("are those of its best epoch, and none that no run has", () => {
    const states = runs.map(({ folder }) => stateOf(state, folder));
    const figures = figuresOf(states);
    assert.ok(!figures.some(({ name }) => name.includes("RMSE")));
    const validation = figures.find(({ name }) => name === "Validation accuracy");
    const best = Math.max(...(states[0].epochs.column("validationAccuracy") ?? []));
    assert.equal(validation?.of(states[0]), best);
  });

  it("have the metrics that a run watches, with their direction", () => {
    const better = { ...epochsOf(0, 31)[30], validationAccuracy: 1, validationMae: 2, validationAuc: 0.5 };
    const message: CompareMessage = {
      type: "run",
      folder: runs[0].folder,
      message: { type: "events", events: [better] },
    };
    const watching = reduce(state, message);
    const figures = figuresOf([stateOf(watching, runs[0].folder)]);
    const found = figures.filter(({ name }) => /MAE|AUC|F1|balanced/.test(name));
    assert.deepEqual(
      found.map(({ name, better }) => [name, better]),
      [
        ["Validation AUC", 1],
        ["Validation MAE", -1],
      ],
    );
  });
});

const told = (actual: number[], predicted: number[], sure: number[] = []): Predictions => ({
  epoch: 1,
  batch: 0,
  set: "test",
  examples: actual.length,
  width: 1,
  digest: "same",
  actual: Float64Array.from(actual),
  predicted: Float64Array.from(predicted),
  sure: Float32Array.from(sure),
});

describe("two networks over the same examples", () => {
  const a = told([0, 1, 2, 3, 4], [0, 1, 0, 0, 1], [0.5, 0.5, 0.9, 0.6, 0.7]);
  const b = told([0, 1, 2, 3, 4], [0, 0, 2, 1, 1], [0.5, 0.75, 0.5, 0.5, 0.5]);

  it("are counted as right and wrong, and their different answers found, the surest first", () => {
    assert.deepEqual(crossed(a, b), { bothRight: 1, onlyA: 1, onlyB: 1, bothWrong: 2 });
    assert.deepEqual(disagreements(a, b, "all"), [2, 1, 3]);
    assert.deepEqual(disagreements(a, b, "onlyA"), [1]);
    assert.deepEqual(disagreements(a, b, "onlyB"), [2]);
    assert.deepEqual(disagreements(a, b, "bothWrong"), [3], "the same wrong answer is no disagreement");
  });

  it("are told apart from chance by McNemar's exact test", () => {
    const p = (onlyA: number, onlyB: number) => mcNemar({ bothRight: 0, onlyA, onlyB, bothWrong: 0 });
    // Binomial sums: 2 · (1 + 10) / 2^10; the other value was computed with Python's integers.
    assert.ok(Math.abs(p(1, 9) - 22 / 1024) < 1e-12);
    assert.equal(p(5, 5), 1);
    assert.equal(p(0, 0), 1);
    assert.ok(Math.abs(p(400, 600) / 2.7284641560660184e-10 - 1) < 1e-9, String(p(400, 600)));
    assert.ok(Math.abs(p(20000, 20500) / 0.013153825112940571 - 1) < 1e-6, String(p(20000, 20500)));
  });

  it("are not set against each other over other examples", () => {
    assert.equal(whyNot(a, b), undefined);
    assert.match(whyNot(a, { ...b, digest: "another" }) ?? "", /not the same in both runs/);
  });

  it("are ordered by how far their quantities are apart", () => {
    const random = new RandomStream(2, "sample");
    const actual = Array.from({ length: 50 }, (_, i) => random.uniform(i));
    const near = told(
      actual,
      actual.map((y, i) => y + 0.1 * random.uniform(100 + i)),
    );
    const far = told(
      actual,
      actual.map((y, i) => y - random.uniform(200 + i)),
    );
    const { rmseA, rmseB, between, nearerA, nearerB, places } = compareRegressions(near, far);
    assert.ok(rmseA < 0.1 && rmseB > rmseA && between > rmseB);
    assert.equal(nearerA + nearerB, 50);
    assert.ok(nearerA > nearerB);
    const distance = places.map((i) => Math.abs(near.predicted[i] - far.predicted[i]));
    assert.deepEqual(
      distance,
      [...distance].sort((x, y) => y - x),
    );
  });

  it("of several labels tells how many are wrong", () => {
    const of = told([1, 0, 0, 1, 1, 0], [0.9, 0.6, 0.5, 0.51, 0.2, 0]);
    assert.equal(wrongLabels(of), 2);
  });
});

describe("curves of several runs", () => {
  const accuracy = metricsOf(state)[0];

  it("are the mean of the seeds, with their spread, and each run that has no other seed", () => {
    assert.equal(accuracy.key, "validationAccuracy");
    const [seeds, alone] = curvesOf(state, accuracy, "range", 0);
    const at = (i: number) => stateOf(state, runs[i].folder).epochs.get(9, "validationAccuracy") ?? Number.NaN;
    assert.ok(Math.abs(seeds.values[9] - (at(0) + at(1) + at(2)) / 3) < 1e-12);
    assert.deepEqual([seeds.low?.[9], seeds.high?.[9]], [at(2), at(0)]);
    assert.deepEqual([alone.values[9], alone.low], [at(3), undefined]);
    const [deviating] = curvesOf(state, accuracy, "deviation", 0);
    assert.ok(Math.abs((deviating.high?.[9] ?? 0) - seeds.values[9] - 0.001) < 1e-12);
    assert.equal(curvesOf(state, accuracy, "each", 0).length, 4);
  });

  it("are told apart by more than their colour", () => {
    const looks = curvesOf(state, accuracy, "each", 0).map(({ look }) => look);
    for (const of of [looks.map(({ dash }) => dash.join()), looks.map(({ marker }) => marker)]) {
      assert.equal(new Set(of).size, looks.length);
    }
  });

  it("become a file: every run's figures, of seeds their mean and what they lie between", () => {
    const lines = (smoothing: number) =>
      curveFigures(curvesOf(state, accuracy, "range", smoothing), smoothing, ",").split("\n");
    const [head, first] = lines(0);
    const [seeds, alone] = curvesOf(state, accuracy, "range", 0);
    const name = "3 seeds, learningRate 1";
    assert.equal(head, `epoch,"${name}","${name}, from","${name}, to","13:45:03, learningRate 0.1"`);
    assert.deepEqual(first.split(",").map(Number), [
      1,
      seeds.values[0],
      seeds.low?.[0],
      seeds.high?.[0],
      alone.values[0],
    ]);
    assert.equal(lines(0).length, 32);
    const smoothed = lines(0.5);
    assert.match(smoothed[0], /"13:45:03, learningRate 0.1","13:45:03, learningRate 0.1 \(smoothed 0.5\)"$/);
    assert.match(smoothed[0], /^epoch,"3 seeds, learningRate 1 \(smoothed 0.5\)"/);
  });

  it("keep what they are smoothed from, and start without bias", () => {
    const [, alone] = curvesOf(state, accuracy, "range", 0.6);
    const [, plain] = curvesOf(state, accuracy, "range", 0);
    assert.deepEqual(alone.raw, plain.values);
    assert.ok(Math.abs(alone.values[0] - plain.values[0]) < 1e-12);
    assert.notEqual(alone.values[9], plain.values[9]);
  });
});
