/** Arrays whose numbers float32 cannot distinguish are learned, and new rows are read in the same way. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeNpz } from "../../src/formats/npz";
import { readManifest } from "../../src/runs/manifest";
import { RunServer } from "../../src/trainer/process/serve";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { exportRun } from "../../src/trainer/results/exportRun";
import { predictRun } from "../../src/trainer/results/predictRun";
import { Workspace } from "./workspace";

/** Milliseconds since 1970: float32 rounds values within two minutes to the same number. */
const stamp = 1_700_000_000_000;
const count = 200;
const times = Array.from({ length: count }, (_, i) => stamp + 50 * ((i * 7) % count));
const isLate = times.map((time) => Number(time >= stamp + 50 * (count / 2)));
const stdin = (async function* () {})();

describe("training on arrays of time stamps", () => {
  let workspace: Workspace;
  const path = (name: string) => join(workspace.path, name);
  beforeEach(() => {
    workspace = new Workspace();
    const x = Float64Array.from(times.flatMap((time, i) => [i % 5, time]));
    const arrays = (y: Int32Array | Float64Array) =>
      writeNpz([
        ["x", { shape: [count, 2], data: x }],
        ["y", { shape: [count], data: y }],
      ]);
    writeFileSync(path("late.npz"), arrays(Int32Array.from(isLate)));
    writeFileSync(path("time.npz"), arrays(Float64Array.from(times, (time) => time + 25)));
  });
  afterEach(() => workspace.remove());

  const config = (file: string, output: object, cost: string) => ({
    version: 1,
    data: { format: "npz", path: file, keys: { x: "x", y: "y" }, validation: { fraction: 0.2 } },
    layers: [output],
    cost,
    training: { epochs: 40, batchSize: 10, seed: 3, optimizer: { type: "sgd", learningRate: 0.1 } },
  });

  it("tells them apart, in rows of any format that come later too", async () => {
    const { run, done } = await workspace.train(
      config("late.npz", { units: 2, activation: "softmax" }, "cross-entropy"),
    );
    assert.ok((done.best?.value ?? 0) > 0.95, JSON.stringify(done.best));
    const { data } = await readManifest(run);
    assert.deepEqual(data.columns, [
      { name: "input 0", kind: "number" },
      { name: "input 1", kind: "number", shift: stamp + 50 * (count / 2 - 0.5) },
    ]);
    const options = { checkpoint: "best", stdin } as const;
    const { classes = [], values } = await predictRun(run, path("late.npz"), options);
    const right = classes.filter((name, i) => name === String(isLate[i])).length;
    assert.ok(right > 0.95 * count, `${right} of ${count}`);
    writeFileSync(path("new.csv"), `a,b\n${times.map((time, i) => `${i % 5},${time}`).join("\n")}\n`);
    assert.deepEqual((await predictRun(run, path("new.csv"), options)).values, values);
  });

  it("learns such quantities, in their own unit", async () => {
    const { run } = await workspace.train(config("time.npz", { units: 1, activation: "linear" }, "quadratic"));
    const { values } = await predictRun(run, path("time.npz"), { checkpoint: "best", stdin });
    for (const [i, time] of times.entries())
      assert.ok(Math.abs(values[i] - (time + 25)) < 25, `${values[i]} for ${time}`);
  });

  it("tells how far predictions are off in that unit", async () => {
    const { run } = await workspace.train(config("time.npz", { units: 1, activation: "linear" }, "quadratic"));
    const server = new RunServer(run);
    const { targets, points } = await server.residuals({
      ...{ set: "validation", target: 0, order: "largest", first: 0, count: 1, points: 100 },
    });
    const { sets } = await evaluateRun(run, { checkpoint: "best" });
    const rmse = sets.find(({ name }) => name === "validation")?.fit?.rmse ?? 0;
    assert.ok(rmse < 25 && Math.abs(targets[0].rmse - rmse) < 1, `${targets[0].rmse} and ${rmse} ms`);
    for (const time of points.actual) assert.ok(times.includes(Math.round(time) - 25), String(time));
  });

  it("shows them as they are where examples and two runs are looked at", async () => {
    const { run } = await workspace.train(config("time.npz", { units: 1, activation: "linear" }, "quadratic"));
    const server = new RunServer(run);
    const { actual, predicted } = await server.predictions({ set: "validation" });
    for (const [i, time] of actual.entries()) {
      assert.ok(times.includes(Math.round(time) - 25), String(time));
      assert.ok(Math.abs(predicted[i] - time) < 25, `${predicted[i]} for ${time}`);
    }
    const { values } = await server.inputs({ set: "validation", indices: [3] });
    const [, { shift = 0 }] = (await server.data()).inputs;
    assert.equal(Math.round(values[0][1] + shift), Math.round(actual[3]) - 25);
  });

  it("exports them to no program that takes inputs in float32", async () => {
    const { run } = await workspace.train(config("late.npz", { units: 2, activation: "softmax" }, "cross-entropy"));
    await assert.rejects(exportRun(run, "onnx", { checkpoint: "best" }), { code: "export-shift" });
  });
});
