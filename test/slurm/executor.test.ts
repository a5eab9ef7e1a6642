/** The executor with a real Slurm: its options, unusual names, and enough time for a worker to hand on its trial. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeExecutor } from "../../src/executors";
import type { Executor, SlurmOptions } from "../../src/executors/types";
import { runOfTrial } from "../../src/groups/names";
import { listTrials } from "../../src/groups/trials";
import { createSweep } from "../../src/trainer/group/createSweep";
import { GroupWorker } from "../../src/trainer/group/worker";
import { Terminal } from "../cli/terminal";
import { until } from "../e2e/until";
import { temporaryFolder } from "../launch/temporary";
import { identityOf, irisSweep } from "../trainer/group/sweeps";
import { type Cluster, startSlurm } from "./cluster";

/** Replaces dist/cli.js: records how it was started and which signals it got, and exits on SIGTERM. */
const worker = `
  const fs = require("node:fs");
  const note = (name, text = "") => fs.writeFileSync(process.argv[3] + "/" + name, text);
  const element = process.env.SLURM_ARRAY_TASK_ID;
  for (const signal of ["SIGUSR2", "SIGTERM", "SIGCONT"]) {
    process.on(signal, () => {
      note(signal + "-" + element);
      if (signal === "SIGTERM") process.exit(0);
    });
  }
  console.log("element " + element);
  note("args-" + element, JSON.stringify({ args: process.argv.slice(2), setup: process.env.SETUP, cwd: process.cwd() }));
  setInterval(() => {}, 1000);
`;

describe("the executor of Slurm", () => {
  const folder = temporaryFolder("slurm");
  let cluster: Cluster;
  let previous: NodeJS.ProcessEnv;
  const terminals: Terminal[] = [];

  before(async () => {
    cluster = await startSlurm(folder.path, { cpus: 4 });
    previous = { ...process.env };
    process.env.SLURM_CONF = cluster.environment.SLURM_CONF;
    writeFileSync(join(folder.path, "worker.cjs"), worker);
  });
  after(async () => {
    if (previous) process.env = previous;
    await cluster?.stop();
    folder.remove();
    for (const terminal of terminals) terminal.remove();
  });
  afterEach(function () {
    if (this.currentTest?.state === "failed") console.log(cluster.log());
  });

  async function startedIn(
    name: string,
    options: Partial<SlurmOptions>,
  ): Promise<{ group: string; executor: Executor }> {
    const group = join(folder.path, name, "sweep-20261129T120000Z-ab12");
    mkdirSync(group, { recursive: true });
    const own = { type: "slurm", workers: 1, node: process.execPath, ...options } as const;
    const executor = await makeExecutor(own, { group, folder: folder.path, script: join(folder.path, "worker.cjs") });
    await executor.start();
    return { group, executor };
  }
  const isThere = (...path: string[]) => until(async () => existsSync(join(...path)), `there is ${path.at(-1)}`);
  const jobsEnd = () => until(async () => (await cluster.run("squeue", "--noheader")) === "", "all jobs have ended");

  it("keeps the output of all in one file, where Slurm would take the name of several as it is", async () => {
    const { group, executor } = await startedIn("back\\slash %A", { workers: 2 });
    for (const element of ["0", "1"]) await isThere(group, `args-${element}`);
    assert.deepEqual(readdirSync(join(group, "workers")), ["slurm.txt"]);
    const lines = () =>
      readFileSync(join(group, "workers", "slurm.txt"), "utf8")
        .split("\n")
        .slice(0, 2)
        .sort();
    await until(async () => lines().join() === "element 0,element 1", "both have written");
    await executor.cancel();
    await jobsEnd();
  });

  it("starts workers of a group with an awkward name, in the config's folder, after the setup", async () => {
    const setup = ["export SETUP='a b'"];
    const { group, executor } = await startedIn(`it's 100%A "$HOME"\nnew`, { workers: 2, setup, memory: "50M" });
    for (const element of ["0", "1"]) await isThere(group, `args-${element}`);
    const { args, ...rest } = JSON.parse(readFileSync(join(group, "args-1"), "utf8"));
    assert.deepEqual(args, ["worker", group]);
    assert.deepEqual(rest, { setup: "a b", cwd: folder.path });
    assert.deepEqual(
      readdirSync(join(group, "workers")).map((name) => name.replace(/\d+(?=_)/, "N")),
      ["slurm-N_0.txt", "slurm-N_1.txt"],
    );
    await executor.cancel();
    await isThere(group, "SIGTERM-0");
    await isThere(group, "SIGTERM-1");
    await jobsEnd();
  });

  /** Writes a config, and runs `sweep` for it on the command line. */
  function sweeping(executor: Partial<SlurmOptions>) {
    const terminal = new Terminal({ SLURM_CONF: cluster.environment.SLURM_CONF, XDG_DATA_HOME: folder.path });
    terminals.push(terminal);
    const write = (options: Partial<SlurmOptions>) => {
      // No trial overflows: the files of a failed attempt depend on when it was stopped before.
      const parameters = { "training.optimizer.learningRate": { log: [0.0005, 0.02] } };
      const own = { type: "slurm", node: process.execPath, workers: 2, ...options };
      terminal.write(
        "iris.network.json",
        irisSweep({ training: { epochs: 6000 }, sweep: { parameters, executor: own } }),
      );
    };
    write(executor);
    const parent = join(terminal.path, ".matrix-network", "iris");
    const groups = () => (existsSync(parent) ? readdirSync(parent).filter((name) => name.startsWith("sweep-")) : []);
    const group = () => join(parent, groups()[0]);
    const claims = () =>
      readdirSync(parent, { recursive: true, encoding: "utf8" }).filter((name) => /claim\.\d+$/.test(name));
    return { terminal, write, groups, group, claims };
  }
  const jobs = async () => {
    const listed = await cluster.run("squeue", "--noheader", "--array", "--format=%T");
    return listed.split("\n").filter((line) => line !== "");
  };

  it("has sweep say why workers wait, and end them where they are cancelled", async () => {
    const { terminal, group } = sweeping({ options: ["--hold"] });
    const started = await terminal.start("sweep", "iris.network.json", "--yes");
    const heard = new Promise<void>((resolve) => {
      started.process.stderr?.on("data", (text: string) => text.includes("wait: ") && resolve());
    });
    await heard;
    started.process.kill("SIGINT");
    const { code, stderr } = await started.ended;
    assert.equal(code, 130);
    assert.match(stderr, /^2 of 2 workers wait: it is held; release it with scontrol release \(JobHeldUser\)$/m);
    assert.deepEqual(await jobs(), ["PENDING", "PENDING"]);
    const cancelled = await terminal.call("sweep", group(), "--cancel");
    assert.equal(cancelled.code, 0, cancelled.stderr);
    await jobsEnd();
  });

  it("has sweep report what Slurm refuses, in its words, and leave no group", async () => {
    const { terminal, groups } = sweeping({ partition: "moon" });
    const { code, stderr } = await terminal.call("sweep", "iris.network.json", "--yes");
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^sbatch failed: sbatch: error: invalid partition specified: moon; .*; check sweep\.executor$/m,
    );
    assert.deepEqual(groups(), []);
  });

  it("has sweep go on without its terminal, after the workers' time is up, and with more than an array may have", async () => {
    const hold = join(folder.path, "hold");
    writeFileSync(hold, "");
    // Each turn of the event loop waits: so few that even a slow machine reaches a first checkpoint within the minute.
    const slow = `HOLD_MILLISECONDS=400 NODE_OPTIONS=--require=${join(__dirname, "slow.cjs")}`;
    const setup = [`export HOLD=${hold} ${slow}`];
    const { terminal, write, groups, group, claims } = sweeping({
      setup,
      time: "00:01:00",
      options: ["--signal=B:USR2@5"],
    });
    const started = await terminal.start("sweep", "iris.network.json", "--yes");
    await until(async () => groups().length === 1 && claims().length === 2, "both train");
    started.process.kill("SIGINT");
    assert.equal((await started.ended).code, 130);
    assert.deepEqual(await jobs(), ["RUNNING", "RUNNING"]);

    const joined = await terminal.call("sweep", group());
    assert.equal(joined.code, 2);
    assert.match(
      joined.stderr,
      /^workers {3}2 are already there, so none was started\n.*: no worker is left, but trials/,
    );
    await jobsEnd();
    const trials = await listTrials(group());
    assert.deepEqual(
      trials.map(({ state, proposal }) => [state, existsSync(join(runOfTrial(group(), proposal.trial), "last.npz"))]),
      trials.map(() => ["waiting", true]),
    );

    rmSync(hold);
    write({ workers: 7 });
    const { code, stdout, stderr } = await terminal.call("sweep", group(), "--yes");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^over: 6 trials done$/m);
    await jobsEnd();
    const logs = readdirSync(join(group(), "workers")).map((name) => name.slice(name.indexOf("_")));
    assert.deepEqual(
      logs.sort(),
      ["0", "0", "0", "1", "1", "1", "2", "3", "4"].map((element) => `_${element}.txt`),
    );
    const alone = await createSweep(join(terminal.path, "iris.network.json"), {
      runsDir: join(terminal.path, "alone"),
    });
    await new GroupWorker(alone).run();
    assert.deepEqual(identityOf(group()), identityOf(alone));
  });
});
