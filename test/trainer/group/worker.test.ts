import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Claim } from "../../../src/groups/claim";
import { readGenerations } from "../../../src/groups/generations";
import { readGroup } from "../../../src/groups/group";
import { readIndex } from "../../../src/groups/indexLines";
import { groupFile, indexFile, optunaFile, runOfTrial, trialFolder } from "../../../src/groups/names";
import { formatSealed } from "../../../src/groups/sealed";
import { sweepPlanOf } from "../../../src/groups/sweepPlan";
import { openTrial, readResult } from "../../../src/groups/trial";
import { listTrials } from "../../../src/groups/trials";
import type { Event } from "../../../src/protocol/events";
import { readCheckpoint } from "../../../src/runs/checkpoint";
import { readEvents } from "../../../src/runs/events";
import { readRun } from "../../../src/runs/summary";
import { proposeGeneration } from "../../../src/search/propose";
import { foundBy } from "../../../src/search/winner";
import { createSweep } from "../../../src/trainer/group/createSweep";
import { verifyGroup } from "../../../src/trainer/group/verifyGroup";
import { GroupWorker, type WorkerListener } from "../../../src/trainer/group/worker";
import { verifyRun } from "../../../src/trainer/results/verifyRun";
import { irisConfig, Workspace } from "../workspace";
import { identityOf, irisSweep } from "./sweeps";

describe("a worker of a group", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const create = (config: object = irisSweep()) => createSweep(workspace.write(config as Record<string, unknown>));
  const work = (group: string, listener?: WorkerListener) => new GroupWorker(group, listener).run();
  const workUntil = async (group: string, isEnough: (event: Event, trial: number) => boolean) => {
    const worker = new GroupWorker(group, {
      onEvent: (event, trial) => {
        if (isEnough(event, trial)) worker.stop();
      },
    });
    return worker.run();
  };
  const begunIn = async (group: string) => {
    await workUntil(group, (event) => event.type === "started");
    return listTrials(group);
  };
  const statesOf = async (group: string) =>
    (await listTrials(group)).map(({ proposal: { trial }, state }) => `${trial} ${state}`);

  it("measures the layers of a trial in epochs 1, 2, 4, 8, … and the last one, or in all if epochs are kept", async () => {
    const measuredWith = async (keepEpochs: boolean) => {
      const search = { type: "random", trials: 1 };
      const group = await create(irisSweep({ training: { epochs: 11 }, sweep: { search, keepEpochs } }));
      await work(group);
      const events = await readEvents(runOfTrial(group, 0));
      return events.flatMap((event) => (event.type === "layers" ? event.epoch : []));
    };
    assert.deepEqual(await measuredWith(false), [1, 2, 4, 8, 11]);
    assert.deepEqual(await measuredWith(true), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it("trains a trial as the config of its settings and seed is trained alone, bit for bit", async () => {
    const sweep = {
      parameters: {
        "training.optimizer.type": { choice: ["sgd", "adam"] },
        "training.optimizer.learningRate": { log: [0.01, 0.5] },
        "training.optimizer.momentum": { range: [0, 0.9], when: { "training.optimizer.type": "sgd" } },
        "training.optimizer.nesterov": { choice: [true, false], when: { "training.optimizer.type": "sgd" } },
        "training.batchSize": { choice: [11, 32] },
        "layers[0].units": { integer: [2, 8] },
        hiddenLayers: { integer: [1, 2] },
        "data.scaling": { choice: ["standardize", "minmax"] },
      },
      search: { type: "random", trials: 4, generation: 4, seed: 3 },
      objective: { metric: "validationCost" },
      repeats: { most: 2 },
    };
    const group = await create(irisSweep({ sweep }));
    await work(group);
    const trials = (await readGenerations(group)).flatMap(({ proposals }) => proposals);
    const [seeds, types] = [
      trials.map(({ seed }) => seed),
      trials.map(({ values }) => values["training.optimizer.type"]),
    ];
    assert.deepEqual(
      [new Set(seeds).size, new Set(types).size],
      [2, 2],
      "another seed and both optimizers are among them",
    );
    const { data, layers, training, ...config } = irisConfig();
    const [hidden, output] = layers as object[];
    for (const { trial, values, seed } of trials) {
      const { "training.optimizer.type": type, "training.optimizer.learningRate": learningRate } = values;
      const { "training.optimizer.momentum": momentum, "training.optimizer.nesterov": nesterov } = values;
      const optimizer = { type, learningRate, ...(type === "sgd" && { momentum, nesterov }) };
      const layer = { ...hidden, units: values["layers[0].units"] };
      const batchSize = values["training.batchSize"];
      const { run } = await workspace.train({
        ...config,
        data: { ...(data as object), scaling: values["data.scaling"] },
        layers: [...Array.from({ length: Number(values.hiddenLayers) }, () => layer), output],
        training: { ...(training as object), optimizer, batchSize, seed, bestMetric: "validationCost" },
        backend: "wasm",
        threads: 1,
      });
      for (const name of ["best.npz", "last.npz"]) {
        const checkpoints = [runOfTrial(group, trial), run].map((folder) => readCheckpoint(join(folder, name)));
        const [own, other] = await Promise.all(checkpoints);
        assert.deepEqual(own.arrays, other.arrays, `trial ${trial}: ${name}`);
      }
    }
  });

  it("says that it waits, and for how many trials that others train", async () => {
    const group = await create(irisSweep({ sweep: { search: { type: "random", trials: 2, generation: 2 } } }));
    const { sweep } = sweepPlanOf(await readGroup(group), group);
    const proposals = proposeGeneration(sweep, 0, []) ?? [];
    await Promise.all(proposals.map((proposal) => openTrial(group, proposal)));
    const others = await Promise.all(proposals.map(({ trial }) => Claim.make(group, trial, 1)));
    const idle: { trials: number }[] = [];
    const worker = new GroupWorker(group, {
      onIdle: ({ trials }) => {
        idle.push({ trials });
        worker.stop();
      },
    });
    assert.equal(await worker.run(), "stopped");
    assert.deepEqual(idle, [{ trials: 2 }]);
    for (const claim of others) await claim?.end();
  });

  it("trains every trial of a sweep, and closes its generations", async () => {
    const group = await create();
    assert.equal(await work(group), "over");
    assert.deepEqual(
      await statesOf(group),
      [0, 1, 2, 3, 4, 5].map((trial) => `${trial} done`),
    );
    const closed = (await readGenerations(group)).filter(({ results }) => results.length > 0);
    assert.deepEqual(
      closed.map(({ results }) => results.map(({ trial }) => trial)),
      [
        [0, 1],
        [2, 3],
        [4, 5],
      ],
    );
    const [winner] = foundBy(sweepPlanOf(await readGroup(group), group).sweep, closed);
    const accuracies = closed.flatMap(({ results }) => results.map(({ objectives }) => objectives[0]));
    assert.equal(winner.objectives[0], Math.max(...accuracies));
  });

  it("completes what follows from the generations, where one that closed them was killed before", async () => {
    const group = await create();
    await work(group);
    const texts = () => [indexFile(group), optunaFile(group)].map((file) => readFileSync(file, "utf8"));
    const whole = texts();
    assert.equal(whole[1].match(/"op_code":4/g)?.length, 6);
    truncateSync(indexFile(group), whole[0].indexOf("\n") + 1);
    rmSync(optunaFile(group));
    assert.equal(await work(group), "over");
    assert.equal((await readIndex(group)).size, 3);
    assert.equal(texts()[1], whole[1]);
  });

  it("measures what the trials are compared by, whatever chooses their best epoch", async () => {
    const objective = [{ metric: "validationF1" }, { metric: "validationBalancedAccuracy" }];
    const sweep = { objective, search: { type: "random", trials: 2, generation: 2, seed: 3 } };
    const group = await create(irisSweep({ sweep, training: { epochs: 2, bestMetric: "validationCost" } }));
    assert.equal(await work(group), "over");
    for (const { proposal } of await listTrials(group)) {
      const result = await readResult(group, proposal.trial);
      const run = runOfTrial(group, proposal.trial);
      const { best } = await readRun(run);
      assert.equal(best?.metric, "validationCost");
      const ended = (await readEvents(run, ["epoch"])).find(({ epoch }) => epoch === best?.epoch);
      assert.ok(ended?.validationF1 !== undefined);
      assert.deepEqual(result?.objectives, [ended.validationF1, ended.validationBalancedAccuracy]);
    }
  });

  it("leaves ordinary runs, without kept epochs, that come out the same when they are trained again", async () => {
    const group = await create();
    await work(group);
    const run = runOfTrial(group, 3);
    assert.deepEqual(readdirSync(run).sort(), ["best.npz", "last.npz", "log.txt", "manifest.json", "metrics.jsonl"]);
    const { state, epoch, trained } = await readRun(run);
    assert.equal(`${state} ${epoch}`, "completed 4");
    assert.equal(
      trained?.training.optimizer.learningRate,
      (await listTrials(group))[3].proposal.values["training.optimizer.learningRate"],
    );
    assert.equal((await verifyRun(run)).same, true);
    const [done] = await readEvents(run, ["done"]);
    assert.equal(done.best?.metric, "validationAccuracy");
  });

  it("keeps epochs where the sweep says so, with the same results", async () => {
    const [plain, kept] = [await create(), await create(irisSweep({ sweep: { keepEpochs: true } }))];
    await work(plain);
    await work(kept);
    assert.ok(existsSync(join(runOfTrial(kept, 0), "epochs", "4.npz")));
    assert.deepEqual(identityOf(kept), identityOf(plain));
  });

  it("comes to the same bytes alone and among others", async () => {
    const [alone, shared] = [await create(), await create()];
    await work(alone);
    await Promise.all([work(shared), work(shared), work(shared)]);
    assert.deepEqual(identityOf(shared), identityOf(alone));
  });

  it("hands a trial on when it is stopped, and others go on with it at the same minibatch", async () => {
    const [whole, stopped] = [await create(), await create()];
    await work(whole);
    let steps = 0;
    assert.equal(await workUntil(stopped, (event) => event.type === "epoch" && ++steps === 6), "stopped");
    assert.deepEqual(await statesOf(stopped), ["0 done", "1 waiting"]);
    const starts: number[] = [];
    await work(stopped, {
      onEvent: (event, trial) => {
        if (event.type === "started" && trial === 1) starts.push(event.startEpoch);
      },
    });
    assert.deepEqual(starts, [3]);
    assert.deepEqual(identityOf(stopped), identityOf(whole));
    assert.deepEqual(readdirSync(trialFolder(stopped, 1)).sort(), [
      "beat.1",
      "claim.1",
      "claim.2",
      "proposal.json",
      "result.json",
      "run",
    ]);
  });

  it("begins a trial anew whose run folder is damaged, with the same result", async () => {
    const [whole, damaged] = [await create(), await create()];
    await work(whole);
    await workUntil(damaged, (event, trial) => trial === 1 && event.type === "epoch" && event.epoch === 2);
    const manifest = join(runOfTrial(damaged, 1), "manifest.json");
    writeFileSync(manifest, readFileSync(manifest, "utf8").slice(0, 100));
    await work(damaged);
    assert.deepEqual(identityOf(damaged), identityOf(whole));
  });

  it("gives up a trial that another process has followed, and counts its result once", async () => {
    const [whole, followed] = [await create(), await create()];
    await work(whole);
    let other: Promise<Claim | undefined> | undefined;
    await workUntil(followed, (event, trial) => {
      if (trial === 0 && event.type === "started") other = Claim.make(followed, 0, 2);
      return trial === 1 && event.type === "started";
    });
    assert.equal(await readResult(followed, 0), undefined);
    await (await other)?.handOn();
    await work(followed);
    assert.deepEqual(identityOf(followed), identityOf(whole));
  });

  it("fails one trial alone, and says why", async () => {
    const parameters = { "training.optimizer.learningRate": { choice: [0.1, 1e30] } };
    const group = await create(irisSweep({ sweep: { parameters, search: { type: "grid", generation: 4 } } }));
    await work(group);
    const results = (await listTrials(group)).map(({ result }) => result);
    const failed = results.filter((result) => result?.state === "failed");
    assert.deepEqual(results.filter((result) => result?.state === "done").length, 1);
    assert.deepEqual(
      failed.map((result) => result?.failure),
      ["non-finite"],
    );
    for (const result of failed)
      assert.ok(result?.message && !result.message.includes(workspace.path), result?.message);
    const overflow = failed.find((result) => result?.failure === "non-finite");
    assert.equal(overflow?.epochs, 0);
    assert.ok((overflow?.examples ?? 0) < 100);
  });

  it("goes on with the trials that successive halving promotes", async () => {
    const training = { epochs: 9, schedule: { type: "cosine" } };
    const sweep = { search: { type: "halving", trials: 9, generation: 9, reduction: 3, seed: 1 } };
    const [alone, shared] = [
      await create(irisSweep({ training, sweep })),
      await create(irisSweep({ training, sweep })),
    ];
    await work(alone);
    await Promise.all([work(shared), work(shared)]);
    assert.deepEqual(identityOf(shared), identityOf(alone));
    const trials = await listTrials(alone);
    const promoted = trials.filter(({ proposal }) => proposal.continues !== undefined);
    assert.equal(promoted.length, 4);
    for (const { proposal, result } of promoted) {
      const before = trials[proposal.continues as number];
      assert.equal(result?.epochs, proposal.epochs);
      assert.equal(result?.examples, 100 * (proposal.epochs - before.proposal.epochs));
      assert.equal((await verifyRun(runOfTrial(alone, proposal.trial))).same, true);
    }
  });

  it("begins no generation when the minutes have passed, and trains to its end what was begun", async () => {
    const config = irisSweep({ sweep: { budget: { minutes: 1e-6 } } });
    const group = await create(config);
    assert.equal(await work(group), "over");
    assert.deepEqual(await statesOf(group), []);
    await assert.rejects(verifyGroup(group), {
      code: "group-nothing-ended",
      message: /continue it: matrix-network sweep$/,
    });
    // As if a worker had begun the trial in time.
    const { proposal } = (await begunIn(await create(irisSweep())))[0];
    await openTrial(group, proposal);
    await (await Claim.make(group, 0, 1))?.handOn();
    assert.equal(await work(group), "over");
    assert.deepEqual(await statesOf(group), ["0 done", "1 done"]);
  });

  it("refuses data that is not what it was, without failing a trial", async () => {
    const table = (last: number) =>
      [...Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 2 ? "a" : "b"}`), `${last},a`].join("\n");
    const file = join(workspace.path, "table.csv");
    writeFileSync(file, `x,y\n${table(1)}\n`);
    const data = { format: "csv", path: "table.csv", label: "y", validation: { fraction: 0.3 } };
    const layers = [
      { units: 4, activation: "tanh" },
      { units: 2, activation: "softmax" },
    ];
    const group = await create(irisSweep({ data, layers }));
    writeFileSync(file, `x,y\n${table(2)}\n`);
    await assert.rejects(work(group), { code: "data-changed", exitCode: 3 });
    rmSync(file);
    await assert.rejects(work(group), { kind: "data" });
    assert.deepEqual(await listTrials(group), []);
    writeFileSync(file, `x,y\n${table(1)}\n`);
    assert.equal(await work(group), "over");
  });

  it("refuses a group of another tpe, and so does verify: its trials would not come out again", async () => {
    const groupOf = async (type: string) => {
      const search = { type, trials: 2, generation: 2, seed: 3 };
      const group = await create(irisSweep({ sweep: { search }, training: { epochs: 1 } }));
      const record = JSON.parse(readFileSync(groupFile(group), "utf8"));
      assert.equal(record.plan.tpeVersion, type === "tpe" ? 2 : undefined);
      const { checksum: _, ...rest } = record;
      writeFileSync(groupFile(group), formatSealed({ ...rest, plan: { ...rest.plan, tpeVersion: undefined } }));
      return group;
    };
    const old = await groupOf("tpe");
    await assert.rejects(work(old), { code: "group-tpe", exitCode: 5 });
    await assert.rejects(verifyGroup(old), { code: "group-tpe" });
    assert.equal(await work(await groupOf("random")), "over");
  });

  it("is refused a sweep of which no trial could be trained", async () => {
    await assert.rejects(
      create(irisSweep({ data: { format: "builtin", name: "iris", validation: { examples: 1000 } } })),
      { code: "split-too-large", exitCode: 2 },
    );
    const { sweep: _, ...plain } = irisSweep();
    await assert.rejects(create(plain), { code: "no-sweep", exitCode: 2 });
    assert.equal(existsSync(join(workspace.path, ".matrix-network")), false);
  });
});
