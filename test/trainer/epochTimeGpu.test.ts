/** The time per epoch where `auto` would take a GPU: by the times of an earlier run, without its driver. */
import assert from "node:assert/strict";
import { rememberGpuTime } from "../../src/backends/auto/gpuMemory";
import { DataInspector } from "../../src/trainer/process/inspect";
import { useCacheFolder } from "../cacheFolder";
import { Workspace } from "./workspace";

describe("the time of an epoch on a GPU", () => {
  let workspace: Workspace;
  useCacheFolder();

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const config = {
    version: 1,
    data: { format: "builtin", name: "iris" },
    layers: [
      { units: 500, activation: "relu" },
      { units: 500, activation: "relu" },
      { units: 3, activation: "softmax" },
    ],
    training: { epochs: 1, batchSize: 120, optimizer: { type: "sgd", learningRate: 0.1 } },
    threads: 1,
  };
  const time = (more = {}) =>
    new DataInspector().epochTime({ baseDir: workspace.path, config: { ...config, ...more } });

  it("is that of the processor, divided by the speedup that an earlier run found, with both times", async () => {
    const examples = { count: 1, inputs: 4, outputs: 3, values: Float32Array.of(1), shift: 0, factor: 1 };
    rememberGpuTime(
      { threads: 1, shape: [4, 500, 500, 3], batchSize: 120, examples: { ...examples, targets: Int32Array.of(0) } },
      {
        adapter: { name: "Some GPU", software: false, identity: "acme; driver 1" },
        microsecondsPerExample: 10,
        beside: { name: "wasm", threads: 1, microsecondsPerExample: 1e9 },
      },
    );
    const { seconds, ...more } = await time();
    assert.ok(seconds > 0 && seconds < 1e-5, String(seconds));
    const beside = { name: "wasm", microsecondsPerExample: 1e9 };
    const gpu = { adapter: "Some GPU", microsecondsPerExample: 10, beside };
    assert.deepEqual(more, { backend: "gpujs-webgpu", threads: 1, gpu });
    const { backend, gpu: none } = await time({ backend: "wasm" });
    assert.deepEqual([backend, none], ["wasm", undefined]);
  });
});
