import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findTrial } from "../../../src/groups/claimFile";
import { Claims } from "../../../src/groups/claims";
import { readGroup } from "../../../src/groups/group";
import { runOfTrial, trialFolder } from "../../../src/groups/names";
import { readResult } from "../../../src/groups/trial";
import type { Event } from "../../../src/protocol/events";
import { createSweep } from "../../../src/trainer/group/createSweep";
import { ResidentBackend } from "../../../src/trainer/group/residentBackend";
import { attemptTrial } from "../../../src/trainer/group/trialResult";
import { trialsOf } from "../../../src/trainer/group/trialsOf";
import { GroupWorker } from "../../../src/trainer/group/worker";
import { Workspace } from "../workspace";
import { irisSweep } from "./sweeps";

describe("a worker that writes the files of a trial while it trains the next", () => {
  let workspace: Workspace;
  let group: string;
  beforeEach(async () => {
    workspace = new Workspace();
    group = await createSweep(workspace.write(irisSweep()));
  });
  afterEach(() => workspace.remove());

  /** Calls `then` at the event of trial 0 for which `is` returns true. */
  const workUntil = (is: (event: Event) => boolean, then: (worker: GroupWorker) => void) => {
    const worker = new GroupWorker(group, {
      onEvent: (event, trial) => {
        if (trial === 0 && is(event)) then(worker);
      },
    });
    return worker.run();
  };

  it("needs the backend no more before the checkpoints of a trial are in its folder", async () => {
    const trials = await trialsOf(await readGroup(group), group);
    const [proposal] = trials.propose(0, []) ?? [];
    const folder = runOfTrial(group, 0);
    const files: boolean[] = [];
    const onTrained = () => files.push(existsSync(join(folder, "best.npz")), existsSync(join(folder, "last.npz")));
    const order = { folder, stopping: new AbortController(), confirm: async () => {}, onTrained };
    mkdirSync(trialFolder(group, 0), { recursive: true });
    await attemptTrial(proposal, { ...order, trials, backend: new ResidentBackend(), continued: undefined });
    assert.deepEqual(files, [false, false]);
    assert.ok(existsSync(join(folder, "last.npz")));
  });

  it("reports the end of a trial before it begins the second one after it", async () => {
    const said: string[] = [];
    await new GroupWorker(group, {
      onTrial: ({ proposal: { trial }, result }) => said.push(result ? `end ${trial}` : `begin ${trial}`),
    }).run();
    for (const trial of [0, 1, 2, 3]) {
      assert.ok(said.indexOf(`end ${trial}`) < said.indexOf(`begin ${trial + 2}`), said.join(", "));
    }
  });

  it("counts a trial that is trained when the worker is stopped", async () => {
    const isWritten = (event: Event) => event.type === "checkpoint" && event.file === "last.npz";
    assert.equal(await workUntil(isWritten, (worker) => worker.stop()), "stopped");
    assert.equal((await readResult(group, 0))?.state, "done");
  });

  it("ends with the error if the files of a trial cannot be written, and claims nothing", async () => {
    const remove = () => rmSync(trialFolder(group, 0), { recursive: true });
    await assert.rejects(workUntil((event) => event.type === "done", remove));
    const claims = new Claims(group);
    const states = await Promise.all([0, 1].map(async (trial) => (await claims.stateOf(trial)).state));
    assert.ok(!states.includes("claimed"), states.join());
    assert.equal((await findTrial(group, 2)).attempt, 0);
  });
});
