/** A training that is repeatedly killed at random moments ends with the weights of an undisturbed one. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { RandomStream } from "../../src/core/random";
import { latestPerEpoch, readEvents } from "../../src/runs/events";
import { bundled } from "../bundled";
import { amount, firstSeed, fullOf, recorded } from "../soak";
import { comparable, finish, irisConfig, last, Workspace, withoutTimes } from "./workspace";

const kills = amount(fullOf("killed-trainings"));
/** Number of kills per training; that many sessions fit into its epochs. */
const killsOfEach = 20;
const seed = firstSeed();

describe("a training that is killed", function () {
  this.timeout(600_000);
  let workspace: Workspace;
  let cli: string;
  let child: ChildProcess | undefined;
  before(async () => {
    cli = await bundled("src/cli/main.ts");
  });
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => {
    child?.kill("SIGKILL");
    workspace.remove();
  });

  /** Resolves once it trains. */
  async function start(...args: string[]): Promise<ChildProcess> {
    const training = spawn(process.execPath, [cli, ...args, "--json"], { stdio: ["ignore", "pipe", "pipe"] });
    child = training;
    let said = "";
    training.stderr.on("data", (bytes) => {
      said += bytes;
    });
    await new Promise<void>((resolve, reject) => {
      training.stdout.on("data", (bytes) => /"type":"(epoch|checkpoint)"/.test(String(bytes)) && resolve());
      training.once("exit", () => reject(new Error(`it ended by itself: ${said}`)));
    });
    return training;
  }

  it(`goes on as if it had gone straight through, bit for bit: ${kills} kills from seed ${seed}`, () =>
    recorded("killed-trainings", kills, async (held) => {
      const random = new RandomStream(seed, "sample");
      const optimizer = { type: "sgd", learningRate: 0.005, momentum: 0.9, nesterov: true };
      const training = { epochs: 1500, keepEvery: 200, checkpointEvery: 5, optimizer };
      const config = workspace.write(irisConfig({ training }));
      const undisturbed = await finish({ train: config });
      for (let done = 0; done < kills; done += killsOfEach) {
        const known = new Set(workspace.runs());
        let run = "";
        for (let kill = done; kill < Math.min(done + killsOfEach, kills); kill++) {
          const killed = await start(...(run === "" ? ["train", config] : ["resume", run]));
          run = workspace.runs().find((each) => !known.has(each)) ?? "";
          await setTimeout(random.uniform(kill) * 60);
          const exit = once(killed, "exit");
          killed.kill("SIGKILL");
          assert.deepEqual(await exit, [null, "SIGKILL"], "it had ended before it was killed");
        }
        const resumed = await finish({ resume: run });
        assert.deepEqual(resumed.done.best, undisturbed.done.best);
        assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(undisturbed.run)));
        const course = async (folder: string) => comparable(latestPerEpoch(await readEvents(folder)));
        assert.deepEqual(await course(run), await course(undisturbed.run));
        held(Math.min(killsOfEach, kills - done));
      }
    }));
});
