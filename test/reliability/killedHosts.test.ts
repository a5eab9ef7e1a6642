/**
 * A process that has forked a training, like the extension host, is killed: the training saves, exits, and can be
 * resumed.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { RandomStream } from "../../src/core/random";
import { latestPerEpoch, readEvents } from "../../src/runs/events";
import { bundled } from "../bundled";
import { isAlive } from "../isAlive";
import { amount, firstSeed, fullOf, recorded } from "../soak";
import { comparable, finish, irisConfig, last, Workspace, withoutTimes } from "../trainer/workspace";

const id = "killed-hosts";
const kills = amount(fullOf(id));
/** Number of kills per training; that many sessions fit into its epochs. */
const killsOfEach = 10;
const seed = firstSeed();
const optimizer = { type: "sgd", learningRate: 0.005, momentum: 0.9, nesterov: true };

/** Forks a training, and prints its pid once it trains. */
const host = `const { fork } = require("node:child_process");
const [trainer, ...args] = process.argv.slice(1);
const child = fork(trainer, args, { serialization: "advanced" });
child.on("message", ({ type }) => type === "epoch" && console.log(child.pid));
child.on("exit", () => console.log("it ended by itself"));`;

describe("a training whose host is killed", function () {
  this.timeout(1_800_000);
  let workspace: Workspace;
  before(() => {
    workspace = new Workspace();
  });
  after(() => workspace.remove());

  it(`saves and leaves, and can be resumed to the same end: ${kills} kills from seed ${seed}`, () =>
    recorded(id, kills, async (held) => {
      const random = new RandomStream(seed, "sample");
      const trainer = await bundled("src/trainer/process/main.ts");
      const config = workspace.write(irisConfig({ training: { epochs: 1500, checkpointEvery: 500, optimizer } }));
      const undisturbed = await finish({ train: config });
      for (let done = 0; done < kills; done += killsOfEach) {
        const known = new Set(workspace.runs());
        let run = "";
        const end = Math.min(done + killsOfEach, kills);
        for (let kill = done; kill < end; kill++) {
          const args = ["-e", host, trainer, ...(run === "" ? ["train", config] : ["resume", run])];
          const parent = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
          const [pid] = await once(parent.stdout, "data");
          await wait(random.uniform(kill) * 40);
          const exit = once(parent, "exit");
          parent.kill("SIGKILL");
          await exit;
          // Mocha's timeout ends the wait if the training does not exit.
          while (isAlive(Number.parseInt(pid, 10))) await wait(5);
          run = workspace.runs().find((each) => !known.has(each)) ?? "";
          const events = await readEvents(run);
          const ended = events.at(-1);
          assert.ok(ended?.type === "done" && ended.reason === "interrupted", JSON.stringify(ended));
          const epoch = events.findLast((event) => event.type === "epoch");
          // No epoch is lost, although checkpoints are far apart.
          assert.ok((await last(run)).state.epoch >= (epoch?.type === "epoch" ? epoch.epoch : 0));
        }
        const resumed = await finish({ resume: run });
        assert.deepEqual(resumed.done.best, undisturbed.done.best);
        assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(undisturbed.run)));
        const course = async (folder: string) => comparable(latestPerEpoch(await readEvents(folder)));
        assert.deepEqual(await course(run), await course(undisturbed.run));
        held(end - done);
      }
    }));
});
