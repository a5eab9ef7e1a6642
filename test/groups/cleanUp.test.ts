/** Groups that a rule deletes as a whole, and those that are kept: in training, pinned, used as a start. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Claim } from "../../src/groups/claim";
import { findGroupsToCleanUp, removeGroups } from "../../src/groups/cleanUp";
import { deleteGroup } from "../../src/groups/deleteGroup";
import { changeGroupLabel } from "../../src/groups/label";
import { runOfTrial } from "../../src/groups/names";
import { openTrial } from "../../src/groups/trial";
import { proposal, TemporaryGroup } from "./files";

describe("groups in a clean-up", () => {
  let folder: TemporaryGroup;
  /** Oldest first. */
  let groups: string[];

  beforeEach(async () => {
    folder = await new TemporaryGroup().create();
    groups = [];
    const names = ["sweep-20260101T120000Z-00aa", "folds-20260102T120000Z-00aa", "sweep-20260103T120000Z-00aa"];
    for (const [i, name] of names.entries()) {
      if (i > 0) await folder.create();
      const group = join(dirname(folder.group), name);
      renameSync(folder.group, group);
      await openTrial(group, proposal(0));
      groups.push(group);
    }
  });
  afterEach(() => folder.remove());

  const kept = async (keep = 0) => {
    const found = await findGroupsToCleanUp(folder.runsDir, { keep });
    return found.map(({ run, kept }) => [groups.indexOf(run.folder), kept?.because]);
  };

  it("go as one each, the oldest of the network", async () => {
    const [first, second, ...others] = await findGroupsToCleanUp(folder.runsDir, { keep: 1 });
    assert.deepEqual([first.run.folder, second.run.folder, others.length], [groups[1], groups[0], 0]);
    assert.deepEqual([first.rank, first.run.trials, first.run.kind], [2, 1, "folds"]);
    assert.ok(first.run.bytes > 100);
    // The groups were written just now.
    assert.deepEqual(await findGroupsToCleanUp(folder.runsDir, { olderThan: 3_600_000 }), []);
    const removals = await removeGroups(folder.runsDir, [first.run, second.run], {});
    assert.deepEqual(
      removals.map(({ kept, error }) => [kept, error]),
      [
        [undefined, undefined],
        [undefined, undefined],
      ],
    );
    assert.deepEqual(groups.map(existsSync), [false, false, true]);
  });

  it("stay where a worker trains them, also when one began meanwhile", async () => {
    const [, , found] = await findGroupsToCleanUp(folder.runsDir, { keep: 0 });
    const claim = await Claim.make(groups[0], 0, 1);
    assert.deepEqual(await kept(2), [[0, "running"]]);
    const [removal] = await removeGroups(folder.runsDir, [found.run], {});
    assert.equal(removal.kept?.because, "running");
    await assert.rejects(deleteGroup(groups[0]), { code: "group-held", exitCode: 5 });
    await claim?.handOn();
    await deleteGroup(groups[0]);
    assert.ok(!existsSync(groups[0]));
  });

  it("stay where they or a trial are pinned, where a config starts from a trial, and where they cannot be read", async () => {
    await changeGroupLabel(groups[0], { pinned: true, note: "keep" });
    mkdirSync(runOfTrial(groups[1], 0), { recursive: true });
    writeFileSync(join(runOfTrial(groups[1], 0), "label.json"), '{"pinned": true}');
    const start = { training: { start: { run: runOfTrial(groups[2], 0) } } };
    mkdirSync(runOfTrial(groups[2], 0), { recursive: true });
    writeFileSync(join(folder.path, "next.network.json"), JSON.stringify(start));
    assert.deepEqual(await kept(), [
      [2, "started-from"],
      [1, "pinned"],
      [0, "pinned"],
    ]);
    writeFileSync(join(groups[2], "group.json"), "{");
    assert.deepEqual((await kept())[0], [2, "unreadable"]);
    await assert.rejects(changeGroupLabel(groups[2], { note: "no" }), { code: "group-damaged" });
  });
});
