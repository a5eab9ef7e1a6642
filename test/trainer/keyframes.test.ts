/**
 * Requests for an epoch of a run: the weights of every kept epoch are saved; without the optimizer's accumulators,
 * training on from a keyframe gives the state of an undisturbed run, bit for bit.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BackendName } from "../../src/core/names";
import { Debuggee } from "../../src/debugger/example/debuggee";
import { encodeCheckpoint, readCheckpoint } from "../../src/runs/checkpoint";
import { keyframesOf, optimizerOfEpoch, readKeyframe, weightsOfEpoch } from "../../src/runs/keyframes";
import { RunServer } from "../../src/trainer/process/serve";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { finish, irisConfig, Workspace, wholeLayer } from "./workspace";

const adam = { type: "adam", learningRate: 0.01 };
const momentum = { type: "sgd", learningRate: 0.1, momentum: 0.9 };
const epochs = 13;
const configOf = (optimizer: object, more: object = {}) =>
  irisConfig({ backend: "wasm", training: { epochs, keepEvery: 1, optimizer, ...more } });

describe("of a run that keeps every epoch", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  /**
   * Trains a run, and makes a copy in the format before keyframes: every kept epoch is complete, as it was when it was
   * written.
   */
  async function trainBoth(config: object, backend?: BackendName): Promise<{ run: string; whole: string }> {
    const wholes = new Map<string, Promise<Uint8Array>>();
    let run = "";
    await finish({ train: workspace.write({ ...config }), ...(backend && { backend }) }, (event, session) => {
      if (event.type === "started") run = event.run;
      if (event.type === "epoch" && event.epoch === 6) void session.apply("training.optimizer.learningRate", 0.02);
      if (event.type !== "checkpoint" || !event.file.startsWith("epochs/")) return;
      const [weights, optimizer] = [weightsOfEpoch(event.epoch), optimizerOfEpoch(event.epoch)].map((name) =>
        readFileSync(join(run, name)),
      );
      wholes.set(event.file, joined(weights, optimizer));
    });
    const whole = workspace.copy(run);
    for (const name of accumulatorsIn(run)) rmSync(join(whole, "epochs", name));
    for (const [file, bytes] of wholes) writeFileSync(join(whole, file), await bytes);
    assert.equal(wholes.size, epochs);
    return { run, whole };
  }

  async function joined(weights: Uint8Array, optimizer: Uint8Array): Promise<Uint8Array> {
    const read = async (bytes: Uint8Array) => {
      const file = join(workspace.path, `part-${Math.random()}.npz`);
      writeFileSync(file, bytes);
      return readCheckpoint(file);
    };
    const [{ arrays, state }, beside] = [await read(weights), await read(optimizer)];
    return encodeCheckpoint({ arrays: [...arrays, ...beside.arrays], state });
  }

  const accumulatorsIn = (run: string) => readdirSync(join(run, "epochs")).filter((name) => name.includes("optimizer"));
  const updatesOf = (run: string) => {
    const server = new RunServer(run);
    return (epoch: number) => server.weights({ ...wholeLayer, what: "update", at: epoch });
  };

  it("accumulators are kept at the keyframes alone, and plain sgd has none", async () => {
    const { run } = await workspace.train(configOf(adam));
    assert.deepEqual(new Set(accumulatorsIn(run).map((name) => Number.parseInt(name, 10))), keyframesOf(epochs));
    const plain = await workspace.train(configOf({ type: "sgd", learningRate: 0.1 }));
    assert.deepEqual(accumulatorsIn(plain.run), []);
    for (const epoch of [1, 7, epochs]) assert.ok(await readKeyframe(plain.run, epoch));
  });

  for (const [name, optimizer] of Object.entries({ adam, momentum })) {
    it(`the step from any epoch is that of a run with whole checkpoints, with ${name} and a changed setting`, async () => {
      const { run, whole } = await trainBoth(configOf(optimizer));
      const [updateOf, expectedOf] = [updatesOf(run), updatesOf(whole)];
      for (const epoch of [0, 1, 3, 5, 6, 8, 11, epochs]) {
        const [found, expected] = [await updateOf(epoch), await expectedOf(epoch)];
        assert.deepEqual(found.values, expected.values, `epoch ${epoch}`);
        assert.doesNotMatch(expected.basis ?? "", /since epoch/);
        const isKept = epoch === 0 || keyframesOf(epochs).has(epoch) || found.basis === expected.basis;
        if (!isKept) assert.match(found.basis ?? "", /, with the optimizer's accumulators recomputed since epoch \d+$/);
      }
      // It starts at the newest keyframe before the epoch, so it repeats nothing before that.
      assert.match((await updateOf(8)).basis ?? "", /since epoch 5$/);
      assert.match((await updateOf(3)).basis ?? "", /since epoch 0$/);
    });
  }

  it("the step is the same though a keyframe be damaged or gone: an earlier one leads there", async () => {
    const { run, whole } = await trainBoth(configOf(adam));
    const file = join(run, optimizerOfEpoch(5));
    writeFileSync(file, readFileSync(file).subarray(0, 600));
    const found = await updatesOf(run)(8);
    assert.deepEqual(found.values, (await updatesOf(whole)(8)).values);
    assert.match(found.basis ?? "", /since epoch 0$/);
  });

  it("the step of weights that another backend trained says that its accumulators may differ", async () => {
    const { run } = await trainBoth(configOf(adam), "reference");
    const updateOf = updatesOf(run);
    assert.match(
      (await updateOf(8)).basis ?? "",
      /since epoch 5; the recomputed weights differ, so the accumulators may differ from the run's$/,
    );
    assert.doesNotMatch((await updateOf(5)).basis ?? "", /may differ/);
  });

  it("everything that needs weights alone works at every epoch, and says what it said of whole checkpoints", async () => {
    const { run, whole } = await trainBoth(configOf(adam));
    const values = Float32Array.of(5.1, 3.5, 1.4, 0.2);
    const ask = async (folder: string, epoch: number) => {
      const server = new RunServer(folder);
      const debuggee = await Debuggee.open(folder, epoch, undefined);
      return [
        await server.weights({ ...wholeLayer, at: epoch }),
        await server.weights({ ...wholeLayer, what: "gradient", at: epoch }),
        await server.weights({ ...wholeLayer, what: "change", at: epoch }),
        await server.units({ at: epoch }),
        await server.evaluation({ set: "test", at: epoch }),
        await server.activations({ values, at: epoch }),
        await evaluateRun(folder, { checkpoint: epoch }),
        await debuggee.read("W1"),
      ];
    };
    for (const epoch of [3, 5, 8]) assert.deepEqual(await ask(run, epoch), await ask(whole, epoch), `epoch ${epoch}`);
  });

  it("verifying finds the same bits, the accumulators included", async () => {
    const { run } = await workspace.train(configOf(adam));
    const { same, epoch } = await verifyRun(run);
    assert.deepEqual([same, epoch], [true, epochs]);
  });

  it("a run with whole checkpoints goes on, and keeps those that it has", async () => {
    const { whole } = await trainBoth(configOf(adam));
    const before = [1, 7, epochs].map((epoch) => readFileSync(join(whole, weightsOfEpoch(epoch))));
    await finish({ resume: whole, epochs: 18 });
    assert.deepEqual(
      [1, 7, epochs].map((epoch) => readFileSync(join(whole, weightsOfEpoch(epoch)))),
      before,
    );
    const found = await updatesOf(whole)(14);
    assert.match(found.basis ?? "", new RegExp(`since epoch ${epochs}$`));
    assert.deepEqual(accumulatorsIn(whole).sort(), ["15.optimizer.npz", "18.optimizer.npz"]);
  });
});
