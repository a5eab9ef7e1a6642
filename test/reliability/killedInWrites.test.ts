/**
 * A training that is killed at any of its file operations, including the renames of checkpoints; every second one is
 * killed again when it is resumed.
 */
import assert from "node:assert/strict";
import { RandomStream } from "../../src/core/random";
import { readEvents } from "../../src/runs/events";
import { readRun } from "../../src/runs/summary";
import { amount, firstSeed, fullOf, recorded } from "../soak";
import { FaultyTraining } from "./faultyTraining";

const id = "killed-in-writes";
const kills = amount(fullOf(id));
const seed = firstSeed();

describe("a training that is killed while it writes", function () {
  this.timeout(1_800_000);
  let training: FaultyTraining;
  before(async () => {
    training = await FaultyTraining.prepare();
  });
  after(() => training.workspace.remove());

  it(`can be resumed to the same end: ${kills} kills from seed ${seed}`, () =>
    recorded(id, kills, async (held) => {
      const random = new RandomStream(seed, "sample");
      let missed = 0;
      for (let kill = 0; kill < kills; kill++) {
        const [where, share, whereResumed] = [0, 1, 2].map((i) => random.uniform(3 * kill + i));
        // Spreads the kills over the operations of a training; every third kill hits the write of a checkpoint.
        const at = (count: number) => Math.floor(((kill + where) / kills) * count);
        const { checkpointWrites, operations } = training;
        const operation = kill % 3 === 2 ? checkpointWrites[at(checkpointWrites.length)] : 1 + at(operations);
        let ended = await training.call(`kill:${operation}:${share}`, ["train", training.config]);
        const run = training.run();
        if (run && kill % 2 === 1) {
          const left = Math.max(1, operations - operation);
          const again = `kill:${1 + Math.floor(whereResumed * left)}:${share}`;
          ended = await training.call(again, ["resume", run]);
        }
        // If the lock was renewed less often than usual, the training ended before the operation.
        assert.ok(ended.signal === "SIGKILL" || ended.code === 0, `operation ${operation}: ${ended.stderr}`);
        if (ended.code === 0) missed++;
        if (run) {
          await readEvents(run);
          if ((await readRun(run)).state === "crashed") await training.resume(run);
          else await training.isWhole(run, { isLocked: true });
        }
        training.clear();
        held();
      }
      assert.ok(missed <= kills / 10, `${missed} of ${kills} ended before they were killed`);
    }));
});
