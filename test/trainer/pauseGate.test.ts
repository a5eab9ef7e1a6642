/** Between two minibatches: pause, stop and requests. */
import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { PauseGate } from "../../src/trainer/session/pauseGate";

describe("the pause gate", () => {
  it("does what waits, in order, and what comes meanwhile the next time", async () => {
    const gate = new PauseGate();
    const done: string[] = [];
    const first = gate.betweenMinibatches(async () => {
      done.push("first");
      void gate.betweenMinibatches(async () => done.push("meanwhile"));
    });
    void gate.betweenMinibatches(async () => done.push("second"));
    await gate.yieldToEventLoop();
    await first;
    assert.deepEqual(done, ["first", "second"]);
    await gate.yieldToEventLoop();
    assert.deepEqual(done, ["first", "second", "meanwhile"]);
  });

  it("that yields seldom takes no turn of the event loop before its time, unless somebody asks", async () => {
    const gate = new PauseGate(60_000);
    await gate.yieldToEventLoop();
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    await gate.yieldToEventLoop();
    assert.equal(turned, false);
    const asked = gate.betweenMinibatches(async () => "answer");
    await gate.yieldToEventLoop();
    assert.equal(turned, true);
    assert.equal(await asked, "answer");
  });

  it("hands on what the work gives or throws", async () => {
    const gate = new PauseGate();
    const given = gate.betweenMinibatches(async () => 7);
    const thrown = assert.rejects(
      gate.betweenMinibatches(async () => {
        throw new Error("no");
      }),
      /no/,
    );
    await gate.yieldToEventLoop();
    assert.equal(await given, 7);
    await thrown;
  });

  it("says that it is paused once training holds, and not before", async () => {
    const gate = new PauseGate();
    let told = false;
    const paused = gate.pause().then(() => {
      told = true;
    });
    await gate.yieldToEventLoop();
    assert.equal(told, false);
    const hold = gate.waitWhilePaused();
    await paused;
    await gate.pause();
    gate.resume();
    await hold;
  });

  for (const [what, end] of [
    ["goes on", (gate: PauseGate) => gate.resume()],
    ["stops", (gate: PauseGate) => gate.stop("stopped")],
    ["ends", (gate: PauseGate) => gate.close()],
  ] as const) {
    it(`lets nobody wait for a pause when training ${what} before`, async () => {
      const gate = new PauseGate();
      const paused = gate.pause();
      end(gate);
      await paused;
    });
  }

  it("holds while paused, and answers meanwhile", async () => {
    const gate = new PauseGate();
    let held = true;
    void gate.pause();
    const hold = gate.waitWhilePaused().then(() => {
      held = false;
    });
    assert.equal(await gate.betweenMinibatches(async () => "answer"), "answer");
    await turn();
    assert.ok(held);
    gate.resume();
    await hold;
    assert.ok(!held);
  });

  it("lets go of a paused run when it is to stop, for the first reason", async () => {
    const gate = new PauseGate();
    void gate.pause();
    const hold = gate.waitWhilePaused();
    gate.stop("interrupted");
    gate.stop("stopped");
    await hold;
    assert.equal(gate.stopReason, "interrupted");
    assert.ok(!gate.pausing);
  });

  it("rejects whatever waits, now or later, once it is closed", async () => {
    const gate = new PauseGate();
    const now = assert.rejects(
      gate.betweenMinibatches(async () => {}),
      { code: "run-ended" },
    );
    gate.close();
    await now;
    await assert.rejects(
      gate.betweenMinibatches(async () => {}),
      { code: "run-ended" },
    );
  });
});
