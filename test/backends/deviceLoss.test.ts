/** What a call on a GPU gives if the device is lost. */
import assert from "node:assert/strict";
import { DeviceLoss } from "../../src/backends/gpujs/deviceLoss";
import { GpujsMatrix } from "../../src/backends/gpujs/matrix";

describe("a device that may be lost", () => {
  let lose: (message: string) => void;
  let heard: string[];
  let loss: DeviceLoss;

  beforeEach(() => {
    heard = [];
    const lost = new Promise<{ message: string }>((resolve) => {
      lose = (message) => resolve({ message });
    });
    loss = new DeviceLoss(lost, "Some GPU", (why) => heard.push(why), 50);
  });

  it("leaves results and errors of the work as they are while it is there", async () => {
    assert.equal(await loss.guarded(async () => 7), 7);
    await assert.rejects(
      loss.guarded(() => Promise.reject(new TypeError("a fault of ours"))),
      /^TypeError: a fault/,
    );
    assert.deepEqual(heard, []);
  });

  it("gives the driver's words, also if the device says so after the call has failed", async () => {
    const failed = loss.guarded(() => {
      setTimeout(() => lose("reset\n by  the driver"), 5);
      return Promise.reject(new Error("aborted"));
    });
    await assert.rejects(failed, {
      code: "gpu-lost",
      message: /^the GPU Some GPU was lost .*\(reset by the driver\); /,
    });
    assert.deepEqual(heard, ["reset by the driver"]);
  });

  it("gives no result that GPU.js has computed on a new device, and restores what the work changed", async () => {
    const matrix = new GpujsMatrix(1, 1, "W", true);
    matrix.values = Float32Array.of(1);
    const restore = matrix.snapshot();
    const done = loss.guarded(async () => {
      matrix.values = Float32Array.of(2);
      lose("");
    }, restore);
    await assert.rejects(done, { code: "gpu-lost" });
    assert.deepEqual([...matrix.values], [1]);
  });

  it("is not lost when it is destroyed on purpose", async () => {
    loss.isClosed = true;
    lose("destroyed");
    assert.equal(await loss.guarded(async () => 7), 7);
    assert.deepEqual(heard, []);
  });
});
