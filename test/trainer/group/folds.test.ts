/** Training all folds of a config: one network per fold, and their figures. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { summarizeScores } from "../../../src/core/resampled";
import { readCheckpoint } from "../../../src/runs/checkpoint";
import { readManifest } from "../../../src/runs/manifest";
import { allFindings } from "../../../src/trainer/check/allFindings";
import { createSweep } from "../../../src/trainer/group/createSweep";
import { asksForFolds } from "../../../src/trainer/group/openFolds";
import { FoldsTraining } from "../../../src/trainer/group/trainFolds";
import { evaluateRun } from "../../../src/trainer/results/evaluateRun";
import { Session } from "../../../src/trainer/session/session";
import { irisConfig, Workspace } from "../workspace";
import { iris, trainFolds } from "./trainedFolds";

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
    const { begun, group, folds, measured, final, done } = await trainFolds({ train: file });
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

  it("reports of every fold what its best weights come to on its validation examples", async () => {
    const { folds } = await trainFolds({ train: workspace.write(iris({ folds: 3 })) });
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
    const { folds, measured } = await trainFolds({ train: file });
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
    const { folds } = await trainFolds({ train: workspace.write(iris({ folds: 3, repeats: 2 })) });
    const alone = workspace.write(iris({ folds: 3, repeats: 2, fold: 2, repeat: 2 }), "alone.network.json");
    await new Session({ train: alone }).run();
    const [run] = workspace.runs("alone");
    const [own, other] = await Promise.all([run, folds[4].run].map((each) => readCheckpoint(join(each, "best.npz"))));
    assert.deepEqual(own.arrays, other.arrays);
    assert.deepEqual((await readManifest(folds[4].run)).config, (await readManifest(run)).config);
  });

  it("says before it trains that a class has fewer examples than there are folds", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i % 7},${i < 2 ? "rare" : "xy"[i % 2]}`);
    writeFileSync(join(workspace.path, "rare.csv"), ["a,b", ...rows].join("\n"));
    const { events, group } = await trainFolds({
      train: workspace.write(
        irisConfig({ data: { format: "csv", path: "rare.csv", label: "b", validation: { folds: 5 } } }),
      ),
    });
    const warnings = events.flatMap((event) => (event.type === "warning" ? [event.message] : []));
    assert.ok(
      warnings.some((message) => /^.*json:1:\d+: .*class rare has 2 examples, fewer than the 5 folds/.test(message)),
    );
    // The group's copy of the config has other line breaks than the file.
    const again = await trainFolds({ resume: group });
    const later = again.events.flatMap((event) => (event.type === "warning" ? [event.message] : []));
    assert.deepEqual(
      later,
      warnings.map((message) => message.replace(/:1:\d+:/, ":")),
    );
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
    const { group } = await trainFolds({ train: file }, 1);
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
});
