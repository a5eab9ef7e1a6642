/** Folds whose training was stopped, is shared with workers, or is trained by another process. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Claim } from "../../../src/groups/claim";
import { readResult } from "../../../src/groups/trial";
import type { FoldEnded } from "../../../src/protocol/foldEvents";
import { readCheckpoint } from "../../../src/runs/checkpoint";
import { GroupWorker } from "../../../src/trainer/group/worker";
import { Workspace } from "../workspace";
import { iris, trainFolds } from "./trainedFolds";

describe("folds that are trained in parts", function () {
  this.timeout(60_000);
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  it("goes on where it was stopped, and comes to the same", async () => {
    const config = iris({ folds: 4 }, { data: { test: { examples: 20 } } });
    const whole = await trainFolds({ train: workspace.write(config) });
    const stopped = await trainFolds({ train: workspace.write(config) }, 2);
    assert.deepEqual([stopped.done.reason, stopped.folds.length, stopped.measured], ["interrupted", 2, undefined]);
    assert.ok(!existsSync(join(stopped.group, "final")));
    const resumed = await trainFolds({ resume: stopped.group });
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

  it("trains nothing again that has ended", async () => {
    const { group, final } = await trainFolds({ train: workspace.write(iris({ folds: 3 })) });
    const before = readFileSync(join(final.run, "metrics.jsonl"), "utf8");
    const again = await trainFolds({ resume: group });
    assert.deepEqual(again.final, final);
    assert.equal(readFileSync(join(final.run, "metrics.jsonl"), "utf8"), before);
    assert.deepEqual(
      readdirSync(join(group, "trials/000000")).filter((name) => name.startsWith("claim")),
      ["claim.1"],
    );
  });

  it("refuses a group that another process trains", async () => {
    const { group } = await trainFolds({ train: workspace.write(iris({ folds: 3 })) }, 1);
    mkdirSync(join(group, "trials/000001"));
    const claim = await Claim.make(group, 1, 1);
    assert.ok(claim);
    await assert.rejects(trainFolds({ resume: group }), {
      code: "folds-running",
      message: /trains fold 2 of 3; wait for it/,
    });
    await claim.handOn();
    assert.equal((await trainFolds({ resume: group })).done.reason, "completed");
  });

  it("is shared with workers, which come to the same results", async () => {
    const config = iris({ folds: 3 });
    const whole = await trainFolds({ train: workspace.write(config) });
    const { group } = await trainFolds({ train: workspace.write(config) }, 1);
    assert.equal(await new GroupWorker(group).run(), "over");
    for (let trial = 0; trial < 3; trial++) {
      assert.deepEqual(await readResult(group, trial), await readResult(whole.group, trial));
    }
    const { final, measured } = await trainFolds({ resume: group });
    assert.deepEqual([measured, final.figures], [whole.measured, whole.final.figures]);
  });

  it("refuses data that has changed, and a damaged plan", async () => {
    const table = join(workspace.path, "table.csv");
    writeFileSync(table, ["a,k", ...Array.from({ length: 20 }, (_, i) => `${i},${i % 2}`)].join("\n"));
    const data = { format: "csv", path: "table.csv", label: "k", validation: { folds: 2 } };
    const layers = [{ units: 2, activation: "softmax" }];
    const file = workspace.write({ version: 1, data, layers, training: { epochs: 2, batchSize: 5 } });
    const { group } = await trainFolds({ train: file }, 1);
    writeFileSync(table, readFileSync(table, "utf8").replace("7,1", "8,1"));
    await assert.rejects(trainFolds({ resume: group }), { code: "data-changed" });
    const json = JSON.parse(readFileSync(join(group, "group.json"), "utf8"));
    rmSync(join(group, "group.json"));
    writeFileSync(join(group, "group.json"), JSON.stringify(json));
    await assert.rejects(trainFolds({ resume: group }), { code: "group-damaged" });
  });
});
