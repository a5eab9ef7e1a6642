/**
 * A training shown operation by operation: the values shown are those of the training, bit for bit, for all networks.
 */
import assert from "node:assert/strict";
import { Stepper } from "../../src/debugger/training/stepper";
import { describeOperation } from "../../src/protocol/edited";
import { operationName } from "../../src/trainer/experiment/editedMinibatches";
import { TrainingReplay } from "../../src/trainer/replay/replay";
import { irisConfig, Workspace } from "../trainer/workspace";

describe("a training shown operation by operation", () => {
  let workspace: Workspace;
  let replay: TrainingReplay;
  before(async () => {
    workspace = new Workspace();
    const { run } = await workspace.train(irisConfig({ training: { epochs: 2 }, backend: "wasm" }));
    replay = await TrainingReplay.open(run, { threads: 1 });
  });
  after(async () => {
    await replay.close();
    workspace.remove();
  });

  it("takes the steps that training takes, also of a short minibatch, with momentum, penalties and learned alphas", async () => {
    const stepper = new Stepper(replay, { done: 0, operation: 0 });
    const { batches } = replay;
    for (const done of [0, batches - 1, batches, batches + 1]) {
      await stepper.goTo({ done, operation: 0 });
      for (let i = 0; i < stepper.operations.length; i++) await stepper.next();
      assert.equal(await stepper.commit(), undefined, `minibatch ${done + 1} differs`);
      assert.deepEqual(stepper.place, { done: done + 1, operation: 0 });
    }
  });

  it("names the operations of events as it names them itself", async () => {
    const stepper = new Stepper(replay, { done: 0, operation: 0 });
    await stepper.goTo({ done: 0, operation: 0 });
    for (const { title, operation } of stepper.operations) {
      assert.equal(describeOperation(operationName(operation)), title.split(" · ")[0]);
    }
  });

  it("says where it differs", async () => {
    const stepper = new Stepper(replay, { done: 0, operation: 0 });
    await stepper.goTo({ done: 3, operation: 0 });
    for (let i = 0; i < stepper.operations.length; i++) await stepper.next();
    // Changes a weight, as if a wrong value had been shown.
    const { network } = replay.training;
    const shown = await network.readParameters();
    shown[0].values[2] += 0.5;
    await network.writeParameters(shown);
    const difference = await stepper.commit();
    assert.equal(difference?.name, "W1", "layers count from 1");
    assert.ok(Math.abs((difference?.most ?? 0) - 0.5) < 1e-6);
  });

  it("comes back to the same bits by any way", async () => {
    const stepper = new Stepper(replay, { done: 0, operation: 0 });
    const values = async () => {
      const read = await Promise.all(["W1", "b2", "alpha1", "z1", "GW2"].map((name) => stepper.read(name)));
      return read.map((matrix) => matrix && [matrix.rows, ...matrix.values]);
    };
    const places = [
      { done: 13, operation: 9 },
      { done: 13, operation: 7 },
      { done: 4, operation: 8 },
    ];
    const first = [];
    for (const place of places) {
      await stepper.goTo(place);
      first.push(await values());
    }
    for (const i of [1, 0, 2, 0, 1]) {
      await stepper.goTo(places[i]);
      assert.deepEqual(await values(), first[i]);
    }
    assert.ok(first[0].every((each) => each !== undefined));
    assert.equal(first[1][4], undefined, "the gradient of layer 2 comes after it");
  });
});
