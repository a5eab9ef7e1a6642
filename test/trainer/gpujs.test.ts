/** A session on GPU.js: it trains and resumes like any other, and reports when GPU.js falls back. */
import assert from "node:assert/strict";
import { loadLibrary } from "../../src/backends/gpujs/library";
import { withoutSaid } from "./withoutSaid";
import { finish, irisConfig, last, Workspace, withoutTimes } from "./workspace";

describe("a session on GPU.js", () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  for (const backend of ["gpujs-cpu", "gpujs-webasm"]) {
    it(`goes on after a stop as if it had not stopped, bit for bit, on ${backend}`, async () => {
      const whole = await workspace.train(irisConfig({ backend }));
      const half = await finish({ train: workspace.write(irisConfig({ backend })) }, (event, session) => {
        if (event.type === "epoch" && event.epoch === 2) session.stop();
      });
      assert.equal(half.done.reason, "stopped");
      await finish({ resume: half.run });
      assert.deepEqual(withoutTimes(await last(half.run)), withoutTimes(await last(whole.run)));
    });
  }

  it("warns, in its events and so in panel, terminal and run folder, when GPU.js has degraded", async () => {
    const { GPU } = await loadLibrary();
    const { createPipeline } = GPU.prototype;
    GPU.prototype.createPipeline = function (...settings) {
      const made = createPipeline.apply(this, settings);
      // GPU.js's own hook for tests: its behaviour when a plan cannot be fused.
      Object.assign(made.pipeline, { _fusionDisabled: true });
      return made;
    };
    try {
      const { events } = await workspace.train(irisConfig({ backend: "gpujs-webasm", training: { epochs: 1 } }));
      const warnings = events.filter((event) => event.type === "warning");
      assert.deepEqual(warnings.map(withoutSaid), [
        {
          type: "warning",
          code: "backend-degraded",
          message: "GPU.js ran mode webasm on webasm (generic): no reason given",
        },
      ]);
    } finally {
      GPU.prototype.createPipeline = createPipeline;
    }
  });
});
