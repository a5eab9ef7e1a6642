/** A training without clients: what ends it and what does not. Time passes only when the test says so. */
import assert from "node:assert/strict";
import { ClientWatch, type WatchClock } from "../../src/trainer/session/clientWatch";

/** Its timers fire when `pass` reaches their time. */
class TestClock implements WatchClock {
  private now = 0;
  private readonly timers = new Map<NodeJS.Timeout, { at: number; act: () => void }>();

  setTimeout(act: () => void, milliseconds: number): NodeJS.Timeout {
    const timer = { unref: () => timer } as NodeJS.Timeout;
    this.timers.set(timer, { at: this.now + milliseconds, act });
    return timer;
  }

  clearTimeout(timer: NodeJS.Timeout | undefined): void {
    if (timer) this.timers.delete(timer);
  }

  pass(seconds: number): void {
    this.now += seconds * 1000;
    for (const [timer, { at, act }] of this.timers) {
      if (at > this.now) continue;
      this.timers.delete(timer);
      act();
    }
  }

  get waiting(): number {
    return this.timers.size;
  }
}

describe("a training without a client", () => {
  const stop = { action: "stop", graceSeconds: 60 } as const;
  const goOn = { action: "continue", graceSeconds: 60 } as const;
  let clock: TestClock;
  let left: number;
  let watch: ClientWatch;
  beforeEach(() => {
    clock = new TestClock();
    left = 0;
    watch = new ClientWatch(() => left++, clock);
  });

  it("is stopped after the grace period, and not before", () => {
    watch.follow(stop);
    watch.join()();
    clock.pass(59.9);
    assert.equal(left, 0);
    clock.pass(0.1);
    assert.equal(left, 1);
  });

  it("goes on when a client comes back in time, and has the whole period after it", () => {
    watch.follow(stop);
    watch.join()();
    clock.pass(59);
    const leave = watch.join();
    clock.pass(1000);
    leave();
    clock.pass(59);
    assert.equal(left, 0);
    clock.pass(1);
    assert.equal(left, 1);
  });

  it("waits for the last of several clients, of which each leaves once", () => {
    watch.follow(stop);
    const [one, two] = [watch.join(), watch.join()];
    one();
    one();
    clock.pass(1000);
    assert.equal(left, 0);
    two();
    clock.pass(60);
    assert.equal(left, 1);
  });

  it("counts those of the control socket too", () => {
    watch.follow(stop);
    const leave = watch.join();
    watch.count(2);
    leave();
    watch.count(1);
    clock.pass(1000);
    assert.equal(left, 0);
    watch.count(0);
    clock.pass(60);
    assert.equal(left, 1);
  });

  it("is stopped also where nobody ever came", () => {
    watch.follow(stop);
    clock.pass(60);
    assert.equal(left, 1);
  });

  it("goes on where the setting says so, until it says otherwise", () => {
    watch.follow(goOn);
    watch.join()();
    clock.pass(100_000);
    assert.equal(left, 0);
    assert.equal(watch.change(stop), true);
    clock.pass(60);
    assert.equal(left, 1);
  });

  it("goes on where the setting changes within the period", () => {
    watch.follow(stop);
    watch.join()();
    clock.pass(30);
    watch.change(goOn);
    clock.pass(1000);
    assert.equal(left, 0);
  });

  it("goes on whatever a window says, where a terminal started it", () => {
    const leave = watch.join();
    assert.equal(watch.change(stop), false);
    leave();
    clock.pass(100_000);
    assert.equal(left, 0);
  });

  it("leaves no timer when it has ended", () => {
    watch.follow(stop);
    const leave = watch.join();
    watch.close();
    leave();
    assert.equal(clock.waiting, 0);
  });
});
