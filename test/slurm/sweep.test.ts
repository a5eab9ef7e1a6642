/**
 * `sweep` with workers that a scheduler starts, and kills in the middle of their trials: each trial has one result, and
 * all files, including weights, equal those of a single worker.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSweep } from "../../src/trainer/group/createSweep";
import { GroupWorker } from "../../src/trainer/group/worker";
import { type Outcome, Terminal } from "../cli/terminal";
import { until } from "../e2e/until";
import { isAlive } from "../isAlive";
import { temporaryFolder } from "../launch/temporary";
import { identityOf, irisSweep } from "../trainer/group/sweeps";
import { type Cluster, startSlurm } from "./cluster";
import { startSshHost } from "./sshHost";

const trials = 40;
/** A busy machine trains slowly. */
const tenMinutes = 600_000;

describe("a sweep by workers of a scheduler", function () {
  this.timeout(2 * tenMinutes);
  const folder = temporaryFolder("sweep");
  const hold = join(folder.path, "hold");
  const search = { type: "random", trials, generation: 8, seed: 3 };
  const parameters = {
    // No trial overflows: the files of a failed attempt depend on when it was stopped before.
    "training.optimizer.learningRate": { log: [0.0005, 0.02] },
    "layers[0].units": { integer: [2, 8] },
  };
  const configOf = (executor: object) =>
    irisSweep({ training: { epochs: 600 }, sweep: { search, parameters, executor } });
  let alone: Record<string, string>;
  let terminal: Terminal | undefined;

  before(async () => {
    const config = join(folder.path, "iris.network.json");
    writeFileSync(config, JSON.stringify(configOf({ type: "local" })));
    const group = await createSweep(config);
    await new GroupWorker(group).run();
    alone = identityOf(group);
    const weights = Object.keys(alone).filter((name) => name.endsWith("best.npz"));
    assert.equal(weights.length, trials);
  });
  after(() => folder.remove());
  afterEach(() => {
    terminal?.remove();
    terminal = undefined;
  });

  /** Writes a config, and runs `sweep` for it; accepted lines are stored beside it. */
  function sweeping(environment: NodeJS.ProcessEnv, executor: object) {
    const own = new Terminal({ ...environment, XDG_DATA_HOME: join(folder.path, "accepted") });
    terminal = own;
    own.write("iris.network.json", configOf(executor));
    const runs = join(own.path, ".matrix-network", "iris");
    const names = () => (existsSync(runs) ? readdirSync(runs).filter((name) => name.startsWith("sweep-")) : []);
    return {
      /** Waits for the group and returns its folder. */
      async group(): Promise<string> {
        await until(async () => names().length === 1, "the group is there");
        return join(runs, names()[0]);
      },
      start: (...args: string[]) => own.start("sweep", ...args),
      call: (...args: string[]) => own.call("sweep", ...args),
    };
  }
  const isOver = ({ code, stdout, stderr }: Outcome) => {
    assert.equal(code, 0, stderr);
    assert.ok(stdout.includes(`\nover: ${trials} trials done\n`), stdout);
  };
  const resultsOf = (group: string) =>
    readdirSync(join(group, "trials")).filter((name) => existsSync(join(group, "trials", name, "result.json")));
  const attemptsOf = (group: string) =>
    readdirSync(join(group, "trials"), { recursive: true, encoding: "utf8" }).filter((name) =>
      /claim\.\d+$/.test(name),
    );
  /** Returns the group's files that differ from those of a single worker: results, generations and weights. */
  const differences = (group: string) => {
    const found = identityOf(group);
    return Object.keys({ ...alone, ...found }).filter((name) => found[name] !== alone[name]);
  };
  // The test waits for the requeued element and for slurmd.
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

    it("comes out the same, though a worker is requeued and slurmd is killed", async () => {
      const setup = [`export HOLD=${hold} NODE_OPTIONS=--require=${join(__dirname, "slow.cjs")}`];
      writeFileSync(hold, "");
      const sweep = sweeping(cluster.environment, { type: "slurm", node: process.execPath, setup, workers: 3 });
      const started = await sweep.start("iris.network.json", "--yes");
      const group = await sweep.group();
      await until(async () => attemptsOf(group).length >= 3, "each worker has begun a trial");
      const [element] = await jobs("--states=RUNNING", "--format=%i");
      await cluster.run("scontrol", "requeue", element);
      await until(async () => (await jobs("--states=RUNNING", "--format=%i")).includes(element), "it runs again");
      assert.match(await cluster.run("scontrol", "show", "job", element), /Restarts=1/);
      await cluster.killSlurmd();
      await cluster.nodeIs("down*", "down");
      await cluster.startSlurmd();
      assert.ok(resultsOf(group).length < trials);
      rmSync(hold);
      isOver(await started.ended);
      await until(async () => (await jobs()).length === 0, "all workers have left");

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
      const { start, cancel } = recipe("parallel");
      const sweep = sweeping(host.environment, { type: "command", workers: 3, start, cancel });
      const started = await sweep.start("iris.network.json", "--yes");
      const group = await sweep.group();
      await until(async () => resultsOf(group).length > 0, "a trial has ended");
      started.process.kill("SIGINT");
      assert.equal((await started.ended).code, 130);
      const then = resultsOf(group).length;
      await until(async () => resultsOf(group).length > then, "the workers go on without the terminal");
      assert.equal((await sweep.call(group, "--cancel")).code, 0);
      await left(group);
      assert.ok(resultsOf(group).length < trials);
      isOver(await sweep.call(group));
      await left(group);
      assert.equal(resultsOf(group).length, trials);
      assert.deepEqual(differences(group), []);
    } finally {
      await host.stop();
      ssh.remove();
    }
  });
});

/** Returns the executor of a config in docs/scaling.md whose start line contains this word. */
function recipe(word: string): { start: string; cancel: string } {
  const page = readFileSync(join(__dirname, "../../docs/scaling.md"), "utf8");
  const blocks = [...page.matchAll(/```jsonc?\n"executor": (\{.*?\n\})\n```/gs)].map(([, json]) => JSON.parse(json));
  const found = blocks.find(({ start }) => start?.includes(word));
  assert.ok(found, word);
  return found;
}
