/** Following all trials of a group: each change once, the index in pieces, and trials missing in the index. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { Claim } from "../../src/groups/claim";
import { IndexFollower } from "../../src/groups/followIndex";
import { TrialsFollower } from "../../src/groups/followTrials";
import { closeGeneration } from "../../src/groups/generations";
import { appendToIndex } from "../../src/groups/indexLines";
import { indexFile } from "../../src/groups/names";
import { openTrial, writeResult } from "../../src/groups/trial";
import { proposal, result, TemporaryGroup } from "./files";

describe("following all trials of a group", () => {
  let folder: TemporaryGroup;
  let group: string;
  let follower: TrialsFollower;
  beforeEach(async () => {
    folder = await new TemporaryGroup().create();
    group = folder.group;
    follower = new TrialsFollower(group);
  });
  afterEach(() => folder.remove());

  const end = async (...trials: number[]) => {
    for (const trial of trials) {
      await openTrial(group, proposal(trial));
      await writeResult(group, result(trial));
    }
  };
  /** Returns the changes, such as "2 done". */
  const look = async (of = follower): Promise<string[]> => {
    const seen: string[] = [];
    for await (const part of of.poll())
      for (const {
        proposal: { trial },
        state,
      } of part)
        seen.push(`${trial} ${state}`);
    return seen;
  };

  it("says of each trial what has changed, once", async () => {
    await openTrial(group, proposal(0));
    assert.deepEqual(await look(), ["0 waiting"]);
    assert.deepEqual(await look(), []);
    const own = await Claim.make(group, 0, 1);
    assert.deepEqual(await look(), ["0 running"]);
    await writeResult(group, result(0));
    await own?.end();
    assert.deepEqual(await look(), ["0 done"]);
    await end(1);
    await closeGeneration(group, 0, [proposal(0), proposal(1)]);
    assert.deepEqual(await look(), ["1 done"]);
    assert.equal(follower.closed, 1);
    assert.deepEqual(await look(), []);
  });

  it("finds in generations what the index lacks, and counts those that are closed one after the other", async () => {
    await end(0, 1, 2);
    await closeGeneration(group, 0, [proposal(0), proposal(1)]);
    await closeGeneration(group, 1, []);
    const [first] = readFileSync(indexFile(group), "utf8").split("\n");
    // The second line is cut in the middle, and another trial is in no generation.
    writeFileSync(indexFile(group), `${first}\n{"proposal":{"tri`);
    assert.deepEqual((await look()).sort(), ["0 done", "1 done", "2 done"]);
    assert.equal(follower.closed, 2);
    rmSync(indexFile(group));
    assert.deepEqual((await look(new TrialsFollower(group))).sort(), ["0 done", "1 done", "2 done"]);
  });

  it("reads the index in pieces and goes on where it stood, whatever was half written then", async () => {
    const ended = Array.from({ length: 600 }, (_, trial) => ({
      proposal: proposal(trial, { generation: 0 }),
      result: result(trial),
    }));
    await appendToIndex(group, ended);
    const text = readFileSync(indexFile(group), "utf8");
    const index = new IndexFollower(group);
    const generations = async () => {
      let pieces = 0;
      let trials = 0;
      for await (const read of index.read()) {
        pieces++;
        trials += read.reduce((sum, each) => sum + each.ended.length, 0);
      }
      return { pieces, trials };
    };
    writeFileSync(indexFile(group), text.slice(0, -20));
    const first = await generations();
    assert.ok(first.pieces > 1 && first.trials === 0, `${first.pieces} pieces, ${first.trials} trials`);
    writeFileSync(indexFile(group), text);
    assert.deepEqual(await generations(), { pieces: 1, trials: 600 });
    assert.deepEqual(await generations(), { pieces: 0, trials: 0 });
  });
});
