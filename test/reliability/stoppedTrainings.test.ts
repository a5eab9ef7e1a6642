/** A training that the system suspends, as on a sleeping machine or with Ctrl-Z: it keeps its run and continues. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { RandomStream } from "../../src/core/random";
import { latestPerEpoch, readEvents } from "../../src/runs/events";
import { readRun } from "../../src/runs/summary";
import { bundled } from "../bundled";
import { amount, firstSeed, fullOf, recorded } from "../soak";
import { comparable, finish, irisConfig, last, Workspace, withoutTimes } from "../trainer/workspace";

const id = "stopped-trainings";
const stops = amount(fullOf(id));
/** Number of stops per training; that many fit into its epochs. */
const stopsOfEach = 10;
const seed = firstSeed();
const optimizer = { type: "sgd", learningRate: 0.005, momentum: 0.9, nesterov: true };

describe("a training that is stopped by a signal", function () {
  if (process.platform === "win32") return;
  this.timeout(1_800_000);
  let workspace: Workspace;
  let child: ChildProcess | undefined;
  before(() => {
    workspace = new Workspace();
  });
  after(() => {
    child?.kill("SIGKILL");
    workspace.remove();
  });

  it(`goes on where it was, and nobody takes its run meanwhile: ${stops} stops from seed ${seed}`, () =>
    recorded(id, stops, async (held) => {
      const random = new RandomStream(seed, "sample");
      const cli = await bundled("src/cli/main.ts");
      const config = workspace.write(irisConfig({ training: { epochs: 1500, checkpointEvery: 20, optimizer } }));
      const undisturbed = await finish({ train: config });
      for (let done = 0; done < stops; done += stopsOfEach) {
        const known = new Set(workspace.runs());
        const training = spawn(process.execPath, [cli, "train", config, "--json"], {
          stdio: ["ignore", "pipe", "inherit"],
        });
        child = training;
        const exit = once(training, "exit");
        await new Promise<void>((resolve) => {
          training.stdout.on("data", (bytes) => String(bytes).includes('"type":"epoch"') && resolve());
        });
        const run = workspace.runs().find((each) => !known.has(each)) ?? "";
        const end = Math.min(done + stopsOfEach, stops);
        for (let stop = done; stop < end; stop++) {
          await wait(random.uniform(stop) * 20);
          training.kill("SIGSTOP");
          await assert.rejects(finish({ resume: run }), { code: "run-locked" });
          assert.equal((await readRun(run)).state, "running");
          training.kill("SIGCONT");
        }
        assert.equal((await readRun(run)).state, "running", "it had ended before it was stopped");
        assert.deepEqual(await exit, [0, null]);
        assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(undisturbed.run)));
        const course = async (folder: string) => comparable(latestPerEpoch(await readEvents(folder)));
        assert.deepEqual(await course(run), await course(undisturbed.run));
        held(end - done);
      }
    }));
});
