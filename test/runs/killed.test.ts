import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { readEvents } from "../../src/runs/events";
import { readRun } from "../../src/runs/summary";
import { reopenRun } from "../../src/runs/writer";
import { checkpoint, TemporaryFolder } from "./folder";

const script = require.resolve("./writeForever.ts");

describe("a run folder whose writer is killed", () => {
  let folder: TemporaryFolder;
  let child: ChildProcess | undefined;
  before(() => {
    folder = new TemporaryFolder();
  });
  after(() => {
    child?.kill("SIGKILL");
    folder.remove();
  });

  it("is readable and can be gone on with, whatever was being written", async () => {
    let run = "";
    let step = 1;
    for (const wait of [0, 1, 3, 7, 13]) {
      const args = run === "" ? ["create", folder.configPath] : ["resume", run];
      child = fork(script, [...args, String(step)], { execArgv: ["--import", "tsx"] });
      const messages = { count: 0 };
      child.on("message", (message: { folder: string; step: number }) => {
        run = message.folder;
        step = message.step;
        messages.count++;
      });
      while (messages.count < 3) await setTimeout(1);
      await setTimeout(wait);
      child.kill("SIGKILL");
      await once(child, "exit");

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
    }
  });
});

/** Reads every checkpoint there is; the step of the last one. */
async function readSaved(run: string): Promise<number> {
  const names = readdirSync(run, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".npz"));
  for (const name of names) {
    const read = await readCheckpoint(join(run, name));
    assert.deepEqual(read.arrays[2].values, checkpoint(read.state.step, 300_000).arrays[2].values);
  }
  return (await readCheckpoint(join(run, "last.npz"))).state.step;
}
