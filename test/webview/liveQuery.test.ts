/**
 * How often views send questions: one at a time, none twice, with growing delays after failures. Time passes only when
 * the test says so.
 */
import assert from "node:assert/strict";
import type { At } from "../../src/protocol/at";
import { LiveQuery, type LiveQueryOptions, type PageClock } from "../../webview/state/liveQuery";
import type { Moment } from "../../webview/state/moment";

class StoppedPage implements PageClock {
  isHidden = false;
  private time = 0;
  private timer: { due: number; act: () => void } | undefined;
  private shown = () => {};

  onShown(listener: () => void): void {
    this.shown = listener;
  }

  hide(hidden: boolean): void {
    this.isHidden = hidden;
    this.shown();
  }

  now(): number {
    return this.time;
  }

  setTimeout(act: () => void, milliseconds: number): number {
    this.timer = { due: this.time + milliseconds, act };
    return 1;
  }

  clearTimeout(): void {
    this.timer = undefined;
  }

  /** Milliseconds until the timer fires; undefined if none is set. */
  get wait(): number | undefined {
    return this.timer && this.timer.due - this.time;
  }

  async pass(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    const { timer } = this;
    if (!timer || timer.due > this.time) return;
    this.timer = undefined;
    timer.act();
    await settled();
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const ended: Moment = { at: "best", key: "best", isAtWork: false, isLive: false };
const live: Moment = { at: "now", key: "now of 3", isAtWork: true, isLive: true };

describe("a live query", () => {
  let page: StoppedPage;
  let key: string | undefined;
  let moment: Moment;
  let asked: At[];
  let failed: string[];
  let answer: () => Promise<void>;
  let query: LiveQuery;

  const make = (options: Partial<LiveQueryOptions> = {}) => {
    const ask = (at: At) => {
      asked.push(at);
      return answer();
    };
    const fail = (message: string) => failed.push(message);
    query = new LiveQuery({ every: 200, key: () => key, at: () => moment, ask, fail, ...options }, page);
    query.show(true);
    return settled();
  };
  beforeEach(() => {
    page = new StoppedPage();
    [key, moment, asked, failed] = ["layer 0", ended, [], []];
    answer = async () => {};
  });

  it("asks nothing twice, and at once where something else is chosen", async () => {
    await make();
    query.poll();
    await settled();
    assert.deepEqual([asked, page.wait], [["best"], undefined]);
    key = "layer 1";
    query.poll();
    await settled();
    assert.deepEqual(asked, ["best", "best"]);
  });

  it("asks one question at a time, and what was chosen meanwhile next", async () => {
    let resolve = () => {};
    answer = () => new Promise((done) => (resolve = done));
    await make();
    for (const each of ["layer 1", "layer 2"]) {
      key = each;
      query.poll();
    }
    await settled();
    assert.equal(asked.length, 1);
    resolve();
    await settled();
    assert.equal(asked.length, 2);
  });

  it("asks at once, also during a training, if something waits for the answer", async () => {
    moment = live;
    await make({ every: 20_000 });
    moment = { ...live, at: 2, key: "2" };
    query.poll();
    assert.deepEqual([asked, page.wait], [["now"], 20_000]);
    await query.settled();
    assert.deepEqual(asked, ["now", 2]);
    moment = { ...live, at: 3, key: "3" };
    query.poll();
    assert.deepEqual([asked, page.wait], [["now", 2], 20_000]);
  });

  it("asks a training of now again and again, no oftener than it may", async () => {
    moment = live;
    await make({ isOfNow: true });
    for (let i = 1; i <= 3; i++) {
      assert.deepEqual([asked.length, page.wait], [i, 200]);
      await page.pass(200);
    }
  });

  it("asks a folder of a run at work when it has news, no oftener than it may", async () => {
    moment = live;
    await make();
    assert.equal(page.wait, undefined);
    moment = { ...live, key: "now of 4" };
    query.poll();
    assert.deepEqual([asked.length, page.wait], [1, 200]);
    await page.pass(200);
    assert.deepEqual([asked.length, page.wait], [2, undefined]);
  });

  it("asks a failing training later and later, says why, and goes on as before when it answers", async () => {
    moment = live;
    answer = async () => {
      throw new Error("it overflowed");
    };
    await make({ isOfNow: true });
    const waits: unknown[] = [];
    for (let i = 0; i < 7; i++) {
      waits.push(page.wait);
      // New events of the run do not shorten the delay.
      moment = { ...live, key: `now of ${i}` };
      query.poll();
      await page.pass(page.wait ?? 0);
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    assert.deepEqual(new Set(failed), new Set(["it overflowed"]));
    answer = async () => {};
    await page.pass(30_000);
    assert.equal(page.wait, 200);
  });

  it("does not ask again what failed of a run that ended, until somebody comes back or chooses something else", async () => {
    answer = async () => {
      throw new Error("no such layer");
    };
    await make();
    assert.deepEqual([failed, page.wait], [["no such layer"], undefined]);
    query.show(true);
    await settled();
    assert.equal(asked.length, 1);
    query.show(false);
    query.show(true);
    await settled();
    assert.equal(asked.length, 2);
    key = "layer 1";
    query.poll();
    await settled();
    assert.equal(asked.length, 3);
  });

  it("asks nothing that nobody sees, and nothing where there is nothing to ask", async () => {
    key = undefined;
    await make();
    page.hide(true);
    key = "layer 0";
    query.poll();
    query.show(false);
    page.hide(false);
    await settled();
    assert.deepEqual(asked, []);
    query.show(true);
    await settled();
    assert.deepEqual(asked, ["best"]);
  });

  it("prepares before the first question, which is then the one that was prepared", async () => {
    key = "nothing yet";
    await make({
      prepare: async () => {
        key = "the first example";
      },
    });
    query.poll();
    await settled();
    assert.deepEqual([asked, page.wait], [["best"], undefined]);
  });
});
