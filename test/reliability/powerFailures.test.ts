/** A machine that loses power during a training, as far as a program can simulate that (faults.cjs), and restarts. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RandomStream } from "../../src/core/random";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { Lock } from "../../src/runs/lock";
import { readRun } from "../../src/runs/summary";
import { amount, firstSeed, fullOf, recorded } from "../soak";
import { FaultyTraining } from "./faultyTraining";

const id = "power-failures";
const failures = amount(fullOf(id));
const seed = firstSeed();

describe("a training whose machine loses power", function () {
  this.timeout(1_800_000);
  let training: FaultyTraining;
  before(async () => {
    training = await FaultyTraining.prepare();
  });
  after(() => training.workspace.remove());

  /** Gives the lock an earlier boot of the machine; an unsynced lock may also be empty or all zeros. */
  function asFoundLater(run: string): void {
    const file = join(run, "lock");
    if (!existsSync(file)) return;
    const text = readFileSync(file, "utf8");
    try {
      writeFileSync(file, JSON.stringify({ ...JSON.parse(text), boot: "an earlier start" }));
    } catch {
      // The lock was truncated.
    }
  }

  /** Takes over the lock as a resume does, without waiting for the minute in which it must not change. */
  async function takeOver(run: string): Promise<void> {
    let now = 0;
    const sleep = async (milliseconds: number) => {
      now += milliseconds;
    };
    const lock = await Lock.take(run, { clock: { now: () => now, sleep } });
    await lock.release();
  }

  it(`can be resumed to the same end: ${failures} failures from seed ${seed}`, () =>
    recorded(id, failures, async (held) => {
      const random = new RandomStream(seed, "sample");
      let resumed = 0;
      for (let failure = 0; failure < failures; failure++) {
        const [where, share] = [random.uniform(2 * failure), random.uniform(2 * failure + 1)];
        const operation = 1 + Math.floor(((failure + where) / failures) * (training.operations - 2));
        const fault = `power:${operation}:${share}`;
        const { signal, stderr } = await training.call(fault, ["train", training.config]);
        assert.equal(signal, "SIGKILL", `${fault}: ${stderr}`);
        const run = training.run();
        if (run) {
          asFoundLater(run);
          await readRun(run);
          await takeOver(run);
          if (await hasCheckpoint(run)) {
            const warnings = await training.resume(run, { course: "some" });
            // Only the newest layer statistics may be missing without a warning.
            if (!warnings.includes("metrics-lost")) await training.isWhole(run, { course: "epochs" });
            resumed++;
          }
        }
        training.clear();
        held();
      }
      assert.ok(resumed > failures / 2, `${resumed} of ${failures} had something to go on from`);
    }));

  const hasCheckpoint = (run: string) =>
    readCheckpoint(join(run, "last.npz")).then(
      () => true,
      (error) => {
        // A synced file is complete: it exists with all its contents, or not at all.
        assert.ok(!existsSync(join(run, "last.npz")), String(error));
        return false;
      },
    );
});
