/** A trial of a group trained again is an ordinary run with kept epochs and the same bits. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Claim } from "../../../src/groups/claim";
import { readGroup } from "../../../src/groups/group";
import { resultFile, runOfTrial } from "../../../src/groups/names";
import { sweepPlanOf } from "../../../src/groups/sweepPlan";
import { openTrial } from "../../../src/groups/trial";
import { listTrials } from "../../../src/groups/trials";
import type { Done, Event } from "../../../src/protocol/events";
import { readCheckpoint } from "../../../src/runs/checkpoint";
import { readEvents } from "../../../src/runs/events";
import { readLabel, writeLabel } from "../../../src/runs/label";
import { readManifest } from "../../../src/runs/manifest";
import { savedEpochs } from "../../../src/runs/savedEpochs";
import { seal } from "../../../src/runs/sealedJson";
import { readRun } from "../../../src/runs/summary";
import { proposeGeneration } from "../../../src/search/propose";
import { createSweep } from "../../../src/trainer/group/createSweep";
import { FoldsTraining } from "../../../src/trainer/group/trainFolds";
import { GroupWorker } from "../../../src/trainer/group/worker";
import { trainEdited } from "../editedRun";
import { finish, irisConfig, Workspace } from "../workspace";
import { irisSweep } from "./sweeps";

describe("a trial that is trained again", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const create = (config: object) => createSweep(workspace.write(config as Record<string, unknown>));
  const again = (group: string, trial: number, onEvent?: Parameters<typeof finish>[1]) =>
    finish({ group, trial }, onEvent);
  const assertSame = (done: Done, group: string, trial: number) =>
    assert.deepEqual(done.again, { group, trial, same: true, differences: [] });

  /** Compares the files, independently of what `done` reports. */
  async function assertSameBits(group: string, trial: number, run: string): Promise<void> {
    const folders = [runOfTrial(group, trial), run];
    for (const name of ["best.npz", "last.npz"]) {
      const [before, now] = await Promise.all(folders.map((folder) => readCheckpoint(join(folder, name))));
      assert.deepEqual(now.arrays, before.arrays, `trial ${trial}: ${name}`);
    }
    const [before, now] = await Promise.all(folders.map(async (folder) => (await readRun(folder)).best));
    assert.deepEqual(now, before);
  }

  it("differs where a value was set in the debugger, and says so first", async () => {
    const group = await create(irisSweep({ sweep: { search: { type: "random", trials: 1, seed: 3 } } }));
    await new GroupWorker(group).run();
    const set = { epoch: 1, batch: 1, operation: "update 0", target: "W0", index: [0, 0], to: 0.5 };
    const { events } = await trainEdited({ group, trial: 0 }, [set]);
    const done = events.at(-1);
    assert.ok(done?.type === "done" && done.again?.same === false);
    const [{ what, again: count }] = done.again.differences;
    assert.deepEqual([what, count], ["number of values set in the debugger", 1]);
  });

  it("is an ordinary run with kept epochs, and comes to the same bits, though the trial was stopped and followed", async () => {
    const group = await create(irisSweep({ sweep: { search: { type: "random", trials: 2, generation: 2, seed: 3 } } }));
    const stopped = new GroupWorker(group, {
      onEvent: (event, trial) => {
        if (trial === 1 && event.type === "epoch") stopped.stop();
      },
    });
    assert.equal(await stopped.run(), "stopped");
    await new GroupWorker(group).run();
    const attempts = (await readEvents(runOfTrial(group, 1), ["started"])).length;
    assert.equal(attempts, 2, "it was trained in two attempts");
    const trial = 1;
    assert.ok(!existsSync(join(runOfTrial(group, trial), "epochs")), "a trial keeps no epochs");
    const { done, run } = await again(group, trial);
    assertSame(done, group, trial);
    await assertSameBits(group, trial, run);
    assert.equal(dirname(run), dirname(group));
    assert.deepEqual(
      [1, 2, 3, 4].filter((epoch) => !existsSync(join(run, "epochs", `${epoch}.npz`))),
      [],
    );
    assert.deepEqual(await readLabel(run), { name: `trial ${trial} of ${group.split("/").at(-1)}` });
    const { trial: recorded, backend, threads } = await readManifest(run);
    assert.deepEqual(
      { recorded, backend, threads },
      { recorded: { group, number: trial }, backend: "wasm", threads: 1 },
    );
  });

  it("comes to the same where the trial goes on with others, with weights to start from that are gone by then", async () => {
    const { run: started } = await workspace.train(irisConfig());
    const weights = join(workspace.path, "start.npz");
    writeFileSync(weights, readFileSync(join(started, "last.npz")));
    const group = await create(
      irisSweep({
        training: { start: { weights: "start.npz" }, epochs: 6 },
        sweep: {
          parameters: { "training.optimizer.learningRate": { log: [0.01, 0.3] } },
          search: { type: "halving", trials: 4, reduction: 2, seed: 3 },
        },
      }),
    );
    await new GroupWorker(group).run();
    const continued = (await listTrials(group))
      .map(({ proposal }) => proposal)
      .filter(({ continues }) => continues !== undefined);
    const { trial, epochs } = continued.at(-1) ?? assert.fail();
    assert.ok(
      continued.some((each) => each.trial === continued.at(-1)?.continues),
      "it goes on with one that goes on",
    );
    rmSync(weights);
    const { done, run } = await again(group, trial);
    assertSame(done, group, trial);
    await assertSameBits(group, trial, run);
    assert.ok(existsSync(join(run, "epochs", `${epochs}.npz`)));
  });

  it("fails as the trial did, in the same minibatch", async () => {
    const group = await create(
      irisSweep({
        training: { optimizer: { type: "sgd", learningRate: 1e37 } },
        sweep: {
          parameters: { "training.batchSize": { choice: [11, 32] } },
          search: { type: "random", trials: 1, generation: 1, seed: 3 },
        },
      }),
    );
    await new GroupWorker(group).run();
    const [{ result }] = await listTrials(group);
    assert.equal(result?.state, "failed");
    const events: Event[] = [];
    await assert.rejects(finish({ group, trial: 0 }, (event) => events.push(event)));
    const last = events.at(-1);
    assert.ok(last?.type === "failed");
    assert.equal(last.code, result.failure);
    assert.deepEqual(last.again, { group, trial: 0, same: true, differences: [] });
  });

  it("says what differs, and which version trained it", async () => {
    const group = await create(irisSweep({ sweep: { search: { type: "random", trials: 1, generation: 1, seed: 3 } } }));
    await new GroupWorker(group).run();
    const manifest = join(runOfTrial(group, 0), "manifest.json");
    const { checksum: _, ...said } = JSON.parse(readFileSync(manifest, "utf8"));
    said.versions.product = "0.0.1";
    writeFileSync(manifest, seal(JSON.stringify(said, null, 2)));
    const same = await again(group, 0);
    assertSame(same.done, group, 0);
    said.config.training.optimizer.momentum = 0.8;
    writeFileSync(manifest, seal(JSON.stringify(said, null, 2)));
    const { done } = await again(group, 0);
    assert.equal(done.again?.same, false);
    const what = done.again.differences.map((each) => each.what);
    for (const expected of ["epoch 1", "weights of the best epoch", "W0 in last.npz", "version"]) {
      assert.ok(what.includes(expected), `${expected} among ${what.join(", ")}`);
    }
  });

  it("compares one that was resumed, and none that was stopped or goes on for more epochs", async () => {
    const group = await create(irisSweep({ sweep: { search: { type: "random", trials: 1, generation: 1, seed: 3 } } }));
    await new GroupWorker(group).run();
    const { done, run } = await again(group, 0, (event, session) => {
      if (event.type === "epoch") session.stop();
    });
    assert.deepEqual([done.reason, done.again], ["stopped", undefined]);
    const copy = workspace.copy(run);
    const resumed = await finish({ resume: run });
    assertSame(resumed.done, group, 0);
    const longer = await finish({ resume: run, epochs: 6 });
    assert.deepEqual([longer.done.reason, longer.done.again], ["completed", undefined]);
    rmSync(resultFile(group, 0));
    const alone = await finish({ resume: copy });
    assert.deepEqual([alone.done.reason, alone.done.again], ["completed", undefined]);
    const warning = alone.events.find((event) => event.type === "warning");
    assert.equal(warning?.code, "trial-gone");
    assert.match(warning.message, /^not compared with trial 0 of .*: trial 0 has no result/);
  });

  it("is refused where there is nothing to compare with", async () => {
    const group = await create(irisSweep());
    const { sweep } = sweepPlanOf(await readGroup(group), group);
    const [first] = proposeGeneration(sweep, 0, []) ?? [];
    await openTrial(group, first);
    const claim = await Claim.make(group, 0, 1);
    await assert.rejects(again(group, 0), /: trial 0 has no result, so there is nothing to compare with; continue the/);
    await assert.rejects(again(group, 99), /: trial 99 has no result/);
    await claim?.handOn();
    await new GroupWorker(group).run();
    rmSync(runOfTrial(group, 1), { recursive: true });
    await assert.rejects(
      again(group, 1),
      /the run of trial 1, which defines what to train, is missing; restore it from a copy/,
    );
  });

  it("needs no other training where the sweep keeps epochs, those of a trial that it goes on with included", async () => {
    const search = { type: "halving", trials: 2, reduction: 2, seed: 3 };
    const group = await create(irisSweep({ sweep: { keepEpochs: true, search } }));
    await new GroupWorker(group).run();
    const { proposal } = (await listTrials(group)).at(-1) ?? assert.fail();
    assert.notEqual(proposal.continues, undefined);
    assert.deepEqual(await savedEpochs(runOfTrial(group, proposal.trial)), [1, 2, 3, 4]);
  });

  it("trains a fold again, and names it", async () => {
    const validation = { folds: 3, refit: false };
    const config = irisConfig({ data: { format: "builtin", name: "iris", validation } });
    const folds = new FoldsTraining({ train: workspace.write({ ...config, backend: "wasm", threads: 1 }) }, () => {});
    await folds.run();
    const [group] = workspace.runs();
    await writeLabel(group, { name: "three" });
    const { done, run } = await again(group, 2);
    assertSame(done, group, 2);
    await assertSameBits(group, 2, run);
    assert.deepEqual(await readLabel(run), { name: "fold 3 of 3 of three" });
  });
});
