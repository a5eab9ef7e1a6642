/** One session from beginning to end: its events, its files, and that all randomness comes from the seed. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Progress } from "../../src/protocol/events";
import { readEvents } from "../../src/runs/events";
import { readManifest } from "../../src/runs/manifest";
import { readRun } from "../../src/runs/summary";
import { withoutSaid } from "./withoutSaid";
import { comparable, type Finished, finish, irisConfig, last, Workspace, withoutTimes } from "./workspace";

describe("session", () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const types = ({ events }: Finished) => events.map(({ type }) => type);
  const epochs = ({ events }: Finished) => events.flatMap((event) => (event.type === "epoch" ? [event] : []));

  it("tells how it starts, of every epoch, and how it ends", async () => {
    const finished = await workspace.train(irisConfig({ training: { epochs: 2, keepEvery: 2 } }));
    const ended = ["epoch", "layers", "checkpoint", "checkpoint"];
    assert.deepEqual(types(finished).slice(0, 5), ["started", ...ended]);
    assert.equal(finished.done.reason, "completed");
    assert.deepEqual(withoutSaid(finished.events[0]), {
      type: "started",
      run: finished.run,
      backend: "wasm",
      backendReason: "auto: wasm, because a step is too small for another backend to be faster",
      threads: 1,
      seed: 5,
      inputs: 4,
      outputs: 3,
      parameters: 4 * 6 + 6 + 6 + 6 * 3 + 3,
      examples: { train: 100, validation: 30, test: 20 },
      startEpoch: 1,
    });
    for (const epoch of epochs(finished)) {
      assert.ok(epoch.cost > 0 && (epoch.validationCost ?? 0) > 0);
      const { validationAccuracy = Number.NaN } = epoch;
      const right = Math.round(validationAccuracy * 30);
      assert.ok(right >= 0 && right <= 30, `validation accuracy ${validationAccuracy}`);
      assert.ok(Math.abs(validationAccuracy * 30 - right) < 1e-6, `${validationAccuracy} of 30 examples`);
      assert.equal(epoch.trainAccuracy, undefined);
    }
  });

  it("keeps all of it in the run folder, which any reader can open", async () => {
    const { events, run } = await workspace.train(irisConfig());
    assert.deepEqual(
      await readEvents(run),
      events.filter(({ type }) => type !== "progress"),
    );
    const summary = await readRun(run);
    assert.equal(summary.state, "completed");
    assert.equal(summary.epoch, 4);
    const { config, data, seed } = await readManifest(run);
    assert.equal(seed, 5);
    assert.equal(config.training.optimizer.learningRate, 0.2);
    assert.deepEqual(data.classNames, ["setosa", "versicolor", "virginica"]);
    assert.ok(!existsSync(join(run, "lock")));
  });

  it("gives the same weights and figures for the same seed, bit for bit", async () => {
    const first = await workspace.train(irisConfig());
    const second = await workspace.train(irisConfig());
    assert.deepEqual(withoutTimes(await last(first.run)), withoutTimes(await last(second.run)));
    assert.deepEqual(comparable(first.events), comparable(second.events));
  });

  it("gives other weights for another seed, and records the one that it chose", async () => {
    const chosen = await workspace.train(irisConfig({ training: { seed: undefined } }));
    const { seed } = await readManifest(chosen.run);
    const again = await workspace.train(irisConfig({ training: { seed } }));
    const other = await workspace.train(irisConfig({ training: { seed: seed + 1 } }));
    assert.deepEqual((await last(again.run)).arrays, (await last(chosen.run)).arrays);
    assert.notDeepEqual((await last(other.run)).arrays, (await last(chosen.run)).arrays);
  });

  it("saves what the config asks for: every so many epochs, those to keep, and always the end", async () => {
    const { events, run } = await workspace.train(
      irisConfig({ training: { epochs: 5, checkpointEvery: 2, keepEvery: 3 } }),
    );
    const saved = (file: string) =>
      events.flatMap((event) => (event.type === "checkpoint" && event.file === file ? [event.epoch] : []));
    assert.deepEqual(saved("last.npz"), [2, 4, 5]);
    assert.deepEqual(saved("epochs/3.npz"), [3]);
    assert.equal((await last(run)).state.epoch, 5);
    assert.ok(!existsSync(join(run, "epochs", "5.npz")));
  });

  it("takes the best validation accuracy for the best epoch, the first of equals", async () => {
    const finished = await workspace.train(irisConfig({ training: { epochs: 12 } }));
    const accuracies = epochs(finished).map(({ validationAccuracy }) => validationAccuracy ?? 0);
    const value = Math.max(...accuracies);
    const epoch = accuracies.indexOf(value) + 1;
    assert.deepEqual(finished.done.best, { epoch, metric: "validationAccuracy", value });
  });

  it("takes the last epoch for the best where nothing is held back", async () => {
    const { run, done, events } = await workspace.train(irisConfig({ data: { format: "builtin", name: "iris" } }));
    assert.deepEqual(done.best, { epoch: 4, metric: "epoch", value: 4 });
    assert.deepEqual(readFileSync(join(run, "best.npz")), readFileSync(join(run, "last.npz")));
    assert.ok(events.every((event) => event.type !== "epoch" || event.testAccuracy === undefined));
  });

  it("measures the training examples when asked to", async () => {
    const finished = await workspace.train(
      irisConfig({ training: { epochs: 40, trainAccuracy: true, regularization: {} } }),
    );
    assert.ok((epochs(finished).at(-1)?.trainAccuracy ?? 0) > 0.9);
  });

  it("warns of what is odd, with its place, and trains all the same", async () => {
    const { events, done } = await workspace.train(irisConfig({ training: { batchSize: 400, epochs: 1 } }));
    const warning = events.find(({ type }) => type === "warning");
    assert.ok(warning?.type === "warning" && warning.code === "batch-size");
    assert.match(warning.message, /iris\.network\.json:1:\d+: warning: training\.batchSize: /);
    assert.equal(done.reason, "completed");
  });

  it("trains the one network of a config with a sweep, says so in one line, and records no sweep", async () => {
    const plain = await workspace.train(irisConfig());
    const sweep = { parameters: { "training.batchSize": { choice: [8, 16] } } };
    const swept = await workspace.train(irisConfig({ sweep }));
    const warnings = swept.events.filter(({ type }) => type === "warning");
    const file = join(workspace.path, "iris.network.json");
    const message = `${file}: one network is trained, with the settings of the config itself; matrix-network sweep runs its sweep`;
    assert.deepEqual(warnings.map(withoutSaid), [{ type: "warning", code: "sweep-ignored", message }]);
    assert.deepEqual((await last(swept.run)).arrays, (await last(plain.run)).arrays);
    assert.deepEqual((await readManifest(swept.run)).config, (await readManifest(plain.run)).config);
  });

  it("takes options in place of keys, and records them", async () => {
    const order = { train: workspace.write(irisConfig()), epochs: 2, seed: 9, backend: "reference" } as const;
    const { run, events } = await finish({ ...order, runsDir: join(workspace.path, "elsewhere") });
    const { config, backend } = await readManifest(run);
    assert.ok(run.startsWith(join(workspace.path, "elsewhere")));
    assert.equal(config.training.epochs, 2);
    assert.equal(config.training.seed, 9);
    assert.equal(backend, "reference");
    assert.equal(events.filter(({ type }) => type === "epoch").length, 2);
  });

  it("tells of progress at most ten times a second, and gives up the thread meanwhile", async () => {
    const training = { epochs: 100_000, batchSize: 100, checkpointEvery: 1000, keepEvery: 1000 };
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const progress: Progress[] = [];
    const { done } = await finish({ train: workspace.write(irisConfig({ training })) }, (event, session) => {
      if (event.type === "progress" && progress.push(event) === 3) session.stop();
    });
    clearInterval(timer);
    assert.ok(turns > 3, `${turns} turns of a timer`);
    assert.ok(progress.length <= done.seconds * 10 + 1);
    for (const { batch, batches, cost, examplesPerSecond } of progress) {
      assert.deepEqual([batch, batches], [1, 1]);
      assert.ok(cost > 0 && examplesPerSecond > 0);
    }
  });
});
