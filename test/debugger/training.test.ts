/** A training in the debugger, by a client that speaks its protocol: the adapter's process trains the run. */
import assert from "node:assert/strict";
import { statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { requestBasic } from "../../src/control/client";
import { readEvents } from "../../src/runs/events";
import { comparable, finish, last, Workspace, withoutTimes } from "../trainer/workspace";
import { DebugClient } from "./client";

/** 12 minibatches an epoch. */
const config = `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "examples": 30 } },
  "layers": [
    { "units": 6, "activation": "tanh", "dropout": 0.3 },
    { "units": 3, "activation": "softmax" }
  ],
  "cost": "cross-entropy",
  "training": {
    "epochs": 3,
    "batchSize": 10,
    "seed": 5,
    "optimizer": { "type": "adam", "learningRate": 0.02 }
  }
}
`;
const [firstLayer, secondLayer, costLine, epochsLine, batchSizeLine] = [5, 6, 8, 10, 11];
const batches = 12;

describe("the debugger of trainings", () => {
  let workspace: Workspace;
  let file: string;
  let client: DebugClient;
  let undisturbed: Awaited<ReturnType<typeof finish>>;
  before(async () => {
    workspace = new Workspace();
    file = workspace.write(config);
    undisturbed = await finish({ train: file, backend: "wasm" });
  });
  after(() => workspace.remove());
  beforeEach(() => {
    client = new DebugClient();
  });
  afterEach(() => client.close());

  type Asked = Omit<DebugProtocol.SourceBreakpoint, "line">;
  const launch = async (
    breakpoints: Record<number, Asked> = {},
    { about = {}, filters = ["non-finite"] }: { about?: object; filters?: string[] } = {},
  ) => {
    await client.request("initialize", { adapterID: "matrix-network", pathFormat: "path" });
    const launched = client.request("launch", { config: file, ...about });
    await Promise.race([client.event("initialized"), launched]);
    const asked = Object.entries(breakpoints).map(([line, each]) => ({ line: Number(line), ...each }));
    const set = { source: { path: file }, breakpoints: asked };
    const answer = await client.request<DebugProtocol.SetBreakpointsResponse["body"]>("setBreakpoints", set);
    await client.request("setExceptionBreakpoints", { filters });
    await client.request("configurationDone");
    await launched;
    return answer.breakpoints;
  };
  /** By when it was made: names tell seconds apart only. */
  const newestRun = () => {
    const madeAt = (run: string) => statSync(join(run, "manifest.json")).mtimeMs;
    return workspace
      .runs()
      .sort((a, b) => madeAt(a) - madeAt(b))
      .at(-1) as string;
  };
  /** The title of the next operation, the minibatch and the epoch. */
  const place = async () => {
    const [operation, , minibatch, epoch] = (await client.frames()).map(({ name }) => name);
    return [operation.split(" · ")[0], Number(/\d+/.exec(minibatch)?.[0]), Number(/\d+/.exec(epoch)?.[0])];
  };
  const move = async (command: string) => {
    const { reason } = await client.move(command);
    return [reason, ...(await place())];
  };
  const stopped = () => client.event<DebugProtocol.StoppedEvent["body"]>("stopped");
  const setBreakpoints = (breakpoints: object[]) =>
    client.request("setBreakpoints", { source: { path: file }, breakpoints });
  const toTheEnd = async (command = "continue") => {
    const ended = client.event("terminated");
    await client.request(command, { threadId: 1 });
    await ended;
  };
  const isUndisturbed = async (run: string) => {
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(undisturbed.run)));
    assert.deepEqual(comparable(await readEvents(run, ["epoch", "layers"])), comparable(undisturbed.events));
  };
  const read = "read the minibatch";

  it("stops at the entry and at every epoch, and trains the same weights as ever", async () => {
    const set = await launch({ [epochsLine]: {}, 1: {} }, { about: { stopOnEntry: true } });
    assert.deepEqual(
      set.map(({ verified }) => verified),
      [false, true],
    );
    assert.equal((await stopped()).reason, "entry");
    const frames = await client.frames();
    assert.deepEqual(
      frames.map(({ name, line }) => [name, line]),
      [
        ["read the minibatch · z0, y", 3],
        ["input", batchSizeLine],
        ["minibatch 1 of 12", batchSizeLine],
        ["epoch 1 of 3", epochsLine],
      ],
    );
    assert.deepEqual(await move("continue"), ["breakpoint", read, 1, 2]);
    assert.deepEqual(await move("continue"), ["breakpoint", read, 1, 3]);
    await toTheEnd();
    await isUndisturbed(newestRun());
  });

  it("goes operation by operation through a minibatch, which gives the weights that training gives", async () => {
    await launch({}, { about: { stopOnEntry: true } });
    await stopped();
    const seen = [await place()];
    for (let i = 0; i < 10; i++) seen.push((await move("next")).slice(1));
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
    // Into the forward pass, out of it, of the minibatch and of the epoch.
    assert.deepEqual(await move("stepIn"), ["step", "forward layer 1", 2, 1]);
    assert.deepEqual(await move("stepOut"), ["step", "cost", 2, 1]);
    assert.deepEqual(await move("stepOut"), ["step", read, 3, 1]);
    assert.deepEqual(await move("stepOut"), ["step", read, 1, 2]);
    for (let i = 0; i < 10; i++) await move("next");
    assert.deepEqual(await place(), [read, 2, 2]);
    assert.deepEqual(
      client.texts.filter((text) => /differ/.test(text)),
      [],
    );
    await toTheEnd("terminate");
    const { state } = await last(newestRun());
    assert.deepEqual([state.epoch, state.batch, state.step], [1, 1, batches + 1]);
    await finish({ resume: newestRun() });
    await isUndisturbed(newestRun());
  });

  it("goes back over operations and epochs, and forward again to the same values, and writes nothing twice", async () => {
    await launch({ [epochsLine]: { condition: "epoch == 3" } });
    await stopped();
    assert.deepEqual(await place(), [read, 1, 3]);
    await setBreakpoints([]);
    await move("next");
    const weights = [await client.evaluate("W1[2,3]"), await client.evaluate("norm(W2)")];
    const z = await client.evaluate("z0[4,1]");
    assert.deepEqual(await move("stepBack"), ["step", read, 1, 3]);
    await assert.rejects(client.evaluate("z0[4,1]"), /z0 is not computed yet; step on/);
    assert.deepEqual(await move("stepBack"), ["step", "update layer 2", 12, 2]);
    assert.equal(await client.evaluate("W1[2,3]"), weights[0], "layer 1 is updated already");
    assert.notEqual(await client.evaluate("norm(W2)"), weights[1]);
    assert.deepEqual(await move("stepBack"), ["step", "gradient of layer 2", 12, 2]);
    await setBreakpoints([{ line: epochsLine }]);
    assert.deepEqual(await move("reverseContinue"), ["breakpoint", read, 1, 2]);
    assert.deepEqual(await move("reverseContinue"), ["breakpoint", read, 1, 1]);
    const first = await client.evaluate("W1[2,3]");
    assert.deepEqual(await move("reverseContinue"), ["step", read, 1, 1]);
    assert.equal(await client.evaluate("W1[2,3]"), first);
    assert.deepEqual(await move("continue"), ["breakpoint", read, 1, 2]);
    assert.deepEqual(await move("continue"), ["breakpoint", read, 1, 3]);
    await move("next");
    assert.deepEqual([await client.evaluate("W1[2,3]"), await client.evaluate("norm(W2)")], weights);
    assert.equal(await client.evaluate("z0[4,1]"), z);
    await toTheEnd();
    await isUndisturbed(newestRun());
  });

  it("stops where conditions hold, forward and back, at the operation of the breakpoint", async () => {
    const condition = "epoch == 2 && batch > 4 && norm(GW2) > 0 && finite(delta1)";
    const set = await launch({
      [batchSizeLine]: { condition: "batch == 5 && coost > 1" },
      [secondLayer]: { condition },
      [costLine]: { condition: "epoch == 2 && max(z2) < 2", hitCondition: "% 5" },
    });
    assert.deepEqual(
      set.map(({ verified, message }) => [verified, message]),
      [
        [true, undefined],
        [true, undefined],
        [false, "there is no coost; did you mean cost?"],
      ],
    );
    await stopped();
    const seen = [await place()];
    for (let i = 0; i < 3; i++) seen.push((await move("continue")).slice(1));
    const expected = [
      ["forward layer 2", 5, 2],
      ["cost", 5, 2],
      ["forward layer 2", 6, 2],
      ["forward layer 2", 7, 2],
    ];
    assert.deepEqual(seen, expected);
    assert.deepEqual(await move("reverseContinue"), ["breakpoint", "cost", 6, 2]);
    assert.deepEqual(await move("reverseContinue"), ["breakpoint", "forward layer 2", 6, 2]);
    await setBreakpoints([]);
    await toTheEnd();
    await isUndisturbed(newestRun());
  });

  it("stops in the part of a layer that its column names, and writes messages without stopping", async () => {
    const source = { path: file };
    await launch({ [costLine]: { condition: "batch == 12", logMessage: "{epoch}: {cost}, {W1}" } });
    // It runs until it is paused, or to its end; the message was written by then.
    await client.event("terminated");
    const costs = client.texts.filter((text) => /^\d: /.test(text));
    assert.equal(costs.length, 3);
    assert.match(costs[2], /^3: \d\.\d+, \[4, 6\]\n$/);
    const { breakpoints } = await client.request<{ breakpoints: { column?: number }[] }>("breakpointLocations", {
      source,
      line: firstLayer,
    });
    assert.deepEqual(
      breakpoints.map(({ column }) => column),
      [5, 7, 19],
    );
  });

  it("goes through the parts of an operation, which come to what the operation computes", async () => {
    await launch({ [secondLayer]: {} }, { about: { stopOnEntry: true } });
    await stopped();
    await client.move("continue");
    const seen = [];
    for (let i = 0; i < 4; i++) seen.push((await client.move(i === 0 ? "stepIn" : "next")).title);
    assert.deepEqual(seen.slice(0, 3), [
      "product · product2 = z1·W2",
      "bias · s2 = product2 + b2",
      "function · z2 = softmax(s2)",
    ]);
    // As in training, or not further away than roundings are.
    const isClose = (title: string) => {
      const [, most = "0"] = /at most ([\d.e-]+)/.exec(title) ?? [];
      assert.ok(/^end of the parts · /.test(title) && Number(most) < 1e-6, title);
    };
    isClose(seen[3]);
    const [parts] = await client.scopes();
    const [product, s, z] = await client.variables(parts.variablesReference);
    assert.deepEqual([parts.name, product.name, s.name, z.name], ["Parts", "product2", "s2", "z2"]);
    await assert.rejects(client.evaluate("s2"), /s2 is not computed yet/);
    assert.match((await client.move("stepBack")).title, /^function/);
    assert.match((await client.move("stepOut")).title, /^cost/);
    assert.equal(await client.evaluate("z2"), z.value);
    // Of backpropagation and of a gradient.
    for (const [title, first] of [
      [/^error of layer 1/, /^product · product1 = delta2·W2ᵀ/],
      [/^gradient of layer 1/, /^product · product1 = z0ᵀ·delta1/],
    ]) {
      let now = await client.top();
      while (!title.test(now.title)) now = await client.move("next");
      assert.match((await client.move("stepIn")).title, first);
      await client.move("next");
      isClose((await client.move("next")).title);
      await client.move("next");
    }
    await setBreakpoints([]);
    await toTheEnd();
    await isUndisturbed(newestRun());
  });

  it("stops before the operation that computes a matrix, which a breakpoint names", async () => {
    await launch({}, { about: { stopOnEntry: true } });
    await stopped();
    const names = ["update W2", "delta1", "GW3", "W1 = 3"].map((name) => ({ name }));
    const breakpoints = [...names, { name: "cost", condition: "epoch == 3 && batch == 12 && min(cost, 0) == 0" }];
    const set = await client.request<DebugProtocol.SetBreakpointsResponse["body"]>("setFunctionBreakpoints", {
      breakpoints,
    });
    assert.deepEqual(
      set.breakpoints.map(({ verified }) => verified),
      [true, true, false, false, true],
    );
    assert.deepEqual(await move("continue"), ["breakpoint", "error of layer 1", 1, 1]);
    assert.deepEqual(await move("continue"), ["breakpoint", "update layer 2", 1, 1]);
    await client.request("setFunctionBreakpoints", { breakpoints: breakpoints.slice(-1) });
    // The last minibatch of the training.
    assert.deepEqual(await move("continue"), ["breakpoint", "cost", 12, 3]);
    await toTheEnd();
    await isUndisturbed(newestRun());
  });

  it("goes through a run that is trained to its end, and writes nothing", async () => {
    const { run } = undisturbed;
    const soon = Date.now() / 1000 + 60;
    utimesSync(file, soon, soon);
    const before = await readEvents(run, ["started", "epoch"]);
    await launch({ [firstLayer]: { column: 19 } }, { about: { config: undefined, run, from: { epoch: 3, batch: 2 } } });
    assert.equal((await stopped()).reason, "entry");
    assert.deepEqual(await place(), [read, 2, 3]);
    assert.deepEqual(await move("continue"), ["breakpoint", "gradient of layer 1", 2, 3]);
    await move("stepOut");
    assert.deepEqual(await move("reverseContinue"), ["breakpoint", "gradient of layer 1", 2, 3]);
    await setBreakpoints([]);
    await move("stepOut");
    await move("stepOut");
    assert.deepEqual(
      (await client.frames()).map(({ name }) => name),
      ["the end · every epoch is trained"],
    );
    const { arrays } = await last(run);
    assert.equal(await client.evaluate("W1[3,5]"), String(arrays[0].values[3 * 6 + 5]));
    await toTheEnd();
    assert.deepEqual(await readEvents(run, ["started", "epoch"]), before);
    assert.equal(client.texts.filter((text) => /was saved after this run began/.test(text)).length, 1);
  });

  it("ends going through a run that is trained to its end when it is asked to", async () => {
    await launch({}, { about: { config: undefined, run: undisturbed.run, stopOnEntry: true } });
    assert.equal((await stopped()).reason, "entry");
    await toTheEnd("terminate");
  });

  it("shows layers, the minibatch and the training, and completes names", async () => {
    await launch({ [secondLayer]: {} });
    await stopped();
    const scopes = await client.scopes();
    assert.deepEqual(
      scopes.map(({ name }) => name),
      ["Layer 2 (3 units, softmax)", "Minibatch", "Layer 1 (6 units, tanh)", "Training"],
    );
    const [z0, y] = await client.variables(scopes[1].variablesReference);
    assert.deepEqual([z0.name, z0.type, y.type], ["z0", "float32 [10, 4]", "float32 [10, 3]"]);
    const [row] = await client.variables(y.variablesReference, { filter: "indexed", start: 2, count: 1 });
    assert.deepEqual(
      (await client.variables(row.variablesReference)).map(({ name }) => name),
      ["[0] setosa", "[1] versicolor", "[2] virginica"],
    );
    const figures = await client.variables(scopes[3].variablesReference);
    assert.deepEqual(
      figures.slice(0, 5).map(({ name, value }) => `${name} ${value}`),
      ["epoch 1", "batch 1", "step 1", `learningRate ${Math.fround(0.02)}`, "epochs 3"],
    );
    assert.equal(await client.evaluate("epoch + layer"), "3");
    assert.match(await client.evaluate("z1"), /^\[10, 6\], norm /);
    await assert.rejects(client.evaluate("delta1"), /delta1 is not computed yet; step on/);
    await assert.rejects(client.evaluate("process.exit()"), /stands where|there is no/);
    const { targets } = await client.request<{ targets: { label: string; start: number }[] }>("completions", {
      text: "max(GW",
      column: 7,
    });
    assert.deepEqual(targets, [
      { label: "GW1", type: "variable", start: 5, length: 2 },
      { label: "GW2", type: "variable", start: 5, length: 2 },
    ]);
  });

  it("is paused for every window, which can let it go on", async () => {
    await launch({ [epochsLine]: {} }, { about: { stopOnEntry: true } });
    await stopped();
    const continued = client.event("continued");
    await requestBasic(newestRun(), "resume");
    await continued;
    assert.equal((await stopped()).reason, "breakpoint");
    assert.deepEqual(await place(), [read, 1, 2]);
  });

  it("stops within a minibatch when it is asked to pause, by the editor or by a window, and saves where it is", async () => {
    const long = workspace.write(config.replace('"epochs": 3', '"epochs": 1000000'), "long.network.json");
    await launch({}, { about: { config: long } });
    await assert.rejects(client.evaluate("step"), /the training is running; pause it first/);
    await client.request("pause", { threadId: 1 });
    assert.equal((await stopped()).reason, "pause");
    const run = workspace.runs("long").at(-1) as string;
    await client.request("continue", { threadId: 1 });
    await requestBasic(run, "pause");
    assert.equal((await stopped()).reason, "pause");
    const step = await client.evaluate("step");
    // An editor that is gone.
    await client.leave();
    assert.equal((await last(run)).state.step, Number(step) - 1);
  });

  it("ends where another window stops it", async () => {
    await launch({}, { about: { stopOnEntry: true } });
    await stopped();
    const ended = client.event("terminated");
    await requestBasic(newestRun(), "stop");
    await ended;
    assert.equal((await last(newestRun())).state.step, 0);
  });

  it("stops at the minibatch whose cost is not finite, before training fails, and goes to its operation", async () => {
    const text = config.replace("tanh", "relu").replace("adam", "sgd").replace("0.02", "1e20");
    const wild = workspace.write(text, "wild.network.json");
    await launch({}, { about: { config: wild } });
    const { reason, text: said } = await stopped();
    assert.equal(reason, "exception");
    assert.match(said ?? "", /learningRate/);
    const { description } = await client.request<{ description: string }>("exceptionInfo", { threadId: 1 });
    assert.equal(description, said);
    const stops = [];
    for (let i = 0; i < 4; i++) stops.push((await client.move("next")).text);
    const values = "s2 and z2 hold values that are not finite.";
    assert.deepEqual(stops, [undefined, undefined, values, "The cost is not finite."]);
    const exited = client.event<{ exitCode: number }>("exited");
    await toTheEnd();
    assert.equal((await exited).exitCode, 4);
  });

  it("says what keeps a training from beginning", async () => {
    await client.request("initialize", { adapterID: "matrix-network", pathFormat: "path" });
    await assert.rejects(client.request("launch", { config: `${file}.missing` }), /there is no file|not found|missing/);
    await assert.rejects(client.request("launch", {}), /name a config to train, or a run/);
  });
});
