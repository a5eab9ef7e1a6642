/** The calls of Slurm's programs, and the interpretation of their answers; test/slurm uses real ones. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { NetworkError } from "../../src/core/errors";
import type { Programs } from "../../src/executors/program";
import { slurmExecutor } from "../../src/executors/slurm";
import type { SlurmOptions } from "../../src/executors/types";
import { temporaryFolder } from "../launch/temporary";

interface Call {
  program: string;
  args: readonly string[];
  input: string | undefined;
}

/** Simulates Slurm's programs; a user may have `mostJobs` jobs at a time. */
function slurm({ maxArraySize = 1001, maxJobs = 10_000, squeue = "" } = {}) {
  const calls: Call[] = [];
  let jobs = 0;
  const programs: Programs = {
    async run(program, args, input) {
      calls.push({ program, args, input });
      if (program === "scontrol")
        return `Configuration data\nMaxArraySize            = ${maxArraySize}\nMaxJobCount = 9\n`;
      if (program === "squeue") return squeue;
      if (program !== "sbatch") return "";
      const last = Number(
        args
          .find((each) => each.startsWith("--array="))
          ?.split("-")
          .at(-1),
      );
      if (jobs + last + 1 > maxJobs) {
        const reason = "sbatch: error: AssocMaxSubmitJobLimit; sbatch: error: Batch job submission failed";
        throw new NetworkError("executor-refused", { program, reason });
      }
      jobs += last + 1;
      return "17";
    },
  };
  const arrays = () =>
    calls.filter(({ program }) => program === "sbatch").map(({ args }) => args.find((arg) => /^--array/.test(arg)));
  return { calls, programs, arrays };
}

describe("Slurm's workers", () => {
  let folder: { path: string; remove(): void };
  beforeEach(() => {
    folder = temporaryFolder("executor");
  });
  afterEach(() => folder.remove());

  const work = () => ({ group: join(folder.path, "sweep-1"), folder: "/home/ann/iris", script: "/opt/mn/cli.js" });
  const executor = (options: Partial<SlurmOptions>, { programs }: { programs: Programs }) =>
    slurmExecutor({ type: "slurm", workers: 4, ...options }, work(), programs);

  it("are one job array, whose script becomes the worker", async () => {
    const cluster = slurm();
    const made = await executor({ node: "/opt/node 20/bin/node", setup: ["module load gcc"] }, cluster);
    assert.deepEqual(await made.start(), { workers: 4 });
    const [, { program, args, input }] = cluster.calls;
    assert.equal(program, "sbatch");
    assert.deepEqual(args, [
      "--parsable",
      "--job-name=matrix-network-sweep-1",
      "--array=0-3",
      "--ntasks=1",
      "--cpus-per-task=1",
      "--requeue",
      "--open-mode=append",
      "--signal=B:USR2@30",
      "--chdir=/home/ann/iris",
      `--output=${folder.path}/sweep-1/workers/slurm-%A_%a.txt`,
    ]);
    assert.equal(
      input,
      `#!/bin/bash\nmodule load gcc\nexec '/opt/node 20/bin/node' /opt/mn/cli.js worker ${folder.path}/sweep-1\n`,
    );
    assert.ok(existsSync(join(folder.path, "sweep-1", "workers")), "Slurm makes no folder for the output");
  });

  it("get what the config says, its further options last", async () => {
    const cluster = slurm();
    const said = { partition: "short", time: "1:00:00", memory: "2G", account: "a b", qos: "low", constraint: "avx2" };
    const made = await executor({ ...said, cpusPerTask: 3, options: ["--nice=100"] }, cluster);
    await made.start();
    const [, { args }] = cluster.calls;
    const own = ["--partition=short", "--time=1:00:00", "--mem=2G", "--account=a b", "--qos=low", "--constraint=avx2"];
    assert.deepEqual(args.slice(-7), [...own, "--nice=100"]);
    assert.ok(args.includes("--cpus-per-task=3"));
  });

  it("are shown as the lines that will run", async () => {
    const made = await executor({ account: "a b" }, slurm());
    assert.match(made.lines[0], /^sbatch --parsable .* '--account=a b' <<'END'$/);
    assert.deepEqual([made.lines[1], made.lines.at(-1)], ["#!/bin/bash", "END"]);
    assert.match(made.cancelLines.join("\n"), /^scancel --user=\S+ --name=matrix-network-sweep-1$/);
  });

  it("are shown as one command, also where a line of the setup looks like the end of its script", async () => {
    const { lines } = await executor({ setup: ["END", "rm x"] }, slurm());
    assert.match(lines[0], / <<'END_'$/);
    assert.deepEqual([lines.slice(1, 4), lines.at(-1)], [["#!/bin/bash", "END", "rm x"], "END_"]);
  });

  it("are several arrays where one may not have so many, by its highest index", async () => {
    const cluster = slurm({ maxArraySize: 5 });
    const made = await executor({ workers: 12 }, cluster);
    assert.equal(made.lines.filter((line) => line.startsWith("sbatch ")).length, 3);
    assert.deepEqual(await made.start(), { workers: 12 });
    assert.deepEqual(cluster.arrays(), ["--array=0-4", "--array=0-4", "--array=0-1"]);
  });

  it("are fewer where the user may submit no more jobs, which is said", async () => {
    const cluster = slurm({ maxJobs: 6 });
    const made = await executor({ workers: 20 }, cluster);
    assert.deepEqual(await made.start(), {
      workers: 5,
      note: "Slurm accepted 5 of 20 workers: your limit of submitted jobs is reached.",
    });
    assert.deepEqual(cluster.arrays(), ["--array=0-19", "--array=0-9", "--array=0-4"]);
  });

  it("are an error where not one may be submitted, or for another reason", async () => {
    await assert.rejects((await executor({}, slurm({ maxJobs: 0 }))).start(), { code: "executor-refused" });
    const programs: Programs = {
      async run(program) {
        if (program === "scontrol") return "";
        throw new NetworkError("executor-refused", { program, reason: "invalid partition specified: moon" });
      },
    };
    await assert.rejects((await executor({}, { programs })).start(), {
      message: "sbatch failed: invalid partition specified: moon; check sweep.executor",
    });
  });

  it("are cancelled and looked for by the group's name, of this user alone", async () => {
    const cluster = slurm({ squeue: "PENDING Resources\nRUNNING None" });
    const made = await executor({}, cluster);
    await made.cancel();
    assert.deepEqual(await made.poll(), { left: 2, pending: "1 of 2 workers wait: there is no free node (Resources)" });
    for (const { args } of cluster.calls.slice(1)) {
      assert.match(args[0], /^--user=./);
      assert.equal(args[1], "--name=matrix-network-sweep-1");
    }
  });

  const reasons: [string, string | undefined][] = [
    ["", undefined],
    ["RUNNING None\nCOMPLETING None", undefined],
    [
      "PENDING None\nPENDING Priority",
      "2 of 2 workers wait: Slurm has not scheduled it yet (None); jobs with a higher priority come first (Priority)",
    ],
    [
      "PENDING ReqNodeNotAvail, UnavailableNodes:n1",
      "1 of 1 workers wait: the nodes that it needs are not available (ReqNodeNotAvail)",
    ],
    ["PENDING toString", "1 of 1 workers wait: toString"],
  ];
  for (const [listed, said] of reasons) {
    it(`wait, of ${JSON.stringify(listed)}: ${said}`, async () => {
      assert.equal((await (await executor({}, slurm({ squeue: listed }))).poll()).pending, said);
    });
  }
});
