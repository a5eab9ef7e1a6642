/**
 * A sweep by workers that a scheduler starts, and that it ends in the middle of their trials: every trial has one result, and all
 * of them, the weights included, are those of one worker alone.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeExecutor } from "../../src/executors";
import type { ExecutorOptions } from "../../src/executors/types";
import { createSweep } from "../../src/trainer/group/createSweep";
import { GroupWorker } from "../../src/trainer/group/worker";
import { bundled } from "../bundled";
import { until } from "../e2e/until";
import { temporaryFolder } from "../launch/temporary";
import { isSoak } from "../soak";
import { identityOf, irisSweep } from "../trainer/group/sweeps";
import { type Cluster, startSlurm } from "./cluster";
import { startSshHost } from "./sshHost";

const trials = 40;
/** A busy machine trains slowly. */
const tenMinutes = 600_000;

describe("a sweep by workers of a scheduler", function () {
  this.timeout(2 * tenMinutes);
  const folder = temporaryFolder("sweep");
  const config = join(folder.path, "iris.network.json");
  const hold = join(folder.path, "hold");
  let alone: Record<string, string>;
  let environment: NodeJS.ProcessEnv;

  before(async () => {
    environment = process.env;
    const search = { type: "random", trials, generation: 8, seed: 3 };
    const parameters = {
      // None overflows: what a failed attempt leaves depends on when it was stopped before.
      "training.optimizer.learningRate": { log: [0.0005, 0.02] },
      "layers[0].units": { integer: [2, 8] },
    };
    const sweep = { search, parameters };
    writeFileSync(config, JSON.stringify(irisSweep({ training: { epochs: 600 }, sweep })));
    const group = await createSweep(config, { runsDir: join(folder.path, "alone") });
    await new GroupWorker(group).run();
    alone = identityOf(group);
    const weights = Object.keys(alone).filter((name) => name.endsWith("best.npz"));
    assert.equal(weights.length, trials);
  });
  after(() => folder.remove());
  afterEach(() => {
    process.env = environment;
  });

  const executorOf = async (group: string, options: ExecutorOptions) =>
    makeExecutor(options, { group, folder: folder.path, script: await bundled("src/cli/main.ts") });
  const resultsOf = (group: string) =>
    readdirSync(join(group, "trials")).filter((name) => existsSync(join(group, "trials", name, "result.json")));
  const attemptsOf = (group: string) =>
    readdirSync(join(group, "trials"), { recursive: true, encoding: "utf8" }).filter((name) =>
      /claim\.\d+$/.test(name),
    );
  /** Files of the group that are not, byte for byte, those of one worker alone: results, generations and weights. */
  const differences = (group: string) => {
    const found = identityOf(group);
    return Object.keys({ ...alone, ...found }).filter((name) => found[name] !== alone[name]);
  };
  const isOver = (group: string) =>
    until(async () => existsSync(join(group, "generations", "0004.json")), "the last generation is closed", tenMinutes);

  // Minutes of waiting: for the time limit, for the requeued element and for slurmd.
  if (isSoak)
    describe("of Slurm", () => {
      const slurm = temporaryFolder("slurm");
      let cluster: Cluster;
      before(async () => {
        cluster = await startSlurm(slurm.path, { cpus: 4 });
      });
      after(async () => {
        await cluster?.stop();
        slurm.remove();
      });
      afterEach(function () {
        if (this.currentTest?.state === "failed") console.log(cluster.log());
      });
      const jobs = async (...format: string[]) =>
        (await cluster.run("squeue", "--noheader", "--array", ...format)).split("\n").filter((line) => line !== "");

      it("comes out the same, though their time is up, one is requeued and slurmd is killed", async () => {
        process.env = cluster.environment;
        const group = await createSweep(config);
        const setup = [`export HOLD=${hold} NODE_OPTIONS=--require=${join(__dirname, "slow.cjs")}`];
        const common = { type: "slurm", node: process.execPath, setup } as const;
        writeFileSync(hold, "");

        const limited = { workers: 2, time: "00:01:00", options: ["--signal=B:USR2@5"] };
        await (await executorOf(group, { ...common, ...limited })).start();
        await until(async () => attemptsOf(group).length > 0, "a trial has begun");
        await until(async () => (await jobs()).length === 0, "the time of all workers is up");
        const first = resultsOf(group).length;
        assert.ok(first < trials, `${first} results`);

        const executor = await executorOf(group, { ...common, workers: 3 });
        const before = attemptsOf(group).length;
        await executor.start();
        await until(async () => attemptsOf(group).length >= before + 3, "each worker has begun a trial");
        const [element] = await jobs("--states=RUNNING", "--format=%i");
        await cluster.run("scontrol", "requeue", element);
        await until(async () => (await jobs("--states=RUNNING", "--format=%i")).includes(element), "it runs again");
        assert.match(await cluster.run("scontrol", "show", "job", element), /Restarts=1/);
        await cluster.killSlurmd();
        await cluster.nodeIs("down*", "down");
        await cluster.startSlurmd();
        assert.ok(resultsOf(group).length < trials);
        rmSync(hold);
        await isOver(group);
        await until(async () => (await executor.look()).left === 0, "all workers have left");

        assert.equal(resultsOf(group).length, trials);
        const attempts = attemptsOf(group).length;
        assert.ok(attempts > trials, `${attempts} attempts`);
        assert.deepEqual(differences(group), []);
      });
    });

  it("comes out the same over ssh, by the lines for GNU parallel in docs/scaling.md", async () => {
    const ssh = temporaryFolder("ssh");
    const left = (group: string) => {
      const pid = Number(readFileSync(join(group, "workers", "parallel.pid"), "utf8"));
      return until(async () => !isAlive(pid), "all workers have left");
    };
    const host = await startSshHost(ssh.path);
    try {
      process.env = host.environment;
      const group = await createSweep(config);
      const { start, cancel } = recipe("parallel");
      const executor = await executorOf(group, { type: "command", workers: 3, start, cancel });
      await executor.start();
      await until(async () => resultsOf(group).length > 0, "a trial has ended");
      await executor.cancel();
      await left(group);
      assert.ok(resultsOf(group).length < trials);
      await executor.start();
      await isOver(group);
      await left(group);
      assert.equal(resultsOf(group).length, trials);
      assert.deepEqual(differences(group), []);
    } finally {
      await host.stop();
      ssh.remove();
    }
  });
});

/** The executor of a config in docs/scaling.md whose start line has this word. */
function recipe(word: string): { start: string; cancel: string } {
  const page = readFileSync(join(__dirname, "../../docs/scaling.md"), "utf8");
  const blocks = [...page.matchAll(/```jsonc?\n"executor": (\{.*?\n\})\n```/gs)].map(([, json]) => JSON.parse(json));
  const found = blocks.find(({ start }) => start?.includes(word));
  assert.ok(found, word);
  return found;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie, whose new parent has not looked yet, does nothing.
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
