/** The state of whole groups over several reads. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { Claim } from "../../src/groups/claim";
import { groupFile } from "../../src/groups/names";
import { WatchedGroup } from "../../src/groups/standing";
import { openTrial, writeResult } from "../../src/groups/trial";
import { proposeGeneration } from "../../src/search/propose";
import { endGeneration, proposal, result, sweepGroupPlan, sweepPlan, TemporaryGroup } from "./files";

describe("how a group stands", () => {
  const folder = new Set<TemporaryGroup>();
  const create = async (...more: Parameters<TemporaryGroup["create"]>) => {
    const created = await new TemporaryGroup().create(...more);
    folder.add(created);
    return created.group;
  };
  afterEach(() => {
    for (const each of folder) each.remove();
    folder.clear();
  });

  const sweepOf = (watched: WatchedGroup) => {
    const { standing } = watched;
    assert.ok(standing.kind === "sweep");
    return standing;
  };

  it("is unfinished, running or ended; settings are counted, and the best of closed generations is found", async () => {
    const group = await create({ plan: sweepGroupPlan });
    const watched = await WatchedGroup.open(group);
    await watched.poll();
    const first = sweepOf(watched);
    assert.deepEqual([first.state, first.settings, first.planned, first.found], ["unfinished", 0, 4, []]);
    const [one, two] = proposeGeneration(sweepPlan, 0, []) ?? [];
    await openTrial(group, one);
    const claim = await Claim.make(group, one.trial, 1);
    await watched.poll();
    assert.deepEqual([sweepOf(watched).state, sweepOf(watched).running], ["running", 1]);
    await claim?.handOn();
    await watched.poll();
    assert.equal(sweepOf(watched).state, "unfinished");
    await writeResult(group, result(one.trial, { objectives: [0.7] }));
    await watched.poll();
    assert.deepEqual([sweepOf(watched).settings, sweepOf(watched).found.length], [1, 0]);
    assert.equal(two.trial, 1);
    await endGeneration(group, 0, [0.7, undefined]);
    await endGeneration(group, 1, [0.9, 0.8]);
    await endGeneration(group, 2, []);
    await watched.poll();
    const last = sweepOf(watched);
    assert.deepEqual([last.state, last.done, last.failed, last.settings], ["ended", 3, 1, 4]);
    assert.deepEqual(
      last.found.map(({ proposal, objectives }) => [proposal.trial, objectives]),
      [[2, [0.9]]],
    );
    const again = await WatchedGroup.open(group);
    await again.poll();
    assert.deepEqual(again.standing, last);
    assert.deepEqual([...again.trials.keys()].sort(), [0, 1, 2, 3]);
  });

  it("is ended where its time is up and nothing is open", async () => {
    const group = await create({ plan: { ...sweepGroupPlan, minutes: 10 } });
    await endGeneration(group, 0, [0.7, 0.6]);
    const in11 = () => new Date(Date.now() + 11 * 60_000);
    const [now, later] = [await WatchedGroup.open(group), await WatchedGroup.open(group, in11)];
    for (const each of [now, later]) await each.poll();
    assert.deepEqual([now.standing.state, later.standing.state], ["unfinished", "ended"]);
  });

  it("of folds has the mean of the metric where all are done", async () => {
    const examples = [0, 1].map(() => ({ train: 100, validation: 50 }));
    const plan = { folds: 2, repeats: 1, refit: true, ordered: false, examples, backend: "wasm" };
    const group = await create({ kind: "folds", plan });
    const watched = await WatchedGroup.open(group);
    const end = async (trial: number, validationAccuracy: number) => {
      await openTrial(group, proposal(trial));
      await writeResult(group, result(trial, { best: { epoch: 2, figures: { validationAccuracy } } }));
      await watched.poll();
      assert.ok(watched.standing.kind === "folds");
      return watched.standing;
    };
    const half = await end(0, 0.9);
    assert.deepEqual([half.state, half.done, half.planned, half.score], ["unfinished", 1, 2, undefined]);
    const { state, metric, score } = await end(1, 0.8);
    assert.deepEqual([state, metric], ["ended", "validationAccuracy"]);
    assert.ok(Math.abs((score?.mean ?? 0) - 0.85) < 1e-12 && Math.abs((score?.deviation ?? 0) - 0.0707106781) < 1e-9);
  });

  it("is not said of a group that is damaged", async () => {
    const group = await create({ plan: sweepGroupPlan });
    writeFileSync(groupFile(group), "{}");
    await assert.rejects(WatchedGroup.open(group), { code: "group-damaged" });
  });
});
