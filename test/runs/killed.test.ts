/** Whenever a run's writer is killed, the run can be read and resumed. */
import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { RandomStream } from "../../src/core/random";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { readEvents } from "../../src/runs/events";
import { readRun } from "../../src/runs/summary";
import { reopenRun } from "../../src/runs/writer";
import { bundled } from "../bundled";
import { amount, firstSeed, fullOf, recorded } from "../soak";
import { checkpoint, TemporaryFolder } from "./folder";

const kills = amount(fullOf("killed-writers"));
const seed = firstSeed();

describe("a run folder whose writer is killed", () => {
  let folder: TemporaryFolder;
  let child: ChildProcess | undefined;
  before(async () => {
    await bundled("test/runs/writeForever.ts");
    folder = new TemporaryFolder();
  });
  after(() => {
    child?.kill("SIGKILL");
    folder.remove();
  });

  it(`is readable and can be gone on with, whatever was being written: ${kills} kills from seed ${seed}`, () =>
    recorded("killed-writers", kills, async (held) => {
      const random = new RandomStream(seed, "sample");
      let run = "";
      let step = 1;
      for (let kill = 0; kill < kills; kill++) {
        const args = run === "" ? ["create", folder.configPath] : ["resume", run];
        const script = await bundled("test/runs/writeForever.ts");
        const writing = fork(script, [...args, String(step)], { execArgv: [] });
        child = writing;
        let messages = 0;
        await new Promise<void>((resolve, reject) => {
          writing.on("message", (message: { folder: string; step: number }) => {
            run = message.folder;
            step = message.step;
            if (++messages === 3) resolve();
          });
          writing.once("exit", () => reject(new Error("the writer ended by itself")));
        });
        // A step takes some milliseconds: the kill comes at a random time within it.
        await setTimeout(random.uniform(kill) * 15);
        const exit = once(writing, "exit");
        writing.kill("SIGKILL");
        await exit;

        assert.equal((await readRun(run)).state, "crashed");
        const saved = await readSaved(run);
        assert.ok(saved >= step && saved <= step + 1, `step ${saved} after ${step}`);
        assert.ok((await readEvents(run)).length > step);
        const writer = await reopenRun(run);
        assert.equal((await readRun(run)).state, "running");
        await writer.close();
        const names = readdirSync(run, { recursive: true, encoding: "utf8" });
        assert.deepEqual(
          names.filter((name) => /(^|[\\/])\./.test(name)),
          [],
        );
        held();
      }
    }));
});

/** Reads all checkpoints; returns the step of the last one. */
async function readSaved(run: string): Promise<number> {
  const names = readdirSync(run, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".npz"));
  for (const name of names) {
    const { arrays, state } = await readCheckpoint(join(run, name));
    const written = checkpoint(state.step, 300_000).arrays;
    assert.ok(arrays.length > 0);
    for (const array of arrays)
      assert.deepEqual(
        array,
        written.find((each) => each.name === array.name),
      );
  }
  return (await readCheckpoint(join(run, "last.npz"))).state.step;
}
