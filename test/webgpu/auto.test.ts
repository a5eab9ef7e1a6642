/** `auto` with a software adapter that is played as hardware: it is timed in a process, taken, and lost. */
import assert from "node:assert/strict";
import { rememberGpuLoss } from "../../src/backends/auto/gpuMemory";
import { timeGpu, usualTimer } from "../../src/backends/auto/timeGpu";
import { GpujsBackend } from "../../src/backends/gpujs";
import { loadLibrary } from "../../src/backends/gpujs/library";
import { acquireDevice, probeAdapter } from "../../src/backends/gpujs/webgpu";
import type { BackendOptions } from "../../src/backends/options";
import { createBackend } from "../../src/backends/select";
import { useCacheFolder } from "../cacheFolder";

describe("auto on an adapter", () => {
  useCacheFolder();

  it("times it in a process of its own, takes it for the next run, and wasm once it is lost", async () => {
    const options = { threads: 1, shape: [300, 300, 10], batchSize: 300, mayTakeGpu: true };
    const gpu = {
      adapter: async () => ({ ...(await probeAdapter()), software: false }),
      time: (work: BackendOptions, signal: AbortSignal) =>
        // Beside other tests a low priority could take minutes.
        timeGpu(work, signal, { ...usualTimer(), priority: 0 }),
      start: () => GpujsBackend.start("webgpu", { ...options, onLost: rememberGpuLoss }),
    };
    const first = await createBackend("auto", options, gpu);
    await first.backend.destroy();
    assert.match((await first.gpuTrial?.run()) ?? "", /takes \d+\.\d\d µs an example, timed beside this run$/);
    // No processor is that slow.
    first.gpuTrial?.epoch(1e9);

    const second = await createBackend("auto", options, gpu);
    assert.equal(second.backend.name, "gpujs-webgpu");
    assert.match(
      second.reason.message,
      /^auto: remembered: gpujs-webgpu on .*; GPU\.js reports after a first call: webgpu/,
    );
    const device = await acquireDevice(await loadLibrary());
    device.destroy();
    await device.lost;
    await second.backend.destroy();

    const third = await createBackend("auto", options, gpu);
    await third.backend.destroy();
    assert.notEqual(third.backend.name, "gpujs-webgpu");
    assert.match((await third.gpuTrial?.run()) ?? "", /was lost in an earlier run: /);
  });
});
