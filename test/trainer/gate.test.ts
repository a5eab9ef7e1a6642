/** Between two minibatches: pause, stop and requests. */
import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { Gate } from "../../src/trainer/session/pauseGate";

describe("the gate", () => {
  it("does what waits, in order, and what comes meanwhile the next time", async () => {
    const gate = new Gate();
    const done: string[] = [];
    const first = gate.between(async () => {
      done.push("first");
      void gate.between(async () => done.push("meanwhile"));
    });
    void gate.between(async () => done.push("second"));
    await gate.breathe();
    await first;
    assert.deepEqual(done, ["first", "second"]);
    await gate.breathe();
    assert.deepEqual(done, ["first", "second", "meanwhile"]);
  });

  it("hands on what the work gives or throws", async () => {
    const gate = new Gate();
    const given = gate.between(async () => 7);
    const thrown = assert.rejects(
      gate.between(async () => {
        throw new Error("no");
      }),
      /no/,
    );
    await gate.breathe();
    assert.equal(await given, 7);
    await thrown;
  });

  it("says that it is paused once training holds, and not before", async () => {
    const gate = new Gate();
    let told = false;
    const paused = gate.pause().then(() => {
      told = true;
    });
    await gate.breathe();
    assert.equal(told, false);
    const hold = gate.hold();
    await paused;
    await gate.pause();
    gate.resume();
    await hold;
  });

  for (const [what, end] of [
    ["goes on", (gate: Gate) => gate.resume()],
    ["stops", (gate: Gate) => gate.stop("stopped")],
    ["ends", (gate: Gate) => gate.close()],
  ] as const) {
    it(`lets nobody wait for a pause when training ${what} before`, async () => {
      const gate = new Gate();
      const paused = gate.pause();
      end(gate);
      await paused;
    });
  }

  it("holds while paused, and answers meanwhile", async () => {
    const gate = new Gate();
    let held = true;
    void gate.pause();
    const hold = gate.hold().then(() => {
      held = false;
    });
    assert.equal(await gate.between(async () => "answer"), "answer");
    await turn();
    assert.ok(held);
    gate.resume();
    await hold;
    assert.ok(!held);
  });

  it("lets go of a paused run when it is to stop, for the first reason", async () => {
    const gate = new Gate();
    void gate.pause();
    const hold = gate.hold();
    gate.stop("interrupted");
    gate.stop("stopped");
    await hold;
    assert.equal(gate.stopReason, "interrupted");
    assert.ok(!gate.pausing);
  });

  it("rejects whatever waits, now or later, once it is closed", async () => {
    const gate = new Gate();
    const now = assert.rejects(
      gate.between(async () => {}),
      { code: "run-ended" },
    );
    gate.close();
    await now;
    await assert.rejects(
      gate.between(async () => {}),
      { code: "run-ended" },
    );
  });
});
