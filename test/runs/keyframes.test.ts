/** Kept epochs: which of them are keyframes, and the use of an epoch's two files if one is missing or damaged. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeCheckpoint, readCheckpoint } from "../../src/runs/checkpoint";
import {
  keyframesOf,
  noLongerKeyframes,
  optimizerOfEpoch,
  readKeyframe,
  weightsOfEpoch,
} from "../../src/runs/keyframes";
import { createRun, type RunWriter } from "../../src/runs/writer";
import { checkpoint, manifest, TemporaryFolder } from "./folder";

const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);

describe("keyframes are", () => {
  it("every fifth kept epoch and the newest, and at least four", () => {
    assert.deepEqual(sorted(keyframesOf(0)), []);
    assert.deepEqual(sorted(keyframesOf(3)), [1, 2, 3]);
    assert.deepEqual(sorted(keyframesOf(8)), [5, 6, 7, 8]);
    assert.deepEqual(sorted(keyframesOf(16)), [5, 10, 15, 16]);
    assert.deepEqual(sorted(keyframesOf(23)), [5, 10, 15, 20, 23]);
  });

  it("those of before without the ones that are dropped, so that none comes back that is gone", () => {
    let now = new Set<number>();
    for (let count = 1; count <= 200; count++) {
      const dropped = noLongerKeyframes(count);
      assert.ok(dropped.length <= 1 && dropped.every((kept) => now.has(kept)));
      now = new Set([...now, count].filter((kept) => !dropped.includes(kept)));
      assert.deepEqual(sorted(now), sorted(keyframesOf(count)), `after ${count}`);
      assert.ok(now.size >= Math.min(count, 4));
      // A keyframe is at most four kept epochs away.
      for (let kept = 1; kept <= count; kept++) assert.ok([0, 1, 2, 3, 4].some((i) => kept === i || now.has(kept - i)));
    }
  });
});

describe("a kept epoch", () => {
  let folder: TemporaryFolder;
  let writer: RunWriter;
  beforeEach(async () => {
    folder = new TemporaryFolder();
    writer = await createRun({ configPath: folder.configPath, runsDir: folder.runsDir, manifest });
  });
  afterEach(async () => {
    await writer.close();
    folder.remove();
  });
  const file = (name: string) => join(writer.folder, name);

  it("holds weights, with everything that training needs beside them", async () => {
    const whole = checkpoint(7);
    await writer.checkpoint(whole, ["best.npz", "epochs/7.npz"]);
    const weights = await readCheckpoint(file(weightsOfEpoch(7)));
    assert.deepEqual(
      weights.arrays.map(({ name }) => name),
      ["W0", "b0"],
    );
    assert.deepEqual(weights.state, whole.state);
    assert.deepEqual(await readKeyframe(writer.folder, 7), whole);
    assert.deepEqual(await readCheckpoint(file("best.npz")), whole);
  });

  it("is no keyframe once its accumulators are dropped, and loses no weight", async () => {
    await writer.checkpoint(checkpoint(7), ["epochs/7.npz"]);
    const before = readFileSync(file(weightsOfEpoch(7)));
    await writer.dropAccumulators([7, 8]);
    assert.ok(!existsSync(file(optimizerOfEpoch(7))));
    assert.equal(await readKeyframe(writer.folder, 7), undefined);
    assert.deepEqual(readFileSync(file(weightsOfEpoch(7))), before);
  });

  it("is one file where the optimizer has no accumulators, and always a keyframe", async () => {
    const { arrays, state } = checkpoint(7);
    const plain = { arrays: arrays.slice(0, 2), state };
    await writer.checkpoint(plain, ["epochs/7.npz"]);
    assert.ok(!existsSync(file(optimizerOfEpoch(7))));
    assert.deepEqual(await readKeyframe(writer.folder, 7), plain);
  });

  it("of a run of before has everything in one file, and is a keyframe", async () => {
    await writer.checkpoint(checkpoint(7), ["epochs/7.npz"]);
    rmSync(file(optimizerOfEpoch(7)));
    writeFileSync(file(weightsOfEpoch(7)), encodeCheckpoint(checkpoint(7)));
    assert.deepEqual(await readKeyframe(writer.folder, 7), checkpoint(7));
  });

  it("is no keyframe with the accumulators of other weights, as a kill between two writes leaves them", async () => {
    await writer.checkpoint(checkpoint(7), ["epochs/7.npz"]);
    const others = readFileSync(file(optimizerOfEpoch(7)));
    await writer.checkpoint(checkpoint(8), ["epochs/7.npz"]);
    assert.deepEqual(await readKeyframe(writer.folder, 7), checkpoint(8));
    writeFileSync(file(optimizerOfEpoch(7)), others);
    assert.equal(await readKeyframe(writer.folder, 7), undefined);
  });

  it("is no keyframe with damaged accumulators, and damaged weights are refused", async () => {
    await writer.checkpoint(checkpoint(7), ["epochs/7.npz"]);
    for (const name of [optimizerOfEpoch(7), weightsOfEpoch(7)]) {
      const bytes = readFileSync(file(name));
      bytes[200] ^= 1;
      writeFileSync(file(name), bytes);
      if (name === optimizerOfEpoch(7)) assert.equal(await readKeyframe(writer.folder, 7), undefined);
      else await assert.rejects(readKeyframe(writer.folder, 7), { code: "checkpoint-damaged" });
    }
  });
});
