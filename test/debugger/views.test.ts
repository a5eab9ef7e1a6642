/** The debugger's views of matrices besides variables: memory, parts of matrices, and the changes of the last step. */
import assert from "node:assert/strict";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { LastStop } from "../../src/debugger/lastStop";
import type { NamedMatrix } from "../../src/debugger/matrices";
import type { InlineValues, MatrixAnswer, MatrixParams, MatrixPart } from "../../src/protocol/matrixRequest";
import { Workspace } from "../trainer/workspace";
import { DebugClient } from "./client";

/** One minibatch of 10 examples: W1 [4, 6], W2 [6, 3]. */
const config = `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "examples": 30 } },
  "layers": [{ "units": 6, "activation": "tanh" }, { "units": 3, "activation": "softmax" }],
  "cost": "cross-entropy",
  "training": { "epochs": 1, "batchSize": 10, "seed": 5, "optimizer": { "type": "sgd", "learningRate": 0.1 } }
}
`;

type Memory = NonNullable<DebugProtocol.ReadMemoryResponse["body"]>;

describe("matrices in the debugger", () => {
  let workspace: Workspace;
  let client: DebugClient;
  before(async () => {
    workspace = new Workspace();
    const file = workspace.write(config);
    client = new DebugClient();
    await client.request("initialize", { adapterID: "matrix-network", pathFormat: "path", supportsMemoryEvent: true });
    const launched = client.request("launch", { config: file, stopOnEntry: true });
    await client.event("initialized");
    await client.request("configurationDone");
    await launched;
    await client.event("stopped");
  });
  after(async () => {
    await client.close();
    workspace.remove();
  });

  const memory = (memoryReference: string, count: number, offset?: number) =>
    client.request<Memory>("readMemory", { memoryReference, count, ...(offset !== undefined && { offset }) });
  const part = (params: Partial<MatrixParams> & { name: string }) =>
    client.request<MatrixAnswer>("matrix", { rows: 100, columns: 100, ...params });
  const partOf = async (params: Partial<MatrixParams> & { name: string }): Promise<MatrixPart> => {
    const answer = await part(params);
    assert.ok(!("missing" in answer), JSON.stringify(answer));
    return answer;
  };
  const floats = (data = "") => {
    const bytes = Buffer.from(data, "base64");
    return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4));
  };
  const bytes = (data = "") => [...Buffer.from(data, "base64")];
  const variable = async (scope: RegExp, name: string) => {
    const { variablesReference } = (await client.scopes()).find((each) => scope.test(each.name)) as DebugProtocol.Scope;
    const found = (await client.variables(variablesReference)).find((each) => each.name === name);
    assert.ok(found, name);
    return found;
  };
  const elements = async (expression: string, count: number) =>
    Promise.all(Array.from({ length: count }, async (_, i) => Number(await client.evaluate(`${expression}[${i}]`))));

  it("are memory: raw float32, which ends where the matrix does", async () => {
    const W = await variable(/^Network|^Layer 1/, "W1");
    assert.equal(W.memoryReference, "W1");
    const whole = await memory("W1", 4 * 24);
    const { address, ...rest } = whole;
    assert.match(address, /^0x[0-9a-f]+$/);
    assert.deepEqual(Object.keys(rest), ["data"]);
    assert.equal(floats(whole.data)[9], Number(await client.evaluate("W1[1,3]")));
    // The last number and the bytes after the matrix.
    const end = await memory("W1", 16, 4 * 23);
    assert.deepEqual(floats(end.data), floats(whole.data).slice(23));
    assert.equal(end.unreadableBytes, 12);
    assert.equal(Number(end.address), Number(address) + 4 * 23);
    const { address: _, ...behind } = await memory("W1", 8, 4 * 24);
    assert.deepEqual(behind, { unreadableBytes: 8 });
    // Bytes before the matrix are unreadable.
    const { address: before, ...nothing } = await memory("W1", 20, -8);
    assert.deepEqual(nothing, { unreadableBytes: 8 });
    assert.equal(Number(before), Number(address) - 8);
    assert.deepEqual((await memory("W1", 4, -100)).unreadableBytes, 4);
    assert.deepEqual(Object.keys(await memory("W1", 0)), ["address"]);
    // Memory of a row and around it; reads need not begin at a number.
    assert.deepEqual(floats((await memory("W1[1]", 32, -4)).data), floats(whole.data).slice(5, 13));
    assert.deepEqual(bytes((await memory("W1", 3, 5)).data), bytes(whole.data).slice(5, 8));
    await assert.rejects(memory("W9", 4), /W9 is not available/);
    await assert.rejects(memory("W1[4]", 4), /W1\[4\] is not available/);
    await assert.rejects(memory("z1", 4), /z1 is not available: it is not computed yet/);
    await assert.rejects(memory("W1", -4), /no negative count/);
    await assert.rejects(memory("W1", 4, 0.5), /whole numbers/);
  });

  it("are read in parts, as elements or as means of blocks, with what the last stop had", async () => {
    const first = await partOf({ name: "W1" });
    assert.deepEqual([first.rows, first.columns, first.noBefore, first.before], [4, 6, "first", undefined]);
    assert.match(first.stop, /^epoch 1 of 1 · minibatch 1 of 12 · before read the minibatch$/);
    assert.deepEqual(first.axes, { rows: "input", columns: "unit" });
    assert.deepEqual(floats(first.values).slice(6, 12), await elements("W1[1]", 6));
    await client.move("next");
    const z0 = await partOf({ name: "z0", window: { rows: [2, 4], columns: [1, 3] } });
    assert.deepEqual(floats(z0.values).slice(2), (await elements("z0[3]", 4)).slice(1, 3));
    assert.deepEqual([z0.window, z0.noBefore], [{ rows: [2, 4], columns: [1, 3] }, "new"]);
    assert.deepEqual((await partOf({ name: "y" })).columnNames, ["setosa", "versicolor", "virginica"]);
    const y = await elements("y[2]", 3);
    assert.equal(z0.rowNames?.[0], ["setosa", "versicolor", "virginica"][y.indexOf(1)]);
    const coarse = await partOf({ name: "W1", rows: 1, columns: 2 });
    assert.deepEqual(coarse.cells, { rows: 1, columns: 2 });
    const W = floats((await partOf({ name: "W1" })).values);
    const mean = W.filter((_, i) => i % 6 < 3).reduce((all, each) => all + each, 0) / 12;
    assert.ok(Math.abs(floats(coarse.values)[0] - mean) < 1e-6);
    // The window is cut at the edge of the matrix.
    const edge = await partOf({ name: "W2", window: { rows: [5, 90], columns: [7, 9] } });
    assert.deepEqual(edge.window, { rows: [5, 6], columns: [2, 3] });
    const missing = await part({ name: "z1" });
    assert.ok("missing" in missing && /z1 is not computed yet/.test(missing.missing));
    assert.ok(missing.names.includes("W2") && !missing.names.includes("z1"));
    await assert.rejects(part({ name: "" }), /matrix: name: name a matrix/);
    await assert.rejects(part({ name: "W1", rows: 0 }), /matrix: rows/);
    await assert.rejects(client.request("nonsense"), /unrecognized request/);
  });

  it("show what the last step changed, and what is new", async () => {
    await client.move("next");
    assert.match((await variable(/^Layer 1/, "z1")).value, /^\[10, 6\], norm .*; new$/);
    while (!/^update layer 1/.test((await client.top()).title)) await client.move("next");
    assert.doesNotMatch((await variable(/^Layer 1/, "W1")).value, /changed|new/);
    const before = await elements("W1[0]", 6);
    await client.request("readMemory", { memoryReference: "W1", count: 4 });
    const heard = client.event<DebugProtocol.MemoryEvent["body"]>("memory");
    await client.move("next");
    const now = await elements("W1[0]", 6);
    const W = await variable(/^Layer 1/, "W1");
    assert.match(W.value, /^\[4, 6\], norm .*; changed$/);
    assert.match((await variable(/^Layer 1/, "GW1")).value, /to [^;]*$/);
    const [row] = await client.variables(W.variablesReference);
    assert.match(row.value, /; changed$/);
    const [element] = await client.variables(row.variablesReference);
    assert.deepEqual(
      [element.value, element.type, element.presentationHint],
      [String(now[0]), `float32, changed from ${before[0]}`, { attributes: ["changed"] }],
    );
    const difference = await partOf({ name: "W1" });
    assert.deepEqual(floats(difference.before).slice(0, 6), before);
    assert.deepEqual(bytes(difference.changed), Array(24).fill(1));
    assert.equal(difference.figures.changed, 24);
    const largest = Math.max(...floats(difference.values).map((w, i) => Math.abs(w - floats(difference.before)[i])));
    assert.equal(difference.figures.largestChange, largest);
    const unchanged = await partOf({ name: "W2" });
    assert.deepEqual([unchanged.figures.changed, bytes(unchanged.changed)], [0, Array(18).fill(0)]);
    // The client's memory view gets an event that the memory has changed.
    assert.ok(["W2", "W2[1]", "W1"].includes((await heard).memoryReference));
    await client.move("stepBack");
    assert.deepEqual(floats((await partOf({ name: "W1" })).values).slice(0, 6), before);
    assert.equal((await partOf({ name: "W1" })).figures.changed, 24);
  });

  it("stand behind the lines of the config", async () => {
    const { path, values } = await client.request<InlineValues>("inlineValues");
    assert.match(path, /\.network\.json$/);
    const texts = new Map(values.map(({ line, text }) => [line, text]));
    assert.deepEqual([...texts.keys()], [3, 4, 5, 6]);
    assert.match(texts.get(3) ?? "", /^z0 10×4, norm [\d.]+ · y 10×3, norm 3\.16$/);
    // Both layers are on one line.
    const [first, second] = ["z1 10×6, norm .* · W1 4×6, norm [\\d.]+", "z2 10×3, .* · W2 6×3, norm [\\d.]+"];
    assert.match(texts.get(4) ?? "", new RegExp(`^${first} · ${second}$`));
    assert.match(texts.get(5) ?? "", /^cost [\d.]+$/);
    assert.equal(texts.get(6), "epoch 1 · minibatch 1 of 12");
  });

  it("are gone through term by term, of the unit that is chosen", async () => {
    const offers = () => client.request<DebugProtocol.StepInTargetsResponse["body"]>("stepInTargets", { frameId: 1 });
    const ofUpdate = (await offers()).targets;
    assert.equal(ofUpdate.length, 1 + 24);
    assert.match(ofUpdate[1].label, /^Unit \d, term by term · W1\[(\d),\d\] = -?[\d.]+, input \1$/);
    const title = async () => (await client.top()).title;
    while (!/^read the minibatch/.test(await title())) await client.move("stepBack");
    assert.deepEqual((await offers()).targets, []);
    while (!/^forward layer 2/.test(await title())) await client.move("next");
    const offered = await offers();
    assert.equal(offered.targets.length, 1 + 30);
    assert.match(offered.targets[0].label, /^Its parts/);
    const sizes = offered.targets.slice(1).map(({ label }) => Math.abs(Number(/= ([\d.e-]+),/.exec(label)?.[1])));
    assert.deepEqual(
      sizes,
      sizes.toSorted((a, b) => b - a),
    );
    const { label } = offered.targets.find(({ id }) => id === 1 + 7 * 3 + 2) as DebugProtocol.StepInTarget;
    assert.match(label, /^Unit 2, term by term · z2\[7,2\] = [\d.]+, example 7 \((setosa|versicolor|virginica)\)$/);
    await assert.rejects(
      client.request("stepIn", { threadId: 1, targetId: 31 }),
      /target 31 does not belong to the next/,
    );
    const stopped = client.event("stopped");
    await client.request("stepIn", { threadId: 1, targetId: 1 + 7 * 3 + 2 });
    await stopped;
    const [z, W] = [
      await elements("z1[7]", 6),
      await Promise.all([0, 1, 2, 3, 4, 5].map((k) => client.evaluate(`W2[${k},2]`))),
    ];
    let sum = 0;
    for (let k = 0; k < 6; k++) {
      const product = Math.fround(z[k] * Number(W[k]));
      sum = Math.fround(sum + product);
      assert.equal(
        await title(),
        `term ${k + 1} of 6 · z1[7,${k}]·W2[${k},2] = ${z[k]}·${W[k]} = ${product}; sum ${sum}`,
      );
      await client.move("next");
      assert.equal((await variable(/^Parts/, "sum")).value, String(sum));
    }
    assert.equal((await variable(/^Parts/, "terms")).type, "float32 [1, 6]");
    const s = Math.fround(sum + Number(await client.evaluate("b2[2]")));
    assert.ok((await title()).endsWith(` = ${s}`), await title());
    await client.move("next");
    assert.match(await title(), /^function · z2\[7,2\] = softmax\(s2\[7,2\]\) = 0\.\d+$/);
    await client.move("next");
    assert.match(
      await title(),
      /^end of the terms · s2\[7,2\] has the bits of the operation's; z2\[7,2\] (has|differs)/,
    );
    await client.move("next");
    assert.equal(Number(await client.evaluate("s2[7,2]")), s);
  });

  it("are gone through term by term, of any element that the console names", async () => {
    const at = (await client.frames()).slice(-2).map(({ name }) => name);
    const terms = async (text: string) => {
      const stopped = client.event("stopped");
      const answer = await client.evaluate(`terms ${text}`);
      await stopped;
      return [answer, ...(await client.frames()).slice(0, 2).map(({ name }) => name)];
    };
    const [answer, first, operation] = await terms("s1[9,5]");
    assert.match(answer, /^s1\[9,5\], term by term · forward layer 1, minibatch \d+ of epoch 1$/);
    assert.match(first, /^term 1 of 4 · z0\[9,0\]·W1\[0,5\] = /);
    assert.match(operation, /^forward layer 1 · /);
    // An element of a later operation of the same minibatch.
    const [, ofBias, later] = await terms("Gb2[1]");
    assert.match(ofBias, /^term 1 of 10 · delta2\[0,1\] = [-\d.e]+; sum /);
    assert.match(later, /^gradient of layer 2/);
    for (let k = 0; k < 11; k++) await client.move("next");
    assert.equal((await client.top()).title, "end of the terms · Gb2[1] has the bits of the operation's");
    const [, ofWeight] = await terms("W2[5,2]");
    assert.equal(ofWeight, `gradient · GW2[5,2] = ${await client.evaluate("GW2[5,2]")}`);
    await client.move("next");
    assert.match((await client.top()).title, /^step · W2\[5,2\] ← W2\[5,2\] − η·GW2\[5,2\] = [-\d.]+ − 0\.1·/);
    assert.deepEqual(
      (await client.frames()).slice(-2).map(({ name }) => name),
      at,
    );
    // From the context menu of a variable, by its name in expressions.
    const weights = await client.variables((await variable(/^Layer 2/, "W2")).variablesReference);
    const [ofRow] = await client.variables(weights[3].variablesReference);
    const { evaluateName, ...more } = ofRow as DebugProtocol.Variable & { __vscodeVariableMenuContext?: string };
    assert.deepEqual([evaluateName, more.__vscodeVariableMenuContext], ["W2[3][0]", "element"]);
    assert.match((await terms("W2[3][0]"))[1], /^gradient · GW2\[3,0\] = /);
    const refused = (text: string, error: RegExp) => assert.rejects(client.evaluate(`terms ${text}`), error);
    await refused("", /write terms z1\[3,5\]; terms has z1, s1, z2, s2, delta2, delta1, GW1, Gb1, W1, b1, GW2, /);
    await refused("z0[1,2]", /write terms/);
    await refused("z1[10,0]", /name one element of z1, up to z1\[9,5\]; indices count from 0/);
    await refused("z1[:,0]", /name one element of z1/);
    await refused("Gb1[6]", /up to Gb1\[5\]/);
    const completed = async (text: string) => {
      const { body } = await client.completionsRequest({ text, column: text.length + 1 });
      return body.targets.map((each) => each.text ?? each.label);
    };
    assert.deepEqual(await completed("te"), ["terms "]);
    assert.deepEqual(await completed("terms GW"), ["GW1[", "GW2["]);
    assert.deepEqual(await completed("terms GW1[0,"), []);
    assert.ok(!(await completed("1 + te")).includes("terms "));
  });

  it("have names of classes in the rows of the minibatch, and the network is described", async () => {
    const y = await variable(/^Minibatch/, "y");
    const z0 = await variable(/^Minibatch/, "z0");
    const [targets] = await client.variables(y.variablesReference, { filter: "indexed", start: 3, count: 1 });
    const [inputs] = await client.variables(z0.variablesReference, { filter: "indexed", start: 3, count: 1 });
    const name = ["setosa", "versicolor", "virginica"][(await elements("y[3]", 3)).indexOf(1)];
    assert.ok(targets.value.startsWith(`${name}: [1, 3]`) && inputs.value.startsWith(`${name}: [1, 4]`));
    const { variablesReference } = (await client.scopes()).at(-1) as DebugProtocol.Scope;
    assert.deepEqual(
      (await client.variables(variablesReference)).map(({ name, value }) => `${name} ${value}`),
      ["shape [4, 6, 3]", "activations tanh, softmax", "costFunction cross-entropy", "parameters 51"],
    );
  });
});

describe("the last stop of a debugger", () => {
  const matrix = (name: string, ...values: number[]): NamedMatrix => ({
    ...{ name, rows: 1, columns: values.length, values: Float32Array.from(values) },
  });

  it("keeps what is looked at before all else, and says what was too large to keep", async () => {
    const all = new Map([
      ["W1", matrix("W1", 1, 2, 3)],
      ["W2", matrix("W2", 1, 2)],
    ]);
    const network = {
      names: () => [...all.keys()],
      sizeOf: (name: string) => all.get(name)?.values.length ?? 0,
      read: async (name: string) => all.get(name),
    };
    const stop = new LastStop(network, 4);
    assert.deepEqual(await stop.changeOf(matrix("W1", 1)), { kind: "first" });
    stop.remember();
    assert.equal((await stop.changeOf(matrix("W2", 1, 2))).kind, "large");
    stop.want("W2");
    stop.remember();
    assert.equal((await stop.changeOf(matrix("W1", 1, 2, 3))).kind, "large");
    const change = await stop.changeOf(matrix("W2", 1, Number.NaN));
    assert.ok(change.kind === "compared" && change.count === 1);
    assert.equal((await stop.changeOf(matrix("z1", 1))).kind, "new");
    assert.equal((await stop.changeOf(matrix("W2", 1))).kind, "new");
  });

  it("compares bits: zeros have signs, and what is not a number stays that", async () => {
    const W = matrix("W1", 0, Number.NaN, 1);
    const stop = new LastStop({ names: () => ["W1"], sizeOf: () => 3, read: async () => W });
    stop.remember();
    const change = await stop.changeOf(matrix("W1", -0, Number.NaN, 1));
    assert.ok(change.kind === "compared" && change.count === 1);
  });
});
