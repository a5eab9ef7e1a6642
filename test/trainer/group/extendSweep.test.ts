/** Sweeps extended by more trials. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Claim } from "../../../src/groups/claim";
import { readExtensions } from "../../../src/groups/extensions";
import { readGenerations } from "../../../src/groups/generations";
import { WatchedGroup } from "../../../src/groups/standing";
import { openTrial } from "../../../src/groups/trial";
import { proposeGeneration } from "../../../src/search/propose";
import { createSweep } from "../../../src/trainer/group/createSweep";
import { extendSweep } from "../../../src/trainer/group/extendSweep";
import { verifyGroup } from "../../../src/trainer/group/verifyGroup";
import { GroupWorker } from "../../../src/trainer/group/worker";
import { Workspace } from "../workspace";
import { identityOf, irisSweep } from "./sweeps";

describe("a sweep that is extended", function () {
  this.timeout(60_000);
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const begin = (search: object, sweep: object = {}) =>
    createSweep(workspace.write(irisSweep({ sweep: { search: { generation: 2, seed: 3, ...search }, ...sweep } })));
  const standing = async (group: string) => {
    const watched = await WatchedGroup.open(group);
    await watched.poll();
    return watched;
  };
  const valuesOf = async (group: string) =>
    (await readGenerations(group)).flatMap(({ proposals }) => proposals.map(({ trial, values }) => [trial, values]));

  for (const type of ["random", "tpe", "grid"]) {
    const parameters = {
      "layers[0].units": { choice: [2, 3, 4, 5, 6, 7, 8] },
      "training.batchSize": { choice: [11, 32] },
    };
    it(`keeps what it tried and goes on as one that was begun so: ${type}`, async () => {
      const group = await begin({ type, trials: 3 }, type === "grid" ? { parameters } : {});
      await new GroupWorker(group).run();
      const before = identityOf(group);
      assert.equal((await standing(group)).standing.state, "ended");
      await extendSweep(group, 6);
      const [extension] = await readExtensions(group);
      assert.deepEqual(extension, { from: (await readGenerations(group)).length, trials: 6 });
      const open = (await standing(group)).standing;
      assert.deepEqual([open.state, open.planned], ["unfinished", 6]);
      await new GroupWorker(group).run();
      const after = identityOf(group);
      for (const [name, bytes] of Object.entries(before)) assert.equal(after[name], bytes, name);
      const { standing: last } = await standing(group);
      assert.deepEqual([last.state, last.done + last.failed], ["ended", 6]);
      const moved = join(workspace.path, "elsewhere", relative(workspace.path, group));
      mkdirSync(join(workspace.path, "elsewhere"));
      for (const name of readdirSync(workspace.path).filter((each) => each !== "elsewhere")) {
        renameSync(join(workspace.path, name), join(workspace.path, "elsewhere", name));
      }
      const { differences, trials, trained } = await verifyGroup(moved, { trials: 2, draw: () => 0 });
      assert.deepEqual([differences, trials, trained.length], [[], 6, 2]);
      if (type === "tpe") return;
      const whole = await begin({ type, trials: 6 }, type === "grid" ? { parameters } : {});
      await new GroupWorker(whole).run();
      assert.deepEqual(await valuesOf(moved), await valuesOf(whole));
    });
  }

  it("is refused where it would change what was decided, and where somebody trains", async () => {
    const refused = { code: "sweep-extend", exitCode: 2 };
    await assert.rejects(
      begin({ type: "halving", trials: 4 }).then((group) => extendSweep(group, 9)),
      refused,
    );
    const budget = begin({ type: "random", trials: 4 }, { budget: { trials: 5 } });
    await assert.rejects(
      budget.then((group) => extendSweep(group, 9)),
      refused,
    );
    const parameters = { "layers[0].units": { choice: [2, 3] } };
    await assert.rejects(
      begin({ type: "grid" }, { parameters }).then((group) => extendSweep(group, 9)),
      refused,
    );
    const group = await begin({ type: "random", trials: 4 });
    await assert.rejects(extendSweep(group, 4), refused);
    const plan = (await standing(group)).sweepPlan;
    const [first] = (plan && proposeGeneration(plan, 0, [])) ?? [];
    await openTrial(group, first);
    const claim = await Claim.make(group, first.trial, 1);
    await assert.rejects(extendSweep(group, 5), { code: "group-held", exitCode: 5 });
    await claim?.handOn();
    await extendSweep(group, 5);
    await extendSweep(group, 6);
    // A generation with a trial that has begun keeps its proposals.
    const both = [5, 6].map((trials) => ({ from: 1, trials }));
    assert.deepEqual(await readExtensions(group), both);
    writeFileSync(join(group, "extensions", "0002.json"), "{}");
    await assert.rejects(readExtensions(group), { code: "group-damaged" });
  });
});
