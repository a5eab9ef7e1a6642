/** The executor and a real Slurm: its options are Slurm's, names may be awkward, and a worker has time to hand on its trial. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeExecutor } from "../../src/executors";
import type { Executor, SlurmOptions } from "../../src/executors/types";
import { until } from "../e2e/until";
import { temporaryFolder } from "../launch/temporary";
import { type Cluster, startSlurm } from "./cluster";

/** Stands in for dist/cli.js: writes down how it was started and which signals came, and ends at SIGTERM. */
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

  it("says why workers wait", async () => {
    const { executor } = await startedIn("waits", { workers: 2, options: ["--hold"] });
    assert.deepEqual(await executor.look(), {
      left: 2,
      pending: "2 of 2 workers wait: it is held; scontrol release lets it go (JobHeldUser)",
    });
    await executor.cancel();
    await jobsEnd();
    assert.deepEqual(await executor.look(), { left: 0 });
  });

  it("starts more workers than an array may have", async () => {
    const { group, executor } = await startedIn("many", { workers: 7, options: ["--overcommit"] });
    await until(async () => (await cluster.run("squeue", "--noheader", "--array")).split("\n").length === 7, "7 jobs");
    await isThere(group, "args-0");
    await executor.cancel();
    await jobsEnd();
  });

  it("reports what Slurm refuses, in its words", async () => {
    await assert.rejects(startedIn("refused", { partition: "moon" }), {
      code: "executor-refused",
      message: /^sbatch failed: sbatch: error: invalid partition specified: moon; .*; check sweep\.executor$/,
    });
  });

  it("gives a worker SIGUSR2 before its time is up", async () => {
    const { group } = await startedIn("limit", { time: "00:01:00", options: ["--signal=B:USR2@5"] });
    await isThere(group, "args-0");
    await isThere(group, "SIGUSR2-0");
    await isThere(group, "SIGTERM-0");
    await jobsEnd();
  });
});
