/** The child process that answers the editor's questions about data: its answers, its cache, and when it exits. */
import assert from "node:assert/strict";
import { copyFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listBackends } from "../../src/backends/select";
import type { Goal } from "../../src/data/source";
import { DataInspector } from "../../src/trainer/process/inspect";
import { writeIdx } from "../formats/idxFile";
import { forkTrainer } from "./childPort";
import { Workspace } from "./workspace";

const iris = { format: "builtin", name: "iris", validation: { examples: 30 } };
const idx = { format: "idx", trainImages: "x.idx", trainLabels: "y.idx" };

describe("looking at a config's data for the editor", () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const write = (first: number) => {
    writeFileSync(join(workspace.path, "x.idx"), writeIdx("u1", [3, 2, 2], [first, 1, 2, 3, 0, 0, 0, 0, 9, 8, 7, 6]));
    writeFileSync(join(workspace.path, "y.idx"), writeIdx("u1", [3], [0, 1, 0]));
  };

  it("tells examples, classes, range, density and the first examples", async () => {
    write(255);
    const { samples, text, density, said, ...summary } = await new DataInspector().summarizeData(idx, workspace.path);
    assert.deepEqual(summary, {
      task: "classification",
      inputs: 4,
      imageShape: [2, 2],
      examples: { train: 3, validation: 0, test: 0 },
      classes: [
        { name: "0", train: 2, validation: 0, test: 0 },
        { name: "1", train: 1, validation: 0, test: 0 },
      ],
      minimum: 0,
      maximum: 255,
      scaledAs: "unit",
      shared: 0,
    });
    assert.equal(density.toFixed(6), "0.666667");
    assert.deepEqual(samples[0], { label: 0, values: Float32Array.of(255, 1, 2, 3) });
    assert.match(text, /^3 training examples; 4 inputs \(2 × 2\)/);
    assert.equal(said?.id, "data-summary");
  });

  it("takes labels for classes, labels or quantities as training does", async () => {
    const data = { format: "csv", path: "t.csv", label: ["a", "b"] };
    writeFileSync(join(workspace.path, "t.csv"), "x,a,b\n1,1,1\n2,0,1\n3,0,0\n");
    const inspector = new DataInspector();
    const ask = (more: object, goal: Goal) => inspector.summarizeData({ ...data, ...more }, workspace.path, goal);
    const labels = await ask({}, { cost: "cross-entropy", activation: "sigmoid" });
    assert.deepEqual([labels.task, labels.targets, labels.classes], ["multi-label", ["a", "b"], []]);
    const quantities = await ask({}, { cost: "quadratic", activation: "linear" });
    assert.deepEqual([quantities.task, quantities.targets], ["regression", ["a", "b"]]);
    // The questions of the findings target-range and labels-quadratic.
    const sigmoid = await ask({}, { cost: "quadratic", activation: "sigmoid" });
    assert.deepEqual([sigmoid.areBits, sigmoid.targetRange], [true, { minimum: 0, maximum: 1 }]);
    const beyond = await ask({ label: "x", task: "regression" }, { cost: "quadratic", activation: "tanh" });
    assert.deepEqual([beyond.areBits, beyond.targetRange], [undefined, { minimum: 1, maximum: 3 }]);
    await assert.rejects(ask({}, { cost: "cross-entropy", activation: "softmax" }), { code: "task-output" });
    const counts = await ask({ label: "x", exclude: ["b"] }, { cost: "quadratic", activation: "linear" });
    assert.deepEqual([counts.task, counts.classes], ["regression", []]);
    assert.equal((await ask({ label: "x" }, {})).task, "classification");
  });

  it("answers from memory until a file changes", async () => {
    write(255);
    const inspector = new DataInspector();
    const first = await inspector.summarizeData(idx, workspace.path);
    assert.equal(await inspector.summarizeData(idx, workspace.path), first);
    write(200);
    utimesSync(join(workspace.path, "x.idx"), new Date(0), new Date(0));
    assert.equal((await inspector.summarizeData(idx, workspace.path)).maximum, 200);
  });

  it("says what stands out in the columns of a table", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 10},${"ab"[i % 2]}`);
    writeFileSync(join(workspace.path, "t.csv"), ["id,size,kind", ...rows].join("\n"));
    const data = { format: "csv", path: "t.csv", label: "kind" };
    const { columns } = await new DataInspector().summarizeData(data, workspace.path);
    assert.deepEqual(columns, [{ kind: "row-numbers", column: "id", examples: ["0", "1", "2"] }]);
  });

  it("says what the weights file is that a config starts from, until one of the two changes", async () => {
    for (const name of ["iris3.csv", "mlp3.onnx"]) {
      copyFileSync(join(__dirname, "../fixtures/weights", name), join(workspace.path, name));
    }
    const config = (weights: string, activation = "relu") => ({
      version: 1,
      data: { format: "csv", path: "iris3.csv", label: "kind", scaling: "none" },
      layers: [
        { units: 6, activation },
        { units: 3, activation: "softmax" },
      ],
      training: { start: { weights } },
    });
    const inspector = new DataInspector();
    const look = (of: object) => inspector.startFacts({ file: join(workspace.path, "net.network.json"), config: of });
    const { facts, problem } = await look(config("mlp3.onnx"));
    assert.deepEqual([facts?.layers.map(({ activation }) => activation), problem], [["tanh", "softmax"], undefined]);
    assert.equal(await look(config("mlp3.onnx")), await look(config("mlp3.onnx")));
    assert.match((await look(config("none.onnx"))).problem?.message ?? "", /^none\.onnx cannot be read/);
    writeFileSync(join(workspace.path, "mlp3.onnx"), "no network");
    assert.match((await look(config("mlp3.onnx"))).problem?.message ?? "", /mlp3\.onnx/);
    assert.deepEqual(await look({ ...config("mlp3.onnx"), data: { ...config("").data, path: "none.csv" } }), {});
    assert.deepEqual(await look({ ...config("mlp3.onnx"), training: {} }), {});
  });

  it("fails as training would, and tries again when the file is there", async () => {
    const inspector = new DataInspector();
    await assert.rejects(inspector.summarizeData(idx, workspace.path), { code: "data-missing" });
    write(1);
    assert.equal((await inspector.summarizeData(idx, workspace.path)).inputs, 4);
    rmSync(join(workspace.path, "y.idx"));
    await assert.rejects(inspector.summarizeData(idx, workspace.path), { code: "data-missing" });
  });

  it("does not read files that would fill the memory", async () => {
    write(1);
    truncateSync(join(workspace.path, "x.idx"), 600 * 2 ** 20);
    await assert.rejects(new DataInspector().summarizeData(idx, workspace.path), {
      code: "data-large",
      message: /600 MB/,
    });
  });

  const config = {
    version: 1,
    data: idx,
    layers: [
      { units: 3, activation: "tanh", dropout: 0.2 },
      { units: 2, activation: "softmax" },
    ],
    training: { batchSize: 2, optimizer: { type: "adam" } },
    backend: "wasm",
  };

  it("times an epoch of a network, and says what is not timed", async () => {
    write(255);
    const inspector = new DataInspector();
    const ask = (more = {}) => inspector.epochTime({ baseDir: workspace.path, config: { ...config, ...more } });
    const time = await ask();
    assert.ok(time.seconds > 0 && Number.isFinite(time.seconds), String(time.seconds));
    assert.deepEqual([time.backend, time.threads], ["wasm", 1]);
    assert.equal(await ask({ training: { ...config.training, epochs: 7 } }), time, "not timed again for more epochs");
    assert.notEqual(await ask({ training: { ...config.training, batchSize: 3 } }), time);
    await assert.rejects(ask({ layers: [{ units: 5, activation: "softmax" }] }), { code: "not-timed" });
    await assert.rejects(ask({ layers: [] }), { code: "bad-config" });
  });

  it("times every backend of this machine, and fails as training would for one that is not there", async () => {
    write(255);
    const inspector = new DataInspector();
    for (const { name, available } of await listBackends()) {
      const timing = inspector.epochTime({ baseDir: workspace.path, config: { ...config, backend: name } });
      if (!available) await assert.rejects(timing, { kind: "unavailable", code: /^(backend-missing|webgpu-.*)$/ });
      else {
        const { seconds, backend } = await timing;
        assert.equal(backend, name);
        assert.ok(seconds > 0 && Number.isFinite(seconds), `${name}: ${seconds} s`);
      }
    }
  }).timeout(60_000);

  it("says how a text table is written, and nothing of other data", async () => {
    writeFileSync(join(workspace.path, "table.csv"), "a;k\n1,5;x\n2,5;y\n");
    const inspector = new DataInspector();
    const table = await inspector.summarizeData({ format: "csv", path: "table.csv", label: "k" }, workspace.path);
    assert.equal(
      table.form?.message,
      "UTF-8, separated by semicolons, decimal commas, the first line names the columns",
    );
    assert.equal((await inspector.summarizeData(iris, workspace.path)).form, undefined);
  });

  it("is a role of the child process, which leaves with its parent", async () => {
    const child = await forkTrainer<"inspect">(["inspect"]);
    const ask = (data: unknown) => child.channel.request("summarizeData", { data, baseDir: workspace.path });
    const summary = await ask(iris);
    assert.deepEqual([summary.inputs, summary.examples.train, summary.classes.length], [4, 120, 3]);
    assert.ok(summary.samples[0].values instanceof Float32Array);
    await assert.rejects(ask({ format: "nonsense" }), { code: "bad-data" });
    const backends = await child.channel.request("backends", {});
    assert.ok(backends.some(({ name, available }) => name === "wasm" && available));
    child.process.disconnect();
    assert.equal(await child.exit, 0);
  });
});
