/** The journal of a sweep line by line; in test/python/optuna.test.ts Optuna reads it. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { optunaFile, resultFile, trialFolder } from "../../src/groups/names";
import { OptunaJournal } from "../../src/groups/optunaJournal";
import { TemporaryGroup } from "./files";
import { endAll, everyKind, everyKindTrials, halving, halvingTrials } from "./journals";

describe("a sweep's journal for Optuna", () => {
  let made: TemporaryGroup;
  let group: string;
  beforeEach(async () => {
    made = await new TemporaryGroup().create();
    group = made.group;
  });
  afterEach(() => made.remove());

  const text = () => readFileSync(optunaFile(group), "utf8");
  const lines = () =>
    text()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  const trials = () => lines().filter((line) => line.op_code === 4);

  it("has the study, and each trial as Optuna writes one that it is given", async () => {
    await endAll(made, everyKind, everyKindTrials);
    const [study, metrics] = lines();
    const worker_id = "matrix-network";
    assert.deepEqual(study, { op_code: 0, worker_id, study_name: basename(group), directions: [2] });
    assert.deepEqual(metrics.system_attr, { "study:metric_names": ["validationAccuracy"] });
    const [first, failed, , repeat] = trials();
    assert.deepEqual(first.params, {
      "training.optimizer.type": 0,
      "training.batchSize": 1,
      "training.optimizer.learningRate": 0.0316228,
      "layers[0].units": 16,
      hiddenLayers: 2,
      "training.optimizer.momentum": 0.5,
    });
    const { distributions } = first;
    assert.deepEqual(JSON.parse(distributions["layers[0].units"]), {
      name: "IntDistribution",
      attributes: { log: true, step: 1, low: 4, high: 64 },
    });
    assert.deepEqual(JSON.parse(distributions["training.optimizer.learningRate"]), {
      name: "FloatDistribution",
      attributes: { step: null, low: 0.001, high: 1, log: true },
    });
    assert.deepEqual([first.state, first.value, first.values], [1, 0.5, null]);
    assert.deepEqual([failed.state, failed.value, failed.user_attrs.failure], [3, null, "non-finite"]);
    assert.ok(!("training.optimizer.momentum" in failed.params));
    assert.deepEqual([repeat.state, repeat.value, repeat.user_attrs.repeats], [1, 0.625, 2]);
  });

  it("says when, as the files of a trial do, in UTC", async () => {
    const closed = await endAll(made, everyKind, everyKindTrials);
    utimesSync(join(trialFolder(group, 2), "claim.1"), 1_700_000_000, 1_700_000_000);
    utimesSync(resultFile(group, 2), 1_700_000_002.5, 1_700_000_002.5);
    await new OptunaJournal(group, everyKind).write(closed);
    const { datetime_start, datetime_complete } = trials()[2];
    assert.deepEqual([datetime_start, datetime_complete], ["2023-11-14T22:13:20.000000", "2023-11-14T22:13:22.500000"]);
  });

  it("is the same whoever writes it, and begins with what it was before", async () => {
    const closed = await endAll(made, everyKind, everyKindTrials);
    const whole = text();
    rmSync(optunaFile(group));
    const journal = new OptunaJournal(group, everyKind);
    await journal.write(closed.slice(0, 1));
    const begun = text();
    assert.ok(begun.length < whole.length && whole.startsWith(begun));
    await journal.write(closed);
    assert.equal(text(), whole);
  });

  it("is written anew where it is damaged, and left alone where it is whole", async () => {
    const closed = await endAll(made, everyKind, everyKindTrials);
    const whole = text();
    const { ino } = statSync(optunaFile(group));
    await new OptunaJournal(group, everyKind).write(closed);
    assert.equal(statSync(optunaFile(group)).ino, ino);
    writeFileSync(optunaFile(group), whole.slice(0, -7));
    await new OptunaJournal(group, everyKind).write(closed);
    assert.equal(text(), whole);
  });

  it("has trials of lower rungs as pruned, and what they reached with those that go on from them", async () => {
    await endAll(made, halving, halvingTrials);
    assert.deepEqual(
      trials().map(({ state, value, intermediate_values }) => [state, value, intermediate_values]),
      [
        [2, 0.25, { 1: 0.25 }],
        [2, 0.5, { 1: 0.5 }],
        [2, 0.625, { 1: 0.5, 3: 0.625 }],
        [1, 0.75, { 1: 0.5, 3: 0.625, 9: 0.75 }],
      ],
    );
  });
});
