/** The Slurm of this folder's tests is a real one: it runs arrays, notices a lost node, and can be stopped. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../e2e/until";
import { temporaryFolder } from "../launch/temporary";
import { type Cluster, startSlurm } from "./cluster";

describe("a Slurm of one node", () => {
  const folder = temporaryFolder("slurm");
  let cluster: Cluster;

  before(async () => {
    cluster = await startSlurm(folder.path, { cpus: 4 });
  });
  after(async () => {
    await cluster?.stop();
    folder.remove();
  });
  afterEach(function () {
    if (this.currentTest?.state === "failed") console.log(cluster.log());
  });

  it("runs each element of a job array once", async () => {
    const line = `echo "$SLURM_ARRAY_TASK_ID" >> ${join(folder.path, "ran.txt")}`;
    await cluster.run("sbatch", "--wait", "--array=0-4", "--output=/dev/null", `--wrap=${line}`);
    const ran = readFileSync(join(folder.path, "ran.txt"), "utf8");
    assert.deepEqual(ran.trim().split("\n").sort(), ["0", "1", "2", "3", "4"]);
  });

  it("refuses an array whose highest index is not below MaxArraySize", async () => {
    await assert.rejects(cluster.run("sbatch", "--array=1-5", "--wrap=true"), /Invalid job array specification/);
  });

  it("runs a job again whose slurmd was killed", async () => {
    const first = join(folder.path, "first");
    const again = join(folder.path, "again");
    const line = `if [ -e ${first} ]; then touch ${again}; else touch ${first}; sleep 300; fi`;
    await cluster.run("sbatch", "--requeue", "--output=/dev/null", `--wrap=${line}`);
    await until(async () => existsSync(first), "the job has begun");
    await cluster.killSlurmd();
    await cluster.nodeIs("down*", "down");
    await cluster.startSlurmd();
    await until(async () => existsSync(again), "the job has begun again");
  });
});
