/** A machine whose power fails while it trains, as far as a program can play that (faults.cjs), and that is started anew. */
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

  /** A lock that was synced by nobody: empty, zeros, or that of a process before the machine was started again. */
  function asFoundLater(run: string): void {
    const file = join(run, "lock");
    if (!existsSync(file)) return;
    const text = readFileSync(file, "utf8");
    try {
      writeFileSync(file, JSON.stringify({ ...JSON.parse(text), boot: "an earlier start" }));
    } catch {
      // It was cut off.
    }
  }

  /** As a resume does it, without the minute in which nothing changes. */
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
            // Only the newest figures of layers may be missing without a word.
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
        // What was synced is whole: a file is there with all of it, or not at all.
        assert.ok(!existsSync(join(run, "last.npz")), String(error));
        return false;
      },
    );
});
