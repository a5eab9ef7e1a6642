/** The network that is trained on all examples after the folds. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readEvents } from "../../../src/runs/events";
import { readManifest } from "../../../src/runs/manifest";
import { readFolds } from "../../../src/trainer/group/foldReport";
import { evaluateRun } from "../../../src/trainer/results/evaluateRun";
import { exportRun } from "../../../src/trainer/results/exportRun";
import { predictRun } from "../../../src/trainer/results/predictRun";
import { verifyRun } from "../../../src/trainer/results/verifyRun";
import { Workspace } from "../workspace";
import { iris, trainFolds } from "./trainedFolds";

const nothing = async function* () {};

describe("the last network of folds", function () {
  this.timeout(60_000);
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  it("measures only the last network on the test examples", async () => {
    const file = workspace.write(iris({ folds: 3 }, { data: { test: { examples: 20 } } }));
    const { folds, final } = await trainFolds({ train: file });
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

  it("leaves the last network out where refit is false, and says that there is none", async () => {
    const { group, final, measured } = await trainFolds({ train: workspace.write(iris({ folds: 3, refit: false })) });
    assert.equal(final, undefined);
    assert.deepEqual((await readFolds(group)).measured, measured);
    const refused = { code: "group-no-final" };
    await assert.rejects(evaluateRun(group, { checkpoint: "best" }), refused);
    await assert.rejects(exportRun(group, "json", { checkpoint: "best" }), refused);
    await assert.rejects(verifyRun(group), refused);
  });

  it("lets the group's folder stand for its last network", async () => {
    const { group, final } = await trainFolds({ train: workspace.write(iris({ folds: 3 })) });
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

  it("keeps the group's column out of the last network too", async () => {
    const rows = Array.from({ length: 24 }, (_, i) => `w${i % 6},${i},${i % 2}`);
    writeFileSync(join(workspace.path, "table.csv"), ["who,a,k", ...rows].join("\n"));
    const data = { format: "csv", path: "table.csv", label: "k", validation: { folds: 3, group: "who" } };
    const layers = [{ units: 2, activation: "softmax" }];
    const { final } = await trainFolds({
      train: workspace.write({ version: 1, data, layers, training: { epochs: 2, batchSize: 5 } }),
    });
    const manifest = await readManifest(final.run);
    assert.deepEqual([manifest.data.inputNames, manifest.data.inputs], [["a"], 1]);
    assert.equal((await evaluateRun(final.run, { checkpoint: "best" })).sets[0].examples, 24);
  });
});
