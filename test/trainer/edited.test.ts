/**
 * Values set by hand in a training: their effect is what the operations compute from them, and resuming, verifying and
 * seeking back reach the same bits at the same minibatch.
 */
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { NamedArray } from "../../src/core/layer";
import { ReferenceBackend } from "../../src/core/reference";
import type { Edited } from "../../src/protocol/edited";
import { readEvents } from "../../src/runs/events";
import { formatLine } from "../../src/runs/metricsLine";
import { readRecordedRun } from "../../src/runs/recordedRun";
import { operationName } from "../../src/trainer/experiment/editedMinibatches";
import { loadRecordedRun } from "../../src/trainer/experiment/recorded";
import { TrainingReplay } from "../../src/trainer/replay/replay";
import { when } from "../../src/trainer/replay/when";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { makeTraining } from "../../src/trainer/session/startTraining";
import { RunSteps } from "../../src/trainer/views/runSteps";
import { trainEdited } from "./editedRun";
import { finish, irisConfig, last, Workspace, withoutTimes } from "./workspace";

/** 10 minibatches of 11 examples per epoch. */
const config = irisConfig({ backend: "wasm", training: { keepEvery: 1 } });
const edits: Omit<Edited, "type" | "from">[] = [
  { epoch: 1, batch: 3, operation: "gather", target: "W0", index: [1, 4], to: 0.25 },
  { epoch: 2, batch: 1, operation: "forward 1", target: "z0", index: [null, 5], to: 0 },
  { epoch: 2, batch: 4, operation: "backpropagate 0", target: "b1", to: [0.5, -0.25, 0] },
  { epoch: 2, batch: 9, operation: "forward 1", target: "s0", index: [3, null], to: [1, -1, 0.5, -0.5, 2, -2] },
  { epoch: 3, batch: 5, operation: "gather", target: "learningRate", to: 0.75 },
  { epoch: 3, batch: 5, operation: "update 1", target: "alpha0", index: [2], to: 0.125 },
];

describe("values that were set in a training", () => {
  const workspace = new Workspace();
  let run: string;
  const opened: TrainingReplay[] = [];
  const open = async (folder: string) => {
    const replay = await TrainingReplay.open(folder, { threads: 1 });
    opened.push(replay);
    return replay;
  };
  const arraysOf = ({ training }: TrainingReplay) => training.network.readParameters();
  const at = (epoch: number, batch: number) => ({ epoch, batch });

  before(async () => {
    ({ run } = await trainEdited({ train: workspace.write(config) }, edits));
  });
  after(async () => {
    for (const replay of opened) await replay.close();
    workspace.remove();
  });

  it("are in the run's events, in their order, and counted in its last one", async () => {
    const found = await readEvents(run, ["edited", "done"]);
    const expected = edits.map((edit) => ({ type: "edited", from: 0, ...edit }));
    assert.deepEqual(found.slice(0, -1), expected);
    const end = found.at(-1);
    assert.equal(end?.type === "done" && end.edited, edits.length);
  });

  it("of weights and the learning rate are what training from such weights, at such a rate, gives", async () => {
    const undisturbed = await open((await finish({ train: workspace.write(config) })).run);
    const edited = await open(run);
    await undisturbed.seek(at(1, 2));
    const arrays = await arraysOf(undisturbed);
    const W = arrays.find(({ name }) => name === "W0") as NamedArray;
    W.values[1 * 6 + 4] = 0.25;
    await undisturbed.training.network.writeParameters(arrays);
    await undisturbed.training.train(1);
    await edited.seek(at(1, 3));
    assert.deepEqual(await arraysOf(edited), await arraysOf(undisturbed));

    await edited.seek(at(3, 4));
    await undisturbed.seek(at(3, 4));
    await undisturbed.training.network.writeParameters(await arraysOf(edited));
    const { training } = undisturbed.training.config;
    const optimizer = { ...training.optimizer, learningRate: 0.75 };
    const constant = { ...training, optimizer, schedule: { type: "constant" as const, warmupEpochs: 0 } };
    undisturbed.training.configure({ ...undisturbed.training.config, training: constant });
    await undisturbed.training.train(1);
    await edited.seek(at(3, 5));
    const [found, expected] = [await arraysOf(edited), await arraysOf(undisturbed)];
    const but = (all: NamedArray[]) => all.filter(({ name }) => !name.startsWith("alpha"));
    assert.deepEqual(but(found), but(expected));
    // It was set after the update of the first layer, so it keeps its value.
    assert.equal(found.find(({ name }) => name === "alpha0")?.values[2], 0.125);
  });

  it("of activations are what the reference's operations make of them", async () => {
    const edited = await open(run);
    const { experiment } = await reference();
    for (const [epoch, batch] of [
      [2, 1],
      [2, 9],
    ]) {
      await edited.seek(at(epoch, batch - 1));
      await edited.prepare();
      const backend = new ReferenceBackend();
      const training = await makeTraining({ experiment, backend, start: undefined });
      await training.network.writeParameters(await arraysOf(edited));
      training.position = edited.training.position;
      training.configure(edited.training.config);
      const edit = edits.find((each) => each.epoch === epoch && each.batch === batch) as Edited;
      for (const operation of training.operations()) {
        if (operationName(operation) === edit.operation) {
          const { pass, layers } = training.network;
          await setIn(pass.layers[0], edit, backend, await backend.read(layers[0].alpha));
        }
        await training.execute(backend.plan([operation]));
      }
      await edited.seek(at(epoch, batch));
      const expected = await training.network.readParameters();
      for (const [i, { name, values }] of (await arraysOf(edited)).entries()) {
        const most = Math.max(...values.map((value, j) => Math.abs(value - expected[i].values[j])));
        assert.ok(most < 1e-5, `${name} of minibatch ${batch} of epoch ${epoch} differs by ${most}`);
      }
    }
  });
  const reference = async () => {
    const { manifest, dataset } = await loadRecordedRun(run);
    const { config: recorded } = manifest;
    return { experiment: { config: recorded, dataset, file: run, locate: () => run, warnings: [] } };
  };
  type Layer = {
    s: { rows: number; columns: number; name: string };
    z: { rows: number; columns: number; name: string };
  };
  /** Sets a value in layer 0, which has 6 units: prelu with a dropout rate of 0.2. */
  async function setIn({ s, z }: Layer, edit: Edited, backend: ReferenceBackend, alphas: Float32Array): Promise<void> {
    const values = await backend.read(z);
    if (edit.target === "z0") {
      for (let row = 0; row < z.rows; row++) values[row * 6 + 5] = 0;
      return backend.write(z, values);
    }
    const before = await backend.read(s);
    const to = edit.to as number[];
    for (let j = 0; j < 6; j++) {
      const place = 3 * 6 + j;
      // Dropout scales the kept values by 1.25.
      const isKept = values[place] !== 0;
      before[place] = to[j];
      values[place] = isKept ? 1.25 * (to[j] > 0 ? to[j] : alphas[j] * to[j]) : 0;
    }
    await backend.write(s, before);
    return backend.write(z, values);
  }

  it("are set again by verify, and by a resume before and behind them", async () => {
    assert.equal((await verifyRun(run)).same, true);
    const whole = withoutTimes(await last(run));
    for (const stopAfter of [2, 24]) {
      const file = workspace.write(config);
      const stopped = await trainEdited({ train: file }, edits, { stopAfter });
      const left = edits.filter(({ epoch, batch }) => (epoch - 1) * 10 + batch > stopAfter);
      await trainEdited({ resume: stopped.run }, left);
      assert.deepEqual(withoutTimes(await last(stopped.run)), whole, `stopped after ${stopAfter}`);
    }
  });

  it("are set again where a process was killed after they were written", async () => {
    let [folder, killed] = ["", ""];
    await trainEdited({ train: workspace.write(config) }, edits, {
      onEvent: (event) => {
        if (event.type === "started") folder = event.run;
        if (event.type === "epoch" && event.epoch === 3) killed = workspace.copy(folder);
      },
    });
    // Removes the checkpoints of epochs 2 and 3, as if they had not been written.
    for (const name of ["last.npz", "best.npz", "epochs/2.npz", "epochs/3.npz"])
      rmSync(join(killed, name), { force: true });
    await finish({ resume: killed });
    assert.deepEqual(withoutTimes(await last(killed)), withoutTimes(await last(folder)));
  });

  it("are gone back over, and forward again", async () => {
    const replay = await open(run);
    const places = [at(1, 2), at(1, 3), at(2, 1), at(2, 9), at(3, 5), at(4, 10)];
    const first = [];
    for (const place of places) {
      await replay.seek(place);
      first.push(await arraysOf(replay));
    }
    for (const i of [4, 1, 3, 0, 2, 5]) {
      await replay.seek(places[i]);
      assert.deepEqual(await arraysOf(replay), first[i], JSON.stringify(places[i]));
      await replay.remember();
    }
    assert.deepEqual(first[5], (await last(run)).arrays);
  });

  it("count in conditions, also in those that read gradients", async () => {
    const silenced = await when(run, "max(abs(z1[3])) == 0 || learningRate == 0.75");
    assert.deepEqual(silenced.became?.now.at, at(3, 5));
    const gradient = await when(run, "norm(GW2) >= 0 && sum(z1) != 0 && epoch == 2 && batch == 1");
    assert.deepEqual(gradient.became?.now.at, at(2, 1));
    const replay = await open(run);
    await replay.seek(at(2, 0));
    await replay.prepare();
    await replay.training.gradientAhead();
    const GW = await replay.backend.read(replay.training.network.pass.gradients(1).GW);
    const z = await replay.backend.read(replay.training.network.pass.layers[0].z);
    assert.ok(
      [...Array(11).keys()].every((i) => z[i * 6 + 5] === 0),
      "unit 6 is silent",
    );
    // Only the penalty remains in its gradient.
    assert.ok(Math.abs(GW[5 * 3]) < 0.01);
  });

  it("belong to the step that is taken again for a picture of it", async () => {
    const steps = new RunSteps(run, async () => {
      const { manifest, dataset } = await loadRecordedRun(run);
      return { config: manifest.config, dataset };
    });
    const { basis } = await steps.update(1);
    assert.match(basis, /minibatch 1 of epoch 2, repeated, with the values set in the debugger/);
  });

  it("are refused where the run is read by a build that does not know them, or they are of another network", async () => {
    const text = readFileSync(join(run, "metrics.jsonl"), "utf8");
    const lines = text.split("\n").filter((line) => line.includes('edited"'));
    // Such a build reads the type at the start of the line, and skips lines of other types.
    for (const line of lines.slice(0, edits.length)) assert.doesNotMatch(line, /^\{"type":"/);
    const copy = workspace.copy(run);
    appendFileSync(
      join(copy, "metrics.jsonl"),
      formatLine({ ...({ type: "weather" } as unknown as Edited), epoch: 1 }),
    );
    await assert.rejects(readRecordedRun(copy), {
      code: "metrics-damaged",
      message: /event of type weather, which this version/,
    });
    const other = workspace.copy(run);
    const wrong: Edited = { type: "edited", epoch: 4, batch: 2, operation: "forward 7", target: "W0", from: 0, to: 1 };
    appendFileSync(join(other, "metrics.jsonl"), formatLine(wrong));
    await assert.rejects(verifyRun(other), { code: "bad-edit", message: /there is no operation forward 7/ });
  });

  it("come too late for a minibatch that is trained", async () => {
    const errors: unknown[] = [];
    const { run: folder } = await finish({ train: workspace.write(config) }, (event, session) => {
      const late: Edited = { type: "edited", from: 0, epoch: 1, batch: 1, operation: "gather", target: "W0", to: 1 };
      if (event.type === "epoch" && event.epoch === 2) session.edit(late).catch((error) => errors.push(error));
    });
    assert.match(String(errors[0]), /minibatch 1 of epoch 3 is next/);
    assert.deepEqual(await readEvents(folder, ["edited"]), []);
  });
});
