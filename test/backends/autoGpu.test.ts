/** When `auto` takes a GPU, with adapters and times that the tests make up. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeMeasurements } from "../../src/backends/auto/cache";
import type { Gpu } from "../../src/backends/auto/gpu";
import { rememberGpuLoss } from "../../src/backends/auto/gpuMemory";
import { timeGpu } from "../../src/backends/auto/timeGpu";
import type { BackendOptions } from "../../src/backends/options";
import { createBackend, listBackends } from "../../src/backends/select";
import { WasmBackend } from "../../src/backends/wasm";
import type { Backend } from "../../src/core/backend";
import { useCacheFolder } from "../cacheFolder";
import { tinyExamples } from "../core/tinyNetwork";

const options: BackendOptions = {
  ...{ threads: 1, shape: [300, 400, 10], batchSize: 300, mayTakeGpu: true },
  examples: tinyExamples(10, 300, 10, 1),
};
const adapter = { name: "Some GPU", software: false, identity: "acme; some; driver 1" };

const hasBlas = async () => (await listBackends(["blas"]))[0].available;

class FakeGpu implements Gpu {
  times = 0;
  constructor(
    public named = adapter,
    public timed: () => Promise<number> = async () => 10,
  ) {}
  async adapter() {
    return this.named;
  }
  time() {
    this.times++;
    return this.timed();
  }
  async start(): Promise<Backend> {
    const backend = await WasmBackend.create({ threads: 1 });
    return Object.assign(backend, { name: "gpujs-webgpu" });
  }
}

describe("auto with a GPU", () => {
  const folder = useCacheFolder();

  /** Begins a run: its backend and reason, and the timing of the GPU beside an epoch of this many µs an example. */
  async function run(gpu: FakeGpu, microseconds = 100, work = options) {
    // Nothing is measured on the processor.
    const names = (await hasBlas()) ? (["wasm", "blas"] as const) : (["wasm"] as const);
    writeMeasurements(
      work,
      names.map((name) => ({ name, threads: 1, microsecondsPerExample: 100 })),
    );
    const { backend, reason, gpuTrial } = await createBackend("auto", work, gpu);
    await backend.destroy();
    const line = await gpuTrial?.run();
    gpuTrial?.epoch(microseconds);
    return { name: backend.name, reason: reason.message, line };
  }

  it("times it beside a run and takes it for the next one, with both times as the reason", async () => {
    const gpu = new FakeGpu();
    const first = await run(gpu);
    assert.deepEqual([first.name, first.line], ["wasm", "Some GPU takes 10.00 µs an example, timed beside this run"]);
    const { name, reason } = await run(gpu);
    assert.equal(name, "gpujs-webgpu");
    assert.match(
      reason,
      /^auto: remembered: gpujs-webgpu on Some GPU 10\.00 µs an example; wasm with 1 thread 100\.00 µs.*"backend": "wasm"/,
    );
    assert.equal(gpu.times, 1);
  });

  it("does not take it where it is not clearly faster, and does not time it again", async () => {
    const gpu = new FakeGpu(adapter, async () => 70);
    await run(gpu);
    const { name, line } = await run(gpu);
    assert.deepEqual([name, line], ["wasm", "Some GPU was timed in an earlier run"]);
    assert.equal(gpu.times, 1);
  });

  it("goes by the time of its own runs once it has trained one", async () => {
    const gpu = new FakeGpu();
    await run(gpu);
    assert.equal((await run(gpu, 80)).name, "gpujs-webgpu");
    assert.equal((await run(gpu)).name, "wasm");
  });

  it("forgets its time when the adapter or the driver changes, and says so", async () => {
    await run(new FakeGpu());
    const updated = new FakeGpu({ ...adapter, identity: "acme; some; driver 2" }, async () => 90);
    const { name, reason } = await run(updated);
    assert.equal(name, "wasm");
    assert.match(reason, /; gpujs-webgpu was faster on Some GPU, but the adapter or its driver has changed since$/);
    assert.equal(updated.times, 1);
    assert.doesNotMatch((await run(updated)).reason, /Some GPU/);
  });

  it("never times a software adapter", async () => {
    const gpu = new FakeGpu({ ...adapter, software: true });
    assert.equal((await run(gpu)).line, "Some GPU is a software adapter");
    assert.equal(gpu.times, 0);
  });

  it("times it once if the driver hangs, and again if only the run ended", async () => {
    const hanging = new FakeGpu(adapter, () => Promise.reject(new Error("no answer")));
    assert.equal((await run(hanging)).line, "no answer");
    assert.equal((await run(hanging)).line, "Some GPU was timed in an earlier run: no answer");
    assert.equal(hanging.times, 1);
    rmSync(join(folder.path, "gpu.json"));
    const { gpuTrial, backend } = await createBackend("auto", options, hanging);
    await backend.destroy();
    gpuTrial?.stop();
    await gpuTrial?.run();
    assert.equal((await run(hanging)).line, "no answer");
  });

  it("neither takes nor times a GPU that was lost, until its driver changes", async () => {
    await run(new FakeGpu());
    rememberGpuLoss(adapter, "reset");
    const { name, line } = await run(new FakeGpu());
    assert.deepEqual([name, line], ["wasm", "Some GPU was lost in an earlier run: reset"]);
    const updated = new FakeGpu({ ...adapter, identity: "acme; some; driver 2" });
    await run(updated);
    assert.equal((await run(updated)).name, "gpujs-webgpu");
  });

  it("takes the processor where the GPU does not start, and says why", async () => {
    const gpu = new FakeGpu();
    await run(gpu);
    gpu.start = () => Promise.reject(new Error("no memory"));
    const { name, reason } = await run(gpu);
    assert.equal(name, "wasm");
    assert.match(reason, /; gpujs-webgpu was faster on Some GPU, but does not start now: no memory$/);
  });

  it("asks no driver where a step has little work, or for anything but a training", async () => {
    const gpu = new FakeGpu();
    gpu.adapter = () => assert.fail("asked");
    for (const work of [
      { ...options, batchSize: 100 },
      { ...options, mayTakeGpu: false },
    ]) {
      assert.equal((await run(gpu, 100, work)).line, undefined);
    }
  });

  it("ignores times that cannot be read", async () => {
    writeFileSync(join(folder.path, "gpu.json"), "{");
    const { line } = await run(new FakeGpu());
    assert.match(line ?? "", /10\.00/);
    assert.match(readFileSync(join(folder.path, "gpu.json"), "utf8"), /"microsecondsPerExample":10/);
  });
});

describe("the process that times a GPU", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const timed = (text: string, milliseconds = 10_000, signal = new AbortController().signal) => {
    const program = join(folder, "timer.js");
    writeFileSync(program, text);
    return timeGpu(options, signal, { program, milliseconds, priority: 0 });
  };

  it("gives the time of the work that it is told", async () => {
    const { shape, batchSize } = options;
    const text =
      "const { shape, batchSize } = JSON.parse(process.argv[2]); console.log('microseconds:' + (shape[1] + batchSize))";
    assert.equal(await timed(text), shape[1] + batchSize);
  });

  it("is killed when the driver hangs", () => assert.rejects(timed("for (;;);", 300), /did not answer within 0\.3 s/));

  it("is killed when the run ends", async () => {
    const run = new AbortController();
    setTimeout(() => run.abort(), 100);
    await assert.rejects(timed("for (;;);", 10_000, run.signal), /the run ended before the GPU was timed/);
  });

  it("gives the error of the backend", () =>
    assert.rejects(timed("console.error('no adapter'); process.exit(1)"), /^Error: no adapter$/));
});
