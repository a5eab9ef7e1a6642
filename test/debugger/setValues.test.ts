/** Setting values in the debugger with a protocol client: what is applied, refused and recorded. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Edited } from "../../src/protocol/edited";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { readEvents } from "../../src/runs/events";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { trainEdited } from "../trainer/editedRun";
import { finish, last, Workspace, withoutTimes } from "../trainer/workspace";
import { DebugClient } from "./client";

/** 12 minibatches per epoch. */
const config = `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "examples": 30 } },
  "layers": [
    { "units": 6, "activation": "relu", "dropout": 0.3 },
    { "units": 4, "activation": "softmax", "bias": false },
    { "units": 3, "activation": "softmax" }
  ],
  "cost": "cross-entropy",
  "training": { "epochs": 2, "batchSize": 10, "seed": 5, "optimizer": { "type": "adam", "learningRate": 0.02 }, "schedule": { "type": "constant" } }
}
`;

describe("values that are set in the debugger", () => {
  let workspace: Workspace;
  let client: DebugClient;
  before(() => {
    workspace = new Workspace();
  });
  after(() => workspace.remove());
  beforeEach(() => {
    client = new DebugClient();
  });
  afterEach(() => client.close());

  const launch = async (about: object) => {
    const stopped = client.event("stopped");
    await client.initializeRequest();
    const launched = client.request("launch", about);
    await Promise.race([client.event("initialized"), launched]);
    await client.request("setExceptionBreakpoints", { filters: [] });
    await client.request("configurationDone");
    await launched;
    await stopped;
  };
  type Set = DebugProtocol.SetVariableResponse["body"];
  const setVariable = (variablesReference: number, name: string, value: string) =>
    client.request<Set>("setVariable", { variablesReference, name, value });
  const setExpression = (expression: string, value: string) =>
    client.request<Set>("setExpression", { expression, value });
  const variable = async (scope: RegExp, name: string) => {
    const found = (await client.scopes()).find((each) => scope.test(each.name));
    const all = await client.variables(found?.variablesReference ?? 0);
    return all.find((each) => each.name === name) as DebugProtocol.Variable;
  };
  const refused = (text: string, message: RegExp) => assert.rejects(client.evaluate(text), { message });
  const on = async (to: string) => {
    for (let title = (await client.top()).title; !title.startsWith(to); { title } = await client.move("next"));
  };

  it("hold in the training, are written to the run, and are set again by whoever trains it again", async () => {
    await launch({ config: workspace.write(config), stopOnEntry: true });
    assert.equal(await client.evaluate("W1[1,4] = 0.25"), "0.25");
    const W1 = await variable(/Layer 1/, "W1");
    const [, , row] = await client.variables(W1.variablesReference);
    assert.equal((await setVariable(row.variablesReference, "[3]", "2 * abs(W1[1,4])")).value, "0.5");
    assert.match((await setVariable(W1.variablesReference, "[0]", "W1[2]")).value, /^\[1, 6\], norm /);
    assert.equal(await client.evaluate("W1[0,3]"), "0.5");
    const training = (await client.scopes()).find(({ name }) => name === "Training");
    assert.equal((await setVariable(training?.variablesReference ?? 0, "learningRate", "0.5")).value, "0.5");
    assert.match(await client.evaluate("b1 = 0.125"), /^\[1, 6\]/);
    assert.equal((await setExpression("b1[2]", "-1")).value, "-1");
    // Setting the same value again is not an edit.
    assert.equal(await client.evaluate("b1[2] = -1"), "-1");

    await on("forward layer 2");
    assert.match(await client.evaluate("z1[:,5] = 0"), /^\[10, 1\], norm 0/);
    assert.match(await client.evaluate("z1[:,4] = z1[:,3]"), /^\[10, 1\], norm [1-9]/);
    assert.equal((await setExpression("z1[:,4][2]", "0.375")).value, "0.375");
    assert.equal(await client.evaluate("s1[3,1] = 0.75"), "0.75");
    await client.evaluate("z1[7,2] = z1[3,1]");
    const z1 = await client.evaluate("z1[3,1]");
    assert.ok(["0", String(Math.fround(0.75 * Math.fround(1 / 0.7)))].includes(z1), z1);
    assert.equal(await client.evaluate("z1[7,2]"), z1);
    await on("gradient of layer 2");
    const shown = await client.evaluate("norm(delta1)");
    // Steps back and forward again over the edits.
    for (let i = 0; i < 9; i++) await client.move("stepBack");
    assert.equal((await client.top()).title.split(" · ")[0], "forward layer 1");
    assert.equal(await client.evaluate("W1[1,4]"), "0.25");
    await on("gradient of layer 2");
    assert.equal(await client.evaluate("norm(delta1)"), shown);
    assert.equal(await client.evaluate("W1[3,3] = 4"), "4", "after its update");

    await client.move("stepOut");
    assert.equal((await client.frames()).at(-2)?.name, "minibatch 2 of 12");
    assert.equal(await client.evaluate("W1[3,3]"), "4");
    assert.equal(await client.evaluate("learningRate"), String(Math.fround(0.02)));
    assert.equal(await client.evaluate("b1[0] = 0"), "0");
    await client.move("stepBack");
    await refused(
      "W1[0,0] = 1",
      /is already trained, and training only moves forward; continue to minibatch 2 of epoch 1/,
    );
    const ended = client.event("terminated");
    await client.request("continue", { threadId: 1 });
    await ended;
    assert.equal(client.texts.filter((text) => /differ/.test(text)).length, 0, client.texts.join(""));

    const run = workspace.runs()[0];
    const edits = await readEvents(run, ["edited"]);
    const said = edits.map(({ operation, target, index = [] }) => `${operation}: ${target}[${index}]`);
    assert.deepEqual(said, [
      "gather: W0[1,4]",
      "gather: W0[2,3]",
      "gather: W0[0,]",
      "gather: learningRate[]",
      "gather: b0[]",
      "gather: b0[2]",
      "forward 1: z0[,5]",
      "forward 1: z0[,4]",
      "forward 1: z0[2,4]",
      "forward 1: s0[3,1]",
      "forward 1: z0[7,2]",
      "gradient 1: W0[3,3]",
      "gather: b0[0]",
    ]);
    assert.deepEqual([edits[3].from, edits[3].to], [Math.fround(0.02), 0.5]);
    assert.ok(edits.every(({ epoch, batch }, i) => epoch === 1 && batch === (i < 12 ? 1 : 2)));
    assert.equal((await verifyRun(run)).same, true);
    const file = workspace.write(config, "again.network.json");
    const again = await trainEdited({ train: file, backend: "wasm" }, edits as Edited[]);
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(again.run)));
    const { arrays } = await readCheckpoint(join(run, "last.npz"));
    assert.ok(arrays.every(({ values }) => values.every(Number.isFinite)));
  });

  it("hold in the minibatch in which a condition was true, which is trained anew with them", async () => {
    const text = config.replace('"batchSize"', '\n"batchSize"');
    const file = workspace.write(text, "condition.network.json");
    const line = text.split("\n").findIndex((each) => each.startsWith('"batchSize"')) + 1;
    const condition = "cost > 0 && step == 10";
    await launch({ config: file, stopOnEntry: true });
    await client.setBreakpointsRequest({ source: { path: file }, breakpoints: [{ line, condition }] });
    await client.move("continue");
    assert.deepEqual(
      (await client.frames()).slice(-2).map(({ name }) => name),
      ["minibatch 10 of 12", "epoch 1 of 2"],
    );
    assert.equal(await client.evaluate("W1[1,4] = 0.25"), "0.25");
    await on("forward layer 2");
    assert.match(await client.evaluate("z1[:,5] = 0"), /^\[10, 1\], norm 0/);
    for (let i = 0; i < 3; i++) await client.move("stepOut");
    assert.equal((await client.frames()).at(-1)?.name, "epoch 2 of 2");
    // A finished epoch is in the run folder.
    await client.move("stepBack");
    await refused("W1[0,0] = 1", /is already trained/);
    const ended = client.event("terminated");
    await client.request("continue", { threadId: 1 });
    await ended;
    assert.equal(client.texts.filter((text) => /differ/.test(text)).length, 0, client.texts.join(""));
    const [run] = workspace.runs("condition");
    const edits = await readEvents(run, ["edited"]);
    assert.deepEqual(
      edits.map(({ epoch, batch, operation, target }) => [epoch, batch, operation, target]),
      [
        [1, 10, "gather", "W0"],
        [1, 10, "forward 1", "z0"],
      ],
    );
    assert.equal((await verifyRun(run)).same, true);
    const again = await trainEdited({ train: file, backend: "wasm" }, edits as Edited[]);
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(again.run)));
    const epochsOf = async (folder: string) =>
      (await readEvents(folder, ["epoch"])).map(({ epoch, cost, validationCost }) => [epoch, cost, validationCost]);
    assert.deepEqual(await epochsOf(run), await epochsOf(again.run));
  });

  it("are refused with what can be done instead", async () => {
    await launch({ config: workspace.write(config, "refused.network.json"), stopOnEntry: true });
    await refused("z1[:,5] = 0", /z1 is not computed yet; step on to “forward layer 2”, and set it there/);
    await on("forward layer 3");
    await refused("z1[0,0] = 0", /z1 has been read already; step back to “forward layer 2”, and set it there/);
    await refused("z2[0,0] = 0", /z2 and s2 belong together.*set s2, and z2 follows/);
    await refused("z0[0,0] = 0", /z0 is read from the data; set s1 or z1/);
    await refused("y[0,0] = 0", /y is read from the data/);
    await refused("b2[0] = 0", /layer 2 has no bias/);
    await refused("delta1[0,0] = 0", /delta1 follows from the weights and the minibatch/);
    await refused("cost = 0", /cost is computed/);
    await refused("epoch = 3", /epoch is the position of the training and cannot be set/);
    await refused("W9[0,0] = 0", /there is no W9 that can be set/);
    await refused("W1[4,0] = 0", /W1 is \[4, 6\], and its indices start at 0/);
    await refused("W1[0,1,2] = 0", /W1\[0,1,2\] cannot be set/);
    await refused("max(W1) = 0", /cannot be set/);
    await refused("W1[0,0] = 1 / 0", /1 \/ 0 is Infinity, and only finite values can be set/);
    await refused("W1[0,0] = 1e39", /1e39 is 1e\+39, and float32 ends with 3.4028235e\+38/);
    await refused("W1[0,0] = 1e-50", /which is 0 in float32; write 0/);
    await refused("W1[0,0] = 'a'", /W1\[0,0\] takes numbers, and 'a' is a text/);
    await refused("W1[0,0] = 1 == 1", /is true or false/);
    await refused("W1[0] = W1", /W1\[0\] is \[1, 6\], and W1 is \[4, 6\]; give one number, or a value of that shape/);
    await refused("W1[0,0] = process", /process/);
    await refused("W1[0,0] =", /./);
    await refused("learningRate = -1", /learningRate takes a number of at least 0/);
    await assert.rejects(client.request("evaluate", { expression: "W1[0,0] = 1", context: "watch" }), {
      message: /set values in the debug console/,
    });
    await assert.rejects(setVariable(9999, "[0]", "1"), { message: /open the variable again/ });
    await client.request("stepIn", { threadId: 1 });
    await client.event("stopped");
    await refused("W1[0,0] = 1", /values are set between operations; step out of this one first/);
    await client.request("disconnect");
    const [run] = workspace.runs("refused");
    assert.deepEqual(await readEvents(run, ["edited"]), []);
  });

  it("stay in a run that is stopped before their minibatch, and are refused where the run is over", async () => {
    await launch({ config: workspace.write(config, "stopped.network.json"), stopOnEntry: true });
    await client.evaluate("W1[1,4] = 0.25");
    await client.close();
    const [run] = workspace.runs("stopped");
    await finish({ resume: run });
    assert.equal((await verifyRun(run)).same, true);
    client = new DebugClient();
    await launch({ run, stopOnEntry: true });
    await refused("W1[1,4] = 1", /this run has ended and cannot change/);
    assert.equal(await client.evaluate("W1[1,4]"), "0.25");
  });
});
