/** The debug adapter with a protocol client: one example steps through a network that was really trained. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { InlineValues } from "../../src/protocol/matrixRequest";
import { encodeCheckpoint, readCheckpoint } from "../../src/runs/checkpoint";
import { RunServer } from "../../src/trainer/process/serve";
import { finish, Workspace } from "../trainer/workspace";
import { DebugClient } from "./client";

const config = `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "examples": 30 } },
  "layers": [
    { "units": 6, "activation": "tanh", "dropout": 0.3 },
    {
      "units": 3,
      "activation": "softmax"
    }
  ],
  "training": { "epochs": 3, "batchSize": 10, "seed": 5, "keepEvery": 1, "optimizer": { "type": "sgd", "learningRate": 0.2 } }
}
`;
const [dataLine, firstLayer, secondLayer] = [3, 5, 6];

describe("the debugger", () => {
  let workspace: Workspace;
  let run: string;
  let file: string;
  let client: DebugClient;
  before(async () => {
    workspace = new Workspace();
    file = workspace.write(config);
    ({ run } = await finish({ train: file }));
  });
  after(() => workspace.remove());
  beforeEach(() => {
    client = new DebugClient();
  });
  afterEach(() => client.close());

  const launch = async (about: object = {}, { lines = [] as number[], filters = ["non-finite"] } = {}) => {
    await client.initializeRequest();
    const launched = client.request("launch", { run, ...about });
    await Promise.race([client.event("initialized"), launched]);
    const set = { source: { path: file }, breakpoints: lines.map((line) => ({ line })) };
    const { body } = await client.setBreakpointsRequest(set);
    await client.setExceptionBreakpointsRequest({ filters });
    await client.configurationDoneRequest();
    await launched;
    await client.event("stopped");
    return body.breakpoints;
  };
  const example = { set: "train", index: 7 };

  it("takes one operation after the other, forward, back and to the gradients, each on its layer's line", async () => {
    await launch({ example });
    const seen = [await client.top()];
    for (let i = 0; i < 8; i++) seen.push(await client.move("next"));
    assert.deepEqual(
      seen.map(({ title, line }) => [title.split(" · ")[0], line]),
      [
        ["read the example", dataLine],
        ["forward layer 1", firstLayer],
        ["forward layer 2", secondLayer],
        ["cost", 4],
        ["output error", secondLayer],
        ["error of layer 1", firstLayer],
        ["gradient of layer 1", firstLayer],
        ["gradient of layer 2", secondLayer],
        ["the end", 10],
      ],
    );
    const ended = client.event("terminated");
    await client.nextRequest({ threadId: 1 });
    await ended;
  });

  it("stands behind the lines of the config, as far as it is computed", async () => {
    await launch({ example });
    for (let i = 0; i < 4; i++) await client.move("next");
    const { path, values } = await client.request<InlineValues>("inlineValues");
    assert.equal(path, file);
    const texts = new Map(values.map(({ line, text }) => [line, text]));
    assert.match(texts.get(dataLine) ?? "", /^z0 1×4, norm [\d.]+ · y 1×3, norm 1$/);
    assert.match(texts.get(firstLayer) ?? "", /^z1 1×6, norm [\d.]+ · W1 4×6, norm [\d.]+$/);
    assert.match(texts.get(secondLayer) ?? "", /^z2 1×3, norm [\d.]+ · W2 6×3, norm [\d.]+$/);
    assert.ok(values.some(({ text }) => /^cost [\d.]+$/.test(text)));
  });

  it("computes what the run's network answers, without dropout", async () => {
    await launch({ epoch: 2, example });
    const server = new RunServer(run);
    for (let i = 0; i < 3; i++) await client.move("next");
    const { values } = await server.example({ set: "train", index: 7, step: 1, actual: null });
    const { layers } = await server.activations({ values, at: 2 });
    for (const [l, z] of layers.entries()) {
      for (const [unit, value] of z.entries()) assert.equal(await client.evaluate(`z${l + 1}[${unit}]`), String(value));
    }
    await client.move("next");
    const matrix = Number(await client.evaluate("cost"));
    const right = Number(await client.evaluate("max(y)"));
    assert.equal(right, 1);
    const y = await Promise.all([0, 1, 2].map(async (j) => Number(await client.evaluate(`y[${j}]`))));
    assert.ok(
      Math.abs(matrix + Math.log(layers[1][y.indexOf(1)])) < 1e-5,
      `${matrix} is not −ln of the right class's output`,
    );
    await client.move("next");
    for (const j of [0, 1, 2]) {
      const delta = Number(await client.evaluate(`delta2[${j}]`));
      assert.ok(Math.abs(delta - (layers[1][j] - y[j])) < 1e-6, "the output error is z − y");
    }
  });

  it("goes back, and what comes later is not there any more", async () => {
    await launch({ example });
    for (let i = 0; i < 3; i++) await client.move("next");
    const z2 = await client.evaluate("z2[1]");
    assert.match((await client.move("stepBack")).title, /^forward layer 2/);
    await assert.rejects(client.evaluate("z2[1]"), /z2 is not computed yet; step on/);
    await client.move("next");
    assert.equal(await client.evaluate("z2[1]"), z2);
    assert.match((await client.move("reverseContinue")).title, /^read the example/);
  });

  it("stops at breakpoints on layers wherever they are at work, and leaves a phase by stepping out", async () => {
    const breakpoints = await launch({ example }, { lines: [8, 1] });
    assert.deepEqual(
      breakpoints.map(({ verified, line }) => [verified, line]),
      [
        [true, secondLayer],
        [false, 1],
      ],
    );
    const titles = [];
    for (let i = 0; i < 3; i++) {
      const { reason, title } = await client.move("continue");
      assert.equal(reason, "breakpoint");
      titles.push(title.split(" · ")[0]);
    }
    assert.deepEqual(titles, ["forward layer 2", "output error", "gradient of layer 2"]);
    assert.match((await client.move("reverseContinue")).title, /^output error/);
    assert.match((await client.move("stepOut")).title, /^gradient of layer 1/);
  });

  it("opens matrices row by row and page by page, with the names of the classes", async () => {
    await launch({ example });
    await client.move("next");
    const scopes = await client.scopes();
    assert.deepEqual(
      scopes.map(({ name }) => name),
      ["Layer 1 (6 units, tanh)", "Example", "Layer 2 (3 units, softmax)"],
    );
    const [W] = await client.variables(scopes[0].variablesReference);
    assert.deepEqual([W.name, W.type, W.indexedVariables], ["W1", "float32 [4, 6]", 4]);
    const rows = await client.variables(W.variablesReference, { filter: "indexed", start: 2, count: 1 });
    assert.deepEqual(
      rows.map(({ name, indexedVariables }) => [name, indexedVariables]),
      [["[2]", 6]],
    );
    const numbers = await client.variables(rows[0].variablesReference, { filter: "indexed", start: 4, count: 2 });
    const { arrays } = await readCheckpoint(join(run, "best.npz"));
    assert.deepEqual(
      numbers.map(({ name, value }) => [name, value]),
      [4, 5].map((j) => [`[${j}]`, String(arrays[0].values[2 * 6 + j])]),
    );
    const [z0, y] = await client.variables(scopes[1].variablesReference);
    assert.equal(z0.indexedVariables, 4);
    assert.deepEqual(
      (await client.variables(y.variablesReference)).map(({ name }) => name),
      ["[0] setosa", "[1] versicolor", "[2] virginica"],
    );
  });

  it("says norms, shapes and what cannot be asked", async () => {
    await launch({ example });
    const { arrays } = await readCheckpoint(join(run, "best.npz"));
    const norm = Math.sqrt(arrays[0].values.reduce((sum, w) => sum + w * w, 0));
    assert.ok(Math.abs(Number(await client.evaluate("norm(W1)")) - norm) < 1e-5);
    assert.equal(await client.evaluate("shape(W2)"), "[6, 3]");
    assert.equal(await client.evaluate("W1[1, 2]"), String(arrays[0].values[8]));
    await assert.rejects(client.evaluate("W1[4,0]"), /W1 is \[4, 6\], counted from 0/);
    await assert.rejects(client.evaluate("W3"), /there is no W3; layers count from 1/);
    await assert.rejects(client.evaluate("toString(W1)"), /ask for a matrix \(z1\)/);
    await assert.rejects(client.evaluate("process.exit()"), /ask for a matrix \(z1\)/);
  });

  it("stops at values that are not finite, and says whose they are", async () => {
    const kept = join(run, "epochs", "3.npz");
    const checkpoint = await readCheckpoint(kept);
    const whole = readFileSync(kept);
    checkpoint.arrays[0].values.fill(3e38);
    writeFileSync(kept, encodeCheckpoint(checkpoint));
    try {
      await launch({ epoch: 3, example });
      const { reason, text, title } = await client.move("continue");
      assert.equal(reason, "exception");
      assert.match(text ?? "", /^s1 hold/);
      assert.match(title, /^forward layer 2/);
      const { body } = await client.exceptionInfoRequest({ threadId: 1 });
      assert.equal(body.description, text);
    } finally {
      writeFileSync(kept, whole);
    }
  });

  it("refuses what is not there, in words", async () => {
    await client.initializeRequest();
    const refused = (about: object, words: RegExp) =>
      assert.rejects(client.request("launch", { run, ...about }), words);
    await refused({ example: { set: "test", index: 0 } }, /no test examples/);
    await refused(
      { example: { set: "train", index: 900 } },
      /there is no train example 900; give an index from 0 to 119/,
    );
    await refused({ example: { values: [1, 2] } }, /2 values for a network of 4 inputs/);
    await refused({ epoch: 77 }, /epoch 77 were not saved/);
    await refused({ run: "" }, /^Error: run: name a run folder/);
  });
});
