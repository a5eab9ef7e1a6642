import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Claim } from "../../src/groups/claim";
import { closeGeneration, endedIn, readGeneration, readGenerations, tidyAfter } from "../../src/groups/generations";
import { completeIndex, readIndex } from "../../src/groups/indexLines";
import { generationFile, indexFile, resultFile } from "../../src/groups/names";
import { openTrial, readProposal, readResult, writeResult } from "../../src/groups/trial";
import { listTrials } from "../../src/groups/trials";
import { thisMachine } from "../../src/runs/machine";
import { proposal, result, TemporaryGroup } from "./files";

describe("the trials of a group", () => {
  let folder: TemporaryGroup;
  let group: string;
  beforeEach(async () => {
    folder = await new TemporaryGroup().create();
    group = folder.group;
  });
  afterEach(() => folder.remove());

  const end = async (...trials: number[]) => {
    for (const trial of trials) {
      await openTrial(group, proposal(trial));
      await writeResult(group, result(trial));
    }
  };
  const flipDigit = (file: string) => {
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(/\d/, (digit) => String(9 - Number(digit))),
    );
  };

  it("have one proposal, whoever writes it first", async () => {
    const full = proposal(3, { values: { z: "b", a: 0.1, m: true }, repeats: 1, continues: 2 });
    await openTrial(group, full);
    assert.deepEqual(await readProposal(group, 3), full);
    assert.deepEqual(Object.keys((await readProposal(group, 3)).values), ["z", "a", "m"]);
    const { trial, ...others } = full;
    await openTrial(group, { ...others, trial });
    await assert.rejects(openTrial(group, { ...full, seed: 8 }), { code: "proposal-differs", exitCode: 5 });
  });

  it("have one result, the first one", async () => {
    await openTrial(group, proposal(0));
    assert.equal(await readResult(group, 0), undefined);
    const first = result(0, { weights: "ab", best: { epoch: 2, figures: { validationAccuracy: 0.9 } } });
    assert.equal(await writeResult(group, first), true);
    assert.equal(await writeResult(group, result(0, { objectives: [0.5] })), false);
    assert.deepEqual(await readResult(group, 0), first);
    flipDigit(resultFile(group, 0));
    await assert.rejects(readResult(group, 0), { code: "group-damaged" });
  });

  it("close their generation when the last one has its result", async () => {
    const proposals = [proposal(1), proposal(0)];
    await end(1);
    assert.equal(await closeGeneration(group, 0, proposals), undefined);
    assert.equal(await readGeneration(group, 0), undefined);
    await end(0);
    const closed = await closeGeneration(group, 0, proposals);
    assert.deepEqual(closed, { generation: 0, proposals, results: [result(0), result(1)] });
    assert.deepEqual(await readGenerations(group), [closed]);
  });

  it("close it with the same bytes, whoever does it, and once in the index", async () => {
    const proposals = [proposal(0), proposal(1)];
    await end(0, 1);
    const known = new Map([0, 1].map((trial) => [trial, { ...result(trial), objectives: [0.5, -0] }]));
    const other = await new TemporaryGroup().create();
    try {
      for (const trial of [1, 0]) {
        await openTrial(other.group, proposal(trial));
        await writeResult(other.group, result(trial, { objectives: [0.5, 0] }));
      }
      const all = await Promise.all([1, 2, 3].map(() => closeGeneration(group, 0, proposals, known)));
      const theirs = await closeGeneration(other.group, 0, proposals);
      assert.deepEqual(all, [theirs, theirs, theirs]);
      const bytes = (of: string) => readFileSync(generationFile(of, 0));
      assert.deepEqual(bytes(group), bytes(other.group));
      assert.equal(readFileSync(indexFile(group), "utf8").split("\n").length, 3);
    } finally {
      other.remove();
    }
  });

  it("keep nothing of processes that were killed while they gave a file its name", async () => {
    const trace = (file: string) => join(dirname(file), `.${basename(file)}.4711.0a1b2c3d`);
    await end(0, 1, 2, 3);
    await closeGeneration(group, 0, [proposal(0), proposal(1)]);
    const traces = [resultFile(group, 2), generationFile(group, 0), generationFile(group, 1)].map(trace);
    for (const file of traces) writeFileSync(file, "");
    await closeGeneration(group, 1, [proposal(2), proposal(3)]);
    await tidyAfter(group, 2);
    assert.deepEqual(traces.filter(existsSync), []);
  });

  it("are listed as they stand", async () => {
    await end(0, 1, 2);
    await closeGeneration(group, 0, [proposal(0), proposal(1)]);
    await openTrial(group, proposal(3));
    const claim = await Claim.make(group, 3, 1);
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const machine = await thisMachine();
    await openTrial(group, proposal(4));
    await Claim.make(group, 4, 1, { machine: { ...machine, self: { ...machine.self, pid } } }).then((dead) =>
      dead?.end(),
    );
    await openTrial(group, proposal(5));
    await Claim.make(group, 5, 1, { machine: { ...machine, self: { ...machine.self, host: "far" } } }).then((far) =>
      far?.end(),
    );
    try {
      const trials = await listTrials(group);
      assert.deepEqual(
        trials.map(({ proposal, state, host }) => [proposal.trial, state, host]),
        [
          [0, "done", undefined],
          [1, "done", undefined],
          [2, "done", undefined],
          [3, "running", undefined],
          [4, "waiting", undefined],
          [5, "running", "far"],
        ],
      );
      assert.deepEqual(trials[2].result, result(2));
    } finally {
      await claim?.end();
    }
  });

  it("are listed the same where the index is damaged, or lacks something", async () => {
    await end(0, 1, 2, 3);
    await closeGeneration(group, 0, [proposal(0), proposal(1)]);
    await closeGeneration(group, 1, [proposal(2), proposal(3)]);
    const whole = await listTrials(group);
    assert.equal((await readIndex(group)).size, 2);
    const text = readFileSync(indexFile(group), "utf8");
    for (const damaged of [text.slice(0, -20), text.replace("16", "17"), ""]) {
      writeFileSync(indexFile(group), damaged);
      assert.deepEqual(await listTrials(group), whole);
    }
    rmSync(indexFile(group));
    assert.deepEqual(await listTrials(group), whole);
    assert.equal(existsSync(indexFile(group)), false);
    flipDigit(generationFile(group, 1));
    await assert.rejects(listTrials(group), { code: "group-damaged" });
  });

  it("are in the index again once it is completed, where who closed them was killed", async () => {
    await end(0, 1, 2, 3);
    await closeGeneration(group, 0, [proposal(0), proposal(1)]);
    await closeGeneration(group, 1, [proposal(2), proposal(3)]);
    const text = readFileSync(indexFile(group), "utf8");
    const lines = text.split(/(?<=\n)/);
    // The index lacks a generation, or one of its two lines, or half a line.
    for (const left of [lines.slice(2).join(""), lines.slice(0, 3).join(""), text.slice(0, -20)]) {
      writeFileSync(indexFile(group), left);
      const closed = (await readGenerations(group)).map(endedIn);
      await completeIndex(group, closed);
      assert.equal((await readIndex(group)).size, 2, left);
      const once = readFileSync(indexFile(group), "utf8");
      await completeIndex(group, closed);
      assert.equal(readFileSync(indexFile(group), "utf8"), once);
    }
  });
});
