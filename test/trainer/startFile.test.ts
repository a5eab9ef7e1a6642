/** Networks started from files of other programs compute the same outputs as those programs. */
import assert from "node:assert/strict";
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { toOnnx } from "../../src/export/onnx";
import { namedTensors } from "../../src/formats/denseNetwork";
import { parseOnnxWeights } from "../../src/formats/onnxWeights";
import type { Event } from "../../src/protocol/events";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { allFindings } from "../../src/trainer/check/allFindings";
import { adaptToData } from "../../src/trainer/experiment/adaptStart";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { examplesOf, largestDifference, makeModel, referenceOutputs } from "../export/models";
import { Workspace } from "./workspace";

const aboutStart = (events: readonly Event[]) =>
  events.filter((event) => event.type === "warning" && event.code.startsWith("start-")) as {
    code: string;
    message: string;
  }[];

const folder = join(__dirname, "../fixtures/weights");

describe("a network that starts from a file of another program", () => {
  let workspace: Workspace;
  before(() => {
    workspace = new Workspace();
    for (const file of readdirSync(folder)) copyFileSync(join(folder, file), join(workspace.path, file));
  });
  after(() => workspace.remove());

  const table = (path: string, units: number, weights: string) => ({
    version: 1,
    data: { format: "csv", path, testPath: path, label: "kind", scaling: "none" },
    layers: [
      { units: 6, activation: "tanh" },
      { units, activation: units === 1 ? "sigmoid" : "softmax" },
    ],
    cost: "cross-entropy",
    training: { epochs: 1, batchSize: 8, seed: 1, optimizer: { type: "adam", learningRate: 0.01 }, start: { weights } },
  });

  for (const [path, units, weights, accuracy] of [
    ["iris2.csv", 1, "mlp2.onnx", 1],
    ["iris3.csv", 3, "mlp3.onnx", 0.98],
  ] as const) {
    it(`is as right as scikit-learn's before it is trained: ${weights}`, async () => {
      const { run, events } = await workspace.train(table(path, units, weights));
      assert.deepEqual(aboutStart(events), []);
      const { sets } = await evaluateRun(run, { checkpoint: 0 });
      assert.equal(sets.find(({ name }) => name === "test")?.accuracy, accuracy);
    });
  }

  it("warns of another activation, in check and in training", async () => {
    const config = table("iris3.csv", 3, "mlp3.onnx");
    config.layers[0].activation = "relu";
    const { events } = await workspace.train(config);
    const [warning] = aboutStart(events);
    assert.equal(warning.code, "start-activation");
    assert.match(warning.message, /layers\[0\]\.activation: the weights were trained with tanh here, not with relu/);
    const codes: string[] = [];
    const file = workspace.write(config);
    const surroundings = { roots: [workspace.path], backends: async () => [] };
    const code = await allFindings(JSON.stringify(config), file, surroundings, (finding) => codes.push(finding.code));
    assert.equal(code, 0);
    assert.deepEqual(
      codes.filter((each) => each.startsWith("start-")),
      ["start-activation", "start-converted"],
    );
  });

  it("is refused where the file holds another network, by check too", async () => {
    const config = table("iris3.csv", 3, "residual.onnx");
    copyFileSync(join(folder, "iris-residual.onnx"), join(workspace.path, "residual.onnx"));
    await assert.rejects(workspace.train(config), {
      kind: "config",
      message: /residual\.onnx: its layers are not sequential/,
    });
    const messages: string[] = [];
    const surroundings = { roots: [workspace.path], backends: async () => [] };
    const file = workspace.write(config);
    const code = await allFindings(JSON.stringify(config), file, surroundings, ({ message }) => messages.push(message));
    assert.equal(code, 2);
    assert.match(
      messages.at(-1) ?? "",
      /^residual\.onnx: its layers are not sequential: Gemm and Add take the same value;/,
    );
  });

  it("takes the scale that the file has over into its weights", async () => {
    const config = table("iris3.csv", 3, "iris-normalized.onnx");
    config.layers[0].units = 4;
    const { run } = await workspace.train(config);
    const { arrays } = await readCheckpoint(join(run, "epochs", "0.npz"));
    const plain = namedTensors(parseOnnxWeights(readFileSync(join(folder, "iris-plain.onnx"))));
    const [W, b] = ["W0", "b0"].map(
      (name) => arrays.find((array) => array.name === name)?.values ?? new Float32Array(),
    );
    const wanted = plain[0].values.map((w, i) => w / [0.8, 0.4, 1.7, 0.7][Math.floor(i / 4)]);
    assert.ok(largestDifference(W, wanted) < 1e-6);
    const means = [5.8, 3, 3.7, 1.2];
    const biases = plain[1].values.map(
      (each, j) => each - means.reduce((sum, mean, i) => sum + mean * wanted[i * 4 + j], 0),
    );
    assert.ok(largestDifference(b, biases) < 1e-6);
  });
});

describe("a network fitted to data", () => {
  const model = makeModel([3, 5, 2], ["tanh", "linear"], {
    task: "regression",
    classNames: undefined,
    targets: [
      { name: "a", shift: 20, factor: 0.5 },
      { name: "b", shift: -3, factor: 4 },
    ],
  });
  const layers = model.layers.map(({ units, activation }) => ({ units, activation })) as never;
  const same = { inputs: 3, scaling: model.scaling as never, targets: model.targets as never };

  it("keeps its weights bit for bit where scaling and targets are those of the file", () => {
    const { network, facts } = adaptToData(parseOnnxWeights(toOnnx(model, "1")), { layers }, same);
    assert.deepEqual(network.layers[0].W, model.layers[0].W);
    assert.deepEqual([facts.scaling, facts.targets], ["same", "same"]);
  });

  it("computes the same with another scaling and other targets", async () => {
    const other = {
      inputs: 3,
      scaling: { kind: "standardize" as const, shift: [1, -2, 0.5], factor: [0.25, 3, 1.5] },
      targets: [
        { name: "a", shift: -7, factor: 0.125 },
        { name: "b", shift: 1, factor: 2 },
      ],
    };
    const { network, facts } = adaptToData(parseOnnxWeights(toOnnx(model, "1")), { layers }, other);
    assert.deepEqual([facts.scaling, facts.targets], ["converted", "converted"]);
    const fitted = { ...model, ...other, layers: model.layers.map((layer, l) => ({ ...layer, ...network.layers[l] })) };
    const examples = examplesOf(model, 50);
    const [found, expected] = [
      await referenceOutputs(fitted as never, examples),
      await referenceOutputs(model, examples),
    ];
    assert.ok(largestDifference(found, expected) < 1e-4);
  });

  it("has its classes in the order of the data", () => {
    const classified = makeModel([3, 5, 3], ["tanh", "softmax"], { classNames: ["b", "a", "c"] });
    const data = { inputs: 3, scaling: classified.scaling as never, classNames: ["a", "b", "c"] };
    const shape = classified.layers.map(({ units, activation }) => ({ units, activation })) as never;
    const { network, facts } = adaptToData(parseOnnxWeights(toOnnx(classified, "1")), { layers: shape }, data);
    assert.equal(facts.classes, "reordered");
    const [b0, b1, b2] = classified.layers[1].b;
    assert.deepEqual(network.layers[1].b, Float32Array.of(b1, b0, b2));
  });
});
