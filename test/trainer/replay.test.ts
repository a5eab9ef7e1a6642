/**
 * Replaying a run to any of its minibatches gives the same bits as the run, whichever way the minibatch is reached, and
 * values that agree with the reference backend.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { evaluationMinibatch } from "../../src/core/evaluate";
import type { NamedArray } from "../../src/core/layer";
import { orderOf } from "../../src/core/order";
import { ReferenceBackend } from "../../src/core/reference";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { buildNetwork, trainingSettings } from "../../src/trainer/experiment/network";
import { TrainingScope } from "../../src/trainer/replay/condition";
import { type Moment, unionOf } from "../../src/trainer/replay/moments";
import { TrainingReplay } from "../../src/trainer/replay/replay";
import { finish, irisConfig, Workspace } from "./workspace";

const epochs = 7;
const adam = { type: "adam", learningRate: 0.02 };
const config = irisConfig({ backend: "wasm", training: { epochs, keepEvery: 1, optimizer: adam } });

describe("a run trained again", () => {
  const workspace = new Workspace();
  /** A run with a setting that was changed at the fourth minibatch of epoch 4. */
  let run: string;
  const opened: TrainingReplay[] = [];
  const notes: string[] = [];
  const open = async (folder = run) => {
    notes.length = 0;
    const replay = await TrainingReplay.open(folder, { threads: 1, onNote: (note) => notes.push(note) });
    opened.push(replay);
    return replay;
  };
  const arraysOf = ({ training }: TrainingReplay) => training.network.readParameters();
  const kept = async (epoch: number, folder = run) =>
    (await readCheckpoint(join(folder, `epochs/${epoch}.npz`))).arrays;
  const assertSame = (found: NamedArray[], expected: NamedArray[], what: string) => {
    for (const { name, values } of expected) {
      assert.deepEqual(found.find((array) => array.name === name)?.values, values, `${name} ${what}`);
    }
  };

  before(async () => {
    ({ run } = await finish({ train: workspace.write(config) }, (event, session) => {
      if (event.type === "epoch" && event.epoch === 3) void session.apply("training.optimizer.learningRate", 0.05);
    }));
  });
  after(async () => {
    for (const replay of opened) await replay.close();
    workspace.remove();
  });

  it("comes to the bits of every kept epoch, forwards and backwards, from keyframes or without them", async () => {
    const bare = workspace.copy(run);
    for (const name of readdirSync(join(bare, "epochs"))) {
      if (name.includes("optimizer")) rmSync(join(bare, "epochs", name));
    }
    for (const folder of [run, bare]) {
      const replay = await open(folder);
      assert.deepEqual(await replay.keyframes.epochs(), folder === run ? [4, 5, 6, 7] : []);
      assert.deepEqual(replay.end, { epoch: epochs, batch: 10 });
      for (const epoch of [3, 6, 2, 7, 4, 1]) {
        await replay.seek({ epoch, batch: replay.batches });
        assert.deepEqual(replay.at, { epoch, batch: 10 });
        assertSame(await arraysOf(replay), await kept(epoch), `at epoch ${epoch}`);
      }
    }
    assert.deepEqual(notes, []);
  });

  it("comes to the same minibatch within an epoch by any way", async () => {
    const [one, other] = [await open(), await open()];
    const at = { epoch: 4, batch: 7 };
    await one.seek({ epoch: 1, batch: 0 });
    while (one.at.epoch !== at.epoch || one.at.batch !== at.batch) await one.next(noNeeds);
    const expected = await arraysOf(one);
    await other.seek(at);
    assertSame(await arraysOf(other), expected, "from the start");
    assert.deepEqual(other.training.sums.cost, one.training.sums.cost);
    await other.remember();
    await other.seek({ epoch: 6, batch: 2 });
    await other.seek(at);
    assertSame(await arraysOf(other), expected, "from memory");
    assert.deepEqual(other.training.sums.cost, one.training.sums.cost);
  });

  it("gives of each minibatch what the reference backend computes of it", async () => {
    const replay = await open();
    const scope = new TrainingScope(replay);
    const names = [...scope.matrices.keys()];
    const needs = unionOf(names.map((name) => scope.expression(name).needs));
    for (const at of [
      { epoch: 1, batch: 1 },
      { epoch: 4, batch: 10 },
    ]) {
      await replay.seek(replay.atOf(replay.countOf(at) - 1));
      const before = await arraysOf(replay);
      const moment = await replay.next(needs);
      assert.ok(moment);
      const expected = await byReference(replay, before, at);
      assert.ok(Math.abs(Number(moment.figure("cost")) - expected.cost) < 1e-5);
      assert.deepEqual([moment.figure("epoch"), moment.figure("batch")], [at.epoch, at.batch]);
      assert.equal(moment.figure("step"), replay.countOf(at));
      assert.equal(moment.figure("learningRate"), replay.training.learningRate);
      for (const [name, values] of expected.matrices) {
        const given: Float32Array = moment.matrix(name)?.values ?? new Float32Array();
        assert.equal(given.length, values.length, name);
        values.forEach((value, i) => {
          assert.ok(Math.abs(given[i] - value) < 1e-5, `${name}[${i}]: ${given[i]} and ${value}`);
        });
      }
      assertParameters(moment, await arraysOf(replay));
    }
  });

  it("says so where a keyframe is damaged, and comes to the same bits from an earlier one", async () => {
    const damaged = workspace.copy(run);
    const file = join(damaged, "epochs/6.optimizer.npz");
    writeFileSync(file, readFileSync(file).subarray(0, 300));
    writeFileSync(join(damaged, "epochs/5.npz"), "");
    const replay = await open(damaged);
    const at = { epoch: 7, batch: 3 };
    await replay.seek(at);
    assert.equal(notes.length, 2);
    assert.match(notes[0], /^epochs\/6\.npz cannot be read, so training starts at an earlier epoch/);
    assert.match(notes[1], /^epochs\/5\.npz cannot be read/);
    const whole = await open();
    await whole.seek(at);
    assertSame(await arraysOf(replay), await arraysOf(whole), "at epoch 7");
  });

  it("is refused where the data has changed, and says which backend trained it where that was another", async () => {
    const csv = join(workspace.path, "points.csv");
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${(i * 3) % 5},${i % 2 ? "a" : "b"}`);
    writeFileSync(csv, ["x,y,class", ...rows].join("\n"));
    const data = { format: "csv", path: "points.csv", label: "class" };
    const { run: other } = await workspace.train(
      irisConfig({ data, backend: "reference", layers: config.layers && [{ units: 2, activation: "softmax" }] }),
    );
    await open(other);
    assert.match(notes.join(), /trained on reference/);
    writeFileSync(csv, ["x,y,class", ...rows, "1,1,a"].join("\n"));
    await assert.rejects(open(other), { kind: "data" });
  });
});

const noNeeds = { matrices: new Map(), whole: new Map(), parts: new Map(), right: new Map() };

function assertParameters(moment: Moment, arrays: readonly NamedArray[]) {
  for (const { name, values } of arrays) {
    if (name.startsWith("optimizer/")) continue;
    const own = name.replace(/\d+/, (layer) => String(Number(layer) + 1));
    assert.deepEqual(moment.matrix(own)?.values, values, own);
  }
}

/** Computes cost and matrices of a minibatch on the reference backend, from the data and the weights before it. */
async function byReference(
  { dataset, training }: TrainingReplay,
  before: NamedArray[],
  at: { epoch: number; batch: number },
) {
  const backend = new ReferenceBackend();
  const { config } = training;
  const { batchSize, seed } = config.training;
  const network = buildNetwork(backend, config, dataset.inputs, batchSize);
  await network.writeParameters(before);
  const examples = backend.examples(dataset.train);
  examples.setOrder(orderOf(dataset.train.count, seed, at.epoch));
  const start = (at.batch - 1) * batchSize;
  const rows = Math.min(batchSize, dataset.train.count - start);
  const settings = trainingSettings(config, dataset.train.count, dataset.classWeights);
  const minibatch = { ...evaluationMinibatch({ start, rows }), ...at, step: 1 };
  const { costs } = await backend.plan(network.gradientStep(examples, settings)).run([minibatch]);
  const { pass, layers } = network;
  const matrices = new Map<string, Float32Array>();
  const add = async (name: string, matrix: Parameters<ReferenceBackend["read"]>[0], perRow = true) => {
    const values = await backend.read(matrix);
    matrices.set(name, perRow ? values.subarray(0, rows * matrix.columns) : values);
  };
  await add("z0", pass.inputs);
  await add("y", pass.targets);
  for (const l of layers.keys()) {
    await add(`s${l + 1}`, pass.layers[l].s);
    await add(`z${l + 1}`, pass.layers[l].z);
    await add(`delta${l + 1}`, pass.errors(l).delta);
    const { GW, Gb, Galpha } = pass.gradients(l);
    await add(`GW${l + 1}`, GW, false);
    await add(`Gb${l + 1}`, Gb, false);
    if (Galpha) await add(`Galpha${l + 1}`, Galpha, false);
  }
  return { cost: costs[0] / rows, matrices };
}
