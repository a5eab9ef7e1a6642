/** Workers at the end of a group: what they do while others train the rest, and which one continues if another dies. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Claim } from "../../../src/groups/claim";
import { readGroup } from "../../../src/groups/group";
import { sweepPlanOf } from "../../../src/groups/sweepPlan";
import { openTrial } from "../../../src/groups/trial";
import { proposeGeneration } from "../../../src/search/propose";
import { createSweep } from "../../../src/trainer/group/createSweep";
import { GroupWorker, type WorkerListener } from "../../../src/trainer/group/worker";
import { Terminal } from "../../cli/terminal";
import { Workspace } from "../workspace";
import { irisSweep } from "./sweeps";

type Idle = Parameters<NonNullable<WorkerListener["onIdle"]>>[0];

describe("a worker that has nothing to do", () => {
  it("says which processes train the rest, and leaves where it is told that somebody sees to them", async () => {
    const workspace = new Workspace();
    const search = { type: "random", trials: 2, generation: 2 };
    const group = await createSweep(workspace.write(irisSweep({ sweep: { search } })));
    const { sweep } = sweepPlanOf(await readGroup(group), group);
    const proposals = proposeGeneration(sweep, 0, []) ?? [];
    await Promise.all(proposals.map((proposal) => openTrial(group, proposal)));
    const others = await Promise.all(proposals.map(({ trial }) => Claim.make(group, trial, 1)));
    const idle: Idle[] = [];
    const worker = new GroupWorker(group, {
      onIdle: (found) => {
        idle.push(found);
        worker.leave();
      },
    });
    assert.equal(await worker.run(), "ending");
    assert.deepEqual(idle, [{ trials: 2, milliseconds: 100_000, owners: [process.pid, process.pid] }]);
    for (const claim of others) await claim?.end();
    workspace.remove();
  });

  it("leaves a sweep to its other workers, and another one is started where the last of them is killed", async function () {
    this.timeout(120_000);
    if (!existsSync("/proc/self/stat")) this.skip();
    const terminal = new Terminal();
    const sweep = {
      parameters: { "training.optimizer.learningRate": { log: [0.001, 0.01] } },
      search: { type: "random", trials: 1, generation: 1, seed: 3 },
    };
    terminal.write("iris.network.json", irisSweep({ training: { epochs: 300_000 }, sweep }));
    const { process: child, ended } = await terminal.start("sweep", "iris.network.json", "--workers", "2");
    const children = () => childrenOf(child.pid ?? 0);
    const claims = () => {
      const trial = join(terminal.path, terminal.run(), "trials", "000000");
      return readdirSync(trial).filter((name) => name.startsWith("claim."));
    };
    const until = async (what: () => boolean) => {
      while (!what()) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await until(() => children().length === 2);
    await until(() => children().length === 1);
    process.kill(children()[0], "SIGKILL");
    await until(() => claims().length === 2);
    child.kill("SIGINT");
    const { code, stdout } = await ended;
    assert.equal(code, 130);
    assert.match(stdout, /^stopped: 0 trials done$/m);
    terminal.remove();
  });
});

/** Returns the pids of child processes, from Linux's /proc. */
function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [state, ppid] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
        return Number(ppid) === parent && state !== "Z";
      } catch {
        return false;
      }
    });
}
