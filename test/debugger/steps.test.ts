/** Steps of a training in the debugger, forward and back, and the values shown at a stop. */
import assert from "node:assert/strict";
import { finish, last } from "../trainer/workspace";
import { batches, epochsLine, read, secondLayer, useTraining } from "./debuggedTraining";

describe("steps of a training in the debugger", () => {
  const training = useTraining();

  it("goes operation by operation through a minibatch, which gives the weights that training gives", async () => {
    await training.launch({}, { about: { stopOnEntry: true } });
    await training.stopped();
    const seen = [await training.place()];
    for (let i = 0; i < 10; i++) seen.push((await training.move("next")).slice(1));
    assert.deepEqual(seen, [
      [read, 1, 1],
      ["forward layer 1", 1, 1],
      ["forward layer 2", 1, 1],
      ["cost", 1, 1],
      ["output error", 1, 1],
      ["error of layer 1", 1, 1],
      ["gradient of layer 1", 1, 1],
      ["update layer 1", 1, 1],
      ["gradient of layer 2", 1, 1],
      ["update layer 2", 1, 1],
      [read, 2, 1],
    ]);
    // Steps into the forward pass, and out of it, the minibatch and the epoch.
    assert.deepEqual(await training.move("stepIn"), ["step", "forward layer 1", 2, 1]);
    assert.deepEqual(await training.move("stepOut"), ["step", "cost", 2, 1]);
    assert.deepEqual(await training.move("stepOut"), ["step", read, 3, 1]);
    assert.deepEqual(await training.move("stepOut"), ["step", read, 1, 2]);
    for (let i = 0; i < 10; i++) await training.move("next");
    assert.deepEqual(await training.place(), [read, 2, 2]);
    assert.deepEqual(
      training.client.texts.filter((text) => /differ/.test(text)),
      [],
    );
    await training.toTheEnd("terminate");
    const { state } = await last(training.newestRun());
    assert.deepEqual([state.epoch, state.batch, state.step], [1, 1, batches + 1]);
    await finish({ resume: training.newestRun() });
    await training.isUndisturbed(training.newestRun());
  });

  it("goes back over operations and epochs, and forward again to the same values, and writes nothing twice", async () => {
    await training.launch({ [epochsLine]: { condition: "epoch == 3" } });
    await training.stopped();
    assert.deepEqual(await training.place(), [read, 1, 3]);
    await training.setBreakpoints([]);
    await training.move("next");
    const weights = [await training.client.evaluate("W1[2,3]"), await training.client.evaluate("norm(W2)")];
    const z = await training.client.evaluate("z0[4,1]");
    assert.deepEqual(await training.move("stepBack"), ["step", read, 1, 3]);
    await assert.rejects(training.client.evaluate("z0[4,1]"), /z0 is not computed yet; step on/);
    assert.deepEqual(await training.move("stepBack"), ["step", "update layer 2", 12, 2]);
    assert.equal(await training.client.evaluate("W1[2,3]"), weights[0], "layer 1 is updated already");
    assert.notEqual(await training.client.evaluate("norm(W2)"), weights[1]);
    assert.deepEqual(await training.move("stepBack"), ["step", "gradient of layer 2", 12, 2]);
    await training.setBreakpoints([{ line: epochsLine }]);
    assert.deepEqual(await training.move("reverseContinue"), ["breakpoint", read, 1, 2]);
    assert.deepEqual(await training.move("reverseContinue"), ["breakpoint", read, 1, 1]);
    const first = await training.client.evaluate("W1[2,3]");
    assert.deepEqual(await training.move("reverseContinue"), ["step", read, 1, 1]);
    assert.equal(await training.client.evaluate("W1[2,3]"), first);
    assert.deepEqual(await training.move("continue"), ["breakpoint", read, 1, 2]);
    assert.deepEqual(await training.move("continue"), ["breakpoint", read, 1, 3]);
    await training.move("next");
    assert.deepEqual([await training.client.evaluate("W1[2,3]"), await training.client.evaluate("norm(W2)")], weights);
    assert.equal(await training.client.evaluate("z0[4,1]"), z);
    await training.toTheEnd();
    await training.isUndisturbed(training.newestRun());
  });

  it("goes through the parts of an operation, which come to what the operation computes", async () => {
    await training.launch({ [secondLayer]: {} }, { about: { stopOnEntry: true } });
    await training.stopped();
    await training.client.move("continue");
    const seen = [];
    for (let i = 0; i < 4; i++) seen.push((await training.client.move(i === 0 ? "stepIn" : "next")).title);
    assert.deepEqual(seen.slice(0, 3), [
      "product · product2 = z1·W2",
      "bias · s2 = product2 + b2",
      "function · z2 = softmax(s2)",
    ]);
    // Equal to the training's values up to rounding errors.
    const isClose = (title: string) => {
      const [, most = "0"] = /at most ([\d.e-]+)/.exec(title) ?? [];
      assert.ok(/^end of the parts · /.test(title) && Number(most) < 1e-6, title);
    };
    isClose(seen[3]);
    const [parts] = await training.client.scopes();
    const [product, s, z] = await training.client.variables(parts.variablesReference);
    assert.deepEqual([parts.name, product.name, s.name, z.name], ["Parts", "product2", "s2", "z2"]);
    await assert.rejects(training.client.evaluate("s2"), /s2 is not computed yet/);
    assert.match((await training.client.move("stepBack")).title, /^function/);
    assert.match((await training.client.move("stepOut")).title, /^cost/);
    assert.equal(await training.client.evaluate("z2"), z.value);
    // The parts of backpropagation and of a gradient.
    for (const [title, first] of [
      [/^error of layer 1/, /^product · product1 = delta2·W2ᵀ/],
      [/^gradient of layer 1/, /^product · product1 = z0ᵀ·delta1/],
    ]) {
      let now = await training.client.top();
      while (!title.test(now.title)) now = await training.client.move("next");
      assert.match((await training.client.move("stepIn")).title, first);
      await training.client.move("next");
      isClose((await training.client.move("next")).title);
      await training.client.move("next");
    }
    await training.setBreakpoints([]);
    await training.toTheEnd();
    await training.isUndisturbed(training.newestRun());
  });

  it("shows layers, the minibatch and the training, and completes names", async () => {
    await training.launch({ [secondLayer]: {} });
    await training.stopped();
    const scopes = await training.client.scopes();
    assert.deepEqual(
      scopes.map(({ name }) => name),
      ["Layer 2 (3 units, softmax)", "Minibatch", "Layer 1 (6 units, tanh)", "Training", "Network"],
    );
    const [z0, y] = await training.client.variables(scopes[1].variablesReference);
    assert.deepEqual([z0.name, z0.type, y.type], ["z0", "float32 [10, 4]", "float32 [10, 3]"]);
    const [row] = await training.client.variables(y.variablesReference, { filter: "indexed", start: 2, count: 1 });
    assert.deepEqual(
      (await training.client.variables(row.variablesReference)).map(({ name }) => name),
      ["[0] setosa", "[1] versicolor", "[2] virginica"],
    );
    const figures = await training.client.variables(scopes[3].variablesReference);
    assert.deepEqual(
      figures.slice(0, 5).map(({ name, value }) => `${name} ${value}`),
      ["epoch 1", "batch 1", "step 1", `learningRate ${Math.fround(0.02)}`, "epochs 3"],
    );
    assert.equal(await training.client.evaluate("epoch + layer"), "3");
    assert.match(await training.client.evaluate("z1"), /^\[10, 6\], norm /);
    await assert.rejects(training.client.evaluate("delta1"), /delta1 is not computed yet; step on/);
    await assert.rejects(training.client.evaluate("process.exit()"), /in the place of|there is no/);
    const { body } = await training.client.completionsRequest({ text: "max(GW", column: 7 });
    assert.deepEqual(body.targets, [
      { label: "GW1", type: "variable", start: 5, length: 2 },
      { label: "GW2", type: "variable", start: 5, length: 2 },
    ]);
  });
});
