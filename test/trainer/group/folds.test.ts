/** Training all folds of a config, and the final network on all examples. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { summarizeScores } from "../../../src/core/resampled";
import { Claim } from "../../../src/groups/claim";
import { readResult } from "../../../src/groups/trial";
import type { FinalTrained, FoldEnded, FoldsBegun, FoldsEvent, FoldsMeasured } from "../../../src/protocol/foldEvents";
import { readCheckpoint } from "../../../src/runs/checkpoint";
import { readEvents } from "../../../src/runs/events";
import { readManifest } from "../../../src/runs/manifest";
import { allFindings } from "../../../src/trainer/check/allFindings";
import { createSweep } from "../../../src/trainer/group/createSweep";
import { readFolds } from "../../../src/trainer/group/foldReport";
import { asksForFolds, type FoldsOrder } from "../../../src/trainer/group/openFolds";
import { FoldsTraining } from "../../../src/trainer/group/trainFolds";
import { GroupWorker } from "../../../src/trainer/group/worker";
import { RunServer } from "../../../src/trainer/process/serve";
import { evaluateRun } from "../../../src/trainer/results/evaluateRun";
import { exportRun } from "../../../src/trainer/results/exportRun";
import { predictRun } from "../../../src/trainer/results/predictRun";
import { verifyRun } from "../../../src/trainer/results/verifyRun";
import { Session } from "../../../src/trainer/session/session";
import { irisConfig, Workspace } from "../workspace";

const iris = (validation: object, more: { data?: object; training?: object } = {}) =>
  irisConfig({
    ...(more.training && { training: more.training as Record<string, unknown> }),
    data: { format: "builtin", name: "iris", validation, ...more.data },
  });

const { regression } = JSON.parse(readFileSync(join(__dirname, "../../fixtures/folds/folds.json"), "utf8")) as {
  regression: {
    values: number[][];
    labels: number[];
    folds: number;
    steps: number;
    rate: number;
    accuracy: number[];
    cost: number[];
    mean: number[];
    deviation: number[];
  };
};

/** Trains the folds and returns all events. @param stopAfter number of folds after which the training is stopped */
async function train(order: FoldsOrder, stopAfter = Number.POSITIVE_INFINITY) {
  const events: FoldsEvent[] = [];
  const training = new FoldsTraining(order, (event) => {
    events.push(event);
    if (events.filter(({ type }) => type === "trial").length >= stopAfter) training.stop("interrupted");
  });
  const done = await training.run();
  const of = <Found extends FoldsEvent>(type: Found["type"]) =>
    events.filter((event): event is Found => event.type === type);
  const [begun] = of<FoldsBegun>("group");
  return {
    events,
    done,
    begun,
    group: begun.group,
    folds: of<FoldEnded>("trial"),
    measured: of<FoldsMeasured>("folds")[0],
    final: of<FinalTrained>("final")[0],
  };
}

const nothing = async function* () {};

describe("the training of folds", function () {
  this.timeout(60_000);
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  it("trains one network per fold, and one on all examples for the median of their best epochs", async () => {
    const file = workspace.write(iris({ folds: 5 }, { data: { test: { examples: 20 } } }));
    assert.equal(await asksForFolds(file), true);
    const { begun, group, folds, measured, final, done } = await train({ train: file });
    assert.deepEqual([begun.folds, begun.repeats, begun.examples], [5, 1, { train: 130, test: 20 }]);
    assert.match(basename(group), /^folds-\d{8}T\d{6}Z-[0-9a-f]{4}$/);
    assert.deepEqual(
      folds.map(({ trial, repeat, fold, examples, epochs }) => ({ trial, repeat, fold, examples, epochs })),
      [0, 1, 2, 3, 4].map((trial) => {
        return { trial, repeat: 1, fold: trial + 1, examples: { train: 104, validation: 26 }, epochs: 4 };
      }),
    );
    const bestEpochs = folds.map(({ best }) => best?.epoch ?? 0).sort((a, b) => a - b);
    assert.equal(measured.epochs, bestEpochs[2]);
    assert.deepEqual([final.epochs, final.examples], [bestEpochs[2], { train: 130, test: 20 }]);
    assert.equal(done.reason, "completed");
    const accuracies = folds.map(({ figures }) => figures?.validationAccuracy ?? Number.NaN);
    assert.deepEqual(measured.scores.validationAccuracy, summarizeScores(accuracies, 26 / 104));
  });

  it("measures only the last network on the test examples", async () => {
    const file = workspace.write(iris({ folds: 3 }, { data: { test: { examples: 20 } } }));
    const { folds, final } = await train({ train: file });
    for (const { run } of folds) {
      assert.ok((await readEvents(run)).every((event) => !("testAccuracy" in event)));
      const { sets } = await evaluateRun(run, { checkpoint: "best" });
      assert.deepEqual(
        sets.map(({ name }) => name),
        ["validation"],
      );
    }
    const { sets } = await evaluateRun(final.run, { checkpoint: "best" });
    assert.deepEqual(
      sets.map(({ name, examples, accuracy }) => ({ name, examples, accuracy })),
      [{ name: "test", examples: 20, accuracy: final.figures.testAccuracy }],
    );
  });

  it("reports of every fold what its best weights come to on its validation examples", async () => {
    const { folds } = await train({ train: workspace.write(iris({ folds: 3 })) });
    for (const { run, best, figures } of folds) {
      const { epoch, sets } = await evaluateRun(run, { checkpoint: "best" });
      assert.equal(epoch, best?.epoch);
      assert.equal(sets[0].accuracy, figures?.validationAccuracy);
    }
  });

  it("gives the figures of scikit-learn on the same folds", async () => {
    const { values, labels, folds: count, steps, rate, accuracy, cost, mean, deviation } = regression;
    const lines = values.map((row, i) => [...row, "abc"[labels[i]]].join(","));
    writeFileSync(join(workspace.path, "table.csv"), ["p,q,r,s,k", ...lines].join("\n"));
    const file = workspace.write({
      version: 1,
      data: { format: "csv", path: "table.csv", label: "k", validation: { folds: count, ordered: true } },
      layers: [{ units: 3, activation: "softmax", initialization: "zeros" }],
      training: { epochs: steps, batchSize: 1000, optimizer: { type: "sgd", learningRate: rate }, bestMetric: "cost" },
    });
    const { folds, measured } = await train({ train: file });
    const near = (found: number | undefined, expected: number) =>
      assert.ok(found !== undefined && Math.abs(found - expected) < 1e-5, `${found}, not ${expected}`);
    assert.deepEqual(
      folds.map(({ best }) => best?.epoch),
      accuracy.map(() => steps),
    );
    for (const [i, { figures }] of folds.entries()) {
      near(figures?.validationAccuracy, accuracy[i]);
      near(figures?.validationCost, cost[i]);
    }
    for (const [i, metric] of ["validationAccuracy", "validationCost"].entries()) {
      near(measured.scores[metric].mean, mean[i]);
      near(measured.scores[metric].deviation, deviation[i]);
      assert.equal(measured.scores[metric].halfWidth, undefined);
    }
  });

  it("trains a fold as a run of that fold alone is trained, bit for bit", async () => {
    const { folds } = await train({ train: workspace.write(iris({ folds: 3, repeats: 2 })) });
    const alone = workspace.write(iris({ folds: 3, repeats: 2, fold: 2, repeat: 2 }), "alone.network.json");
    await new Session({ train: alone }).run();
    const [run] = workspace.runs("alone");
    const [own, other] = await Promise.all([run, folds[4].run].map((each) => readCheckpoint(join(each, "best.npz"))));
    assert.deepEqual(own.arrays, other.arrays);
    assert.deepEqual((await readManifest(folds[4].run)).config, (await readManifest(run)).config);
  });

  it("goes on where it was stopped, and comes to the same", async () => {
    const config = iris({ folds: 4 }, { data: { test: { examples: 20 } } });
    const whole = await train({ train: workspace.write(config) });
    const stopped = await train({ train: workspace.write(config) }, 2);
    assert.deepEqual([stopped.done.reason, stopped.folds.length, stopped.measured], ["interrupted", 2, undefined]);
    assert.ok(!existsSync(join(stopped.group, "final")));
    const resumed = await train({ resume: stopped.group });
    const plain = ({ run: _, ...fold }: FoldEnded) => fold;
    assert.deepEqual(resumed.folds.map(plain), whole.folds.map(plain));
    assert.deepEqual(resumed.measured, whole.measured);
    assert.deepEqual(resumed.final.figures, whole.final.figures);
    for (let trial = 0; trial < 4; trial++) {
      assert.deepEqual(await readResult(resumed.group, trial), await readResult(whole.group, trial));
    }
    const [own, other] = await Promise.all(
      [whole, resumed].map(({ final }) => readCheckpoint(join(final.run, "last.npz"))),
    );
    assert.deepEqual(own.arrays, other.arrays);
  });

  it("says before it trains that a class has fewer examples than there are folds", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i % 7},${i < 2 ? "rare" : "xy"[i % 2]}`);
    writeFileSync(join(workspace.path, "rare.csv"), ["a,b", ...rows].join("\n"));
    const { events, group } = await train({
      train: workspace.write(
        irisConfig({ data: { format: "csv", path: "rare.csv", label: "b", validation: { folds: 5 } } }),
      ),
    });
    const warnings = events.flatMap((event) => (event.type === "warning" ? [event.message] : []));
    assert.ok(
      warnings.some((message) => /^.*json:1:\d+: .*class rare has 2 examples, fewer than the 5 folds/.test(message)),
    );
    // The group's copy of the config has other line breaks than the file.
    const again = await train({ resume: group });
    const later = again.events.flatMap((event) => (event.type === "warning" ? [event.message] : []));
    assert.deepEqual(
      later,
      warnings.map((message) => message.replace(/:1:\d+:/, ":")),
    );
  });

  it("trains nothing again that has ended", async () => {
    const { group, final } = await train({ train: workspace.write(iris({ folds: 3 })) });
    const before = readFileSync(join(final.run, "metrics.jsonl"), "utf8");
    const again = await train({ resume: group });
    assert.deepEqual(again.final, final);
    assert.equal(readFileSync(join(final.run, "metrics.jsonl"), "utf8"), before);
    assert.deepEqual(
      readdirSync(join(group, "trials/000000")).filter((name) => name.startsWith("claim")),
      ["claim.1"],
    );
  });

  it("leaves the last network out where refit is false, and says that there is none", async () => {
    const { group, final, measured } = await train({ train: workspace.write(iris({ folds: 3, refit: false })) });
    assert.equal(final, undefined);
    assert.deepEqual((await readFolds(group)).measured, measured);
    const refused = { code: "group-no-final" };
    await assert.rejects(evaluateRun(group, { checkpoint: "best" }), refused);
    await assert.rejects(exportRun(group, "json", { checkpoint: "best" }), refused);
    await assert.rejects(verifyRun(group), refused);
  });

  it("lets the group's folder stand for its last network", async () => {
    const { group, final } = await train({ train: workspace.write(iris({ folds: 3 })) });
    writeFileSync(join(workspace.path, "new.csv"), "5.1,3.5,1.4,0.2\n6.9,3.1,5.4,2.1\n");
    const predict = (folder: string) =>
      predictRun(folder, join(workspace.path, "new.csv"), { checkpoint: "best", stdin: nothing() });
    assert.deepEqual((await predict(group)).values, (await predict(final.run)).values);
    const [{ name, contents }] = await exportRun(group, "json", { checkpoint: "best" });
    assert.equal(name, "iris.json");
    assert.ok(String(contents).includes(`iris, epoch ${final.epochs} of ${basename(group)}/final`));
    assert.equal((await verifyRun(group)).same, true);
    const start = { training: { epochs: 1, start: { run: group } } };
    const further = iris({ examples: 30 }, start);
    assert.equal((await workspace.train(further)).done.reason, "completed");
  });

  it("takes the mean over the folds alone where one has failed: it ends with that, and trains no last network", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i === 39 ? 1e30 : i % 7},${i % 2}`);
    writeFileSync(join(workspace.path, "table.csv"), ["a,k", ...rows].join("\n"));
    const file = workspace.write({
      version: 1,
      data: { format: "csv", path: "table.csv", label: "k", scaling: "none", validation: { folds: 2, ordered: true } },
      layers: [{ units: 1, activation: "linear" }],
      cost: "quadratic",
      training: { epochs: 2, batchSize: 4, seed: 1 },
    });
    const training = new FoldsTraining({ train: file }, () => {});
    await assert.rejects(training.run(), { code: "folds-failed", exitCode: 4 });
  });

  it("refuses a group that another process trains", async () => {
    const { group } = await train({ train: workspace.write(iris({ folds: 3 })) }, 1);
    mkdirSync(join(group, "trials/000001"));
    const claim = await Claim.make(group, 1, 1);
    assert.ok(claim);
    await assert.rejects(train({ resume: group }), {
      code: "folds-running",
      message: /trains fold 2 of 3; wait for it/,
    });
    await claim.handOn();
    assert.equal((await train({ resume: group })).done.reason, "completed");
  });

  it("is shared with workers, which come to the same results", async () => {
    const config = iris({ folds: 3 });
    const whole = await train({ train: workspace.write(config) });
    const { group } = await train({ train: workspace.write(config) }, 1);
    assert.equal(await new GroupWorker(group).run(), "over");
    for (let trial = 0; trial < 3; trial++) {
      assert.deepEqual(await readResult(group, trial), await readResult(whole.group, trial));
    }
    const { final, measured } = await train({ resume: group });
    assert.deepEqual([measured, final.figures], [whole.measured, whole.final.figures]);
  });

  it("refuses data that has changed, and a damaged plan", async () => {
    const table = join(workspace.path, "table.csv");
    writeFileSync(table, ["a,k", ...Array.from({ length: 20 }, (_, i) => `${i},${i % 2}`)].join("\n"));
    const data = { format: "csv", path: "table.csv", label: "k", validation: { folds: 2 } };
    const layers = [{ units: 2, activation: "softmax" }];
    const file = workspace.write({ version: 1, data, layers, training: { epochs: 2, batchSize: 5 } });
    const { group } = await train({ train: file }, 1);
    writeFileSync(table, readFileSync(table, "utf8").replace("7,1", "8,1"));
    await assert.rejects(train({ resume: group }), { code: "data-changed" });
    const json = JSON.parse(readFileSync(join(group, "group.json"), "utf8"));
    rmSync(join(group, "group.json"));
    writeFileSync(join(group, "group.json"), JSON.stringify(json));
    await assert.rejects(train({ resume: group }), { code: "group-damaged" });
  });

  it("is none of a session's: whoever trains one network is told what to do", async () => {
    const file = workspace.write(iris({ folds: 3 }));
    await assert.rejects(new Session({ train: file }).run(), { code: "folds-session", exitCode: 2 });
    const sweep = {
      parameters: { "training.batchSize": { choice: [5, 10] } },
      search: { type: "grid" },
      objective: { metric: "validationCost" },
    };
    const swept = workspace.write({ ...iris({ folds: 3 }), sweep }, "swept.network.json");
    await assert.rejects(createSweep(swept), { code: "sweep-folds" });
    const wrong = { ...sweep, objective: { metric: "validationRmse" } };
    const misjudged = workspace.write({ ...iris({ fraction: 0.2 }), sweep: wrong }, "misjudged.network.json");
    await assert.rejects(createSweep(misjudged), {
      code: "sweep-objective",
      message: /misjudged\.network\.json:1:\d+: sweep\.objective\.metric: a classification has no validationRmse/,
    });
    const { group } = await train({ train: file }, 1);
    await assert.rejects(new Session({ resume: group }).run(), { code: "group-session", exitCode: 2 });
    assert.equal(await asksForFolds(workspace.write(iris({ folds: 3, fold: 1 }))), false);
  });

  it("is not said to take what one run takes on the disk", async () => {
    const said = async (validation: object) => {
      let bytes: number | undefined;
      const surroundings = { roots: [workspace.path], backends: async () => [] };
      const text = JSON.stringify(iris(validation));
      await allFindings(text, join(workspace.path, "iris.network.json"), surroundings, () => {}, {
        disk: ({ total }) => {
          bytes = total;
        },
      });
      return bytes;
    };
    assert.equal(await said({ folds: 3 }), undefined);
    assert.ok(((await said({ folds: 3, fold: 1 })) ?? 0) > 0);
  });

  it("keeps the group's column out of the last network too", async () => {
    const rows = Array.from({ length: 24 }, (_, i) => `w${i % 6},${i},${i % 2}`);
    writeFileSync(join(workspace.path, "table.csv"), ["who,a,k", ...rows].join("\n"));
    const data = { format: "csv", path: "table.csv", label: "k", validation: { folds: 3, group: "who" } };
    const layers = [{ units: 2, activation: "softmax" }];
    const { final } = await train({
      train: workspace.write({ version: 1, data, layers, training: { epochs: 2, batchSize: 5 } }),
    });
    const manifest = await readManifest(final.run);
    assert.deepEqual([manifest.data.inputNames, manifest.data.inputs], [["a"], 1]);
    assert.equal((await evaluateRun(final.run, { checkpoint: "best" })).sets[0].examples, 24);
  });

  const whole = { first: 0, count: 200, points: 4000 };
  /** Returns the mean over examples of a figure that the folds of one repeat measured. */
  const pooled = (folds: readonly FoldEnded[], figure: string, of = (value: number) => value) => {
    const sum = folds.reduce((all, { examples, figures }) => all + examples.validation * of(figures?.[figure] ?? 0), 0);
    return sum / folds.reduce((all, { examples }) => all + examples.validation, 0);
  };

  it("lets the last network's mistakes be those of the folds, each example by the one that did not learn it", async () => {
    const { final, folds } = await train({ train: workspace.write(iris({ folds: 3, repeats: 2, stratified: true })) });
    const server = new RunServer(final.run);
    assert.deepEqual((await server.data()).outOfFold, { repeats: 2, examples: 150 });
    const matrices: string[] = [];
    for (const repeat of [1, 2]) {
      const asked = { set: "train", outOfFold: repeat } as const;
      const { accuracy, examples, confusion } = await server.evaluation(asked);
      const expected = pooled(
        folds.filter((fold) => fold.repeat === repeat),
        "validationAccuracy",
      );
      assert.ok(examples === 150 && Math.abs(accuracy - expected) < 1e-6, `${accuracy} is not ${expected}`);
      const filter = { actual: null, predicted: null, order: "stored" } as const;
      const wrong = await server.examples({ ...asked, ...filter, first: 0, count: 200 });
      assert.equal(wrong.total, Math.round(150 * (1 - accuracy)));
      for (const { index, actual, values } of wrong.examples) {
        const example = await server.example({ set: "train", index, step: 1, actual: null });
        assert.deepEqual([example.actual, example.values], [actual, values]);
      }
      matrices.push(JSON.stringify([confusion, wrong.examples.map(({ index }) => index)]));
    }
    assert.notEqual(matrices[0], matrices[1]);
    await assert.rejects(server.evaluation({ set: "train", outOfFold: 3 }), { code: "no-set" });
    const fold = new RunServer(folds[0].run);
    assert.equal((await fold.data()).outOfFold, undefined);
    await assert.rejects(fold.evaluation({ set: "train", outOfFold: 1 }), { code: "no-set" });
  });

  it("shows quantities out of fold in their own unit, without the examples that no fold is validated on", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 11},${5000 + 300 * i + ((i * 13) % 17)}`);
    writeFileSync(join(workspace.path, "table.csv"), ["t,a,price", ...rows].join("\n"));
    const data = { format: "csv", path: "table.csv", label: "price", validation: { folds: 3, ordered: true } };
    const { final, folds } = await train({
      train: workspace.write({
        version: 1,
        data: { ...data, task: "regression" },
        layers: [{ units: 1, activation: "linear" }],
        training: { epochs: 5, batchSize: 5, seed: 1 },
      }),
    });
    const server = new RunServer(final.run);
    const predicted = folds.reduce((sum, { examples }) => sum + examples.validation, 0);
    assert.ok(predicted < 40);
    assert.deepEqual((await server.data()).outOfFold, { repeats: 1, examples: predicted });
    const found = await server.residuals({ set: "train", outOfFold: 1, target: 0, order: "stored", ...whole });
    const expected = Math.sqrt(pooled(folds, "validationRmse", (rmse) => rmse ** 2));
    assert.ok(Math.abs(found.targets[0].rmse / expected - 1) < 1e-4, `${found.targets[0].rmse} is not ${expected}`);
    assert.deepEqual([found.total, found.examples[0].index], [predicted, 40 - predicted]);
    for (const { index, actual } of [found.examples[0], found.examples[predicted - 1]]) {
      const [price] = (await server.example({ set: "train", index, step: 1, actual: null })).targets ?? [];
      assert.ok(Math.abs(price - actual[0]) < 1e-2 && price > 5000, `${price} is not ${actual[0]}`);
    }
    assert.equal(found.points.index[0], 40 - predicted);
  });
});
