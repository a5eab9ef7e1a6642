/** A GPU that is lost in the middle of a training. */
import assert from "node:assert/strict";
import { loadLibrary } from "../../src/backends/gpujs/library";
import { acquireDevice } from "../../src/backends/gpujs/webgpu";
import { NetworkError } from "../../src/core/errors";
import type { Event } from "../../src/protocol/events";
import { Session } from "../../src/trainer/session/session";
import { useCacheFolder } from "../cacheFolder";
import { finish, irisConfig, last, Workspace } from "../trainer/workspace";

describe("a run whose GPU is lost", () => {
  let workspace: Workspace;
  useCacheFolder();

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  /** Destroys the device as a driver that is reset does. */
  const lose = async () => (await acquireDevice(await loadLibrary())).destroy();

  it("ends with a checkpoint of the last finished minibatch, from which it resumes", async () => {
    const config = irisConfig({ backend: "gpujs-webgpu", training: { epochs: 2, checkpointEvery: 2 } });
    const session = new Session({ train: workspace.write(config) });
    const events: Event[] = [];
    session.onEvent((event) => {
      events.push(event);
      if (event.type === "epoch" && event.epoch === 1) void lose();
    });
    await assert.rejects(session.run(), (error: NetworkError) => {
      assert.ok(error instanceof NetworkError, String(error));
      assert.match(error.message, /^the GPU .+ was lost during the training \(.+\); resume the run/);
      assert.deepEqual([error.code, error.exitCode], ["gpu-lost", 5]);
      return true;
    });
    const [run] = workspace.runs();
    assert.equal((await last(run)).state.epoch, 1);
    const { done, events: resumed } = await finish({ resume: run });
    assert.equal(done.reason, "completed");
    const epochs = [...events, ...resumed].flatMap((event) => (event.type === "epoch" ? [event.epoch] : []));
    assert.deepEqual(epochs, [1, 2]);
  });
});
