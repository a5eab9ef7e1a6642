/** A long run in an open panel: the page allocates its storage at the start, and nothing else grows. */
import assert from "node:assert/strict";
import type { CDPSession } from "playwright-core";
import type { Event } from "../../src/protocol/events";
import { type HeldBytes, heldBytes } from "./heldBytes";
import { type OpenedPage, untilWeights, usePages } from "./openPage";
import { menuOf } from "./plotParts";
import { epochs, layers, progress, run, running, started } from "./recorded";

describe("the panel before a run of ten thousand epochs", function () {
  this.timeout(240_000);
  const [few, some, many] = [1_000, 5_000, 10_000];
  /**
   * Bound for the browser's own records and one more picture of weights; an epoch's events as objects take ten times as
   * much.
   */
  const bytesPerEpoch = 50;
  const pages = usePages({ alone: true });
  let opened: OpenedPage;
  let session: CDPSession;
  before(async () => {
    opened = await pages.open();
    session = await opened.page.context().newCDPSession(opened.page);
    await session.send("Performance.enable");
    await opened.post({ type: "history", run: { ...run, epochs: many }, events: [started] }, running);
  });

  it("holds no more at its end than after the first thousand, smoothed too", async () => {
    await menuOf(opened, "Accuracy").focus();
    for (const key of ["ArrowDown", "Tab", "End", "Escape"]) await opened.page.keyboard.press(key);
    await train(1, few);
    const first = await held();
    await train(few + 1, some);
    const middle = await held();
    await train(some + 1, many);
    const last = await held();
    const words = [first, middle, last].map((each) => JSON.stringify(each)).join(", ");
    assert.ok(last.data - first.data < (many - few) * bytesPerEpoch, words);
    assert.ok(last.nodes <= first.nodes + 50, words);
    assert.ok(last.listeners <= first.listeners, words);
    assert.equal(await opened.page.locator(".epochs table").getAttribute("aria-rowcount"), String(many + 1));
  });

  /** Sends two hundred epochs per message, with progress, and sometimes weights. */
  async function train(from: number, to: number): Promise<void> {
    const step = 200;
    for (let epoch = from; epoch <= to; epoch += step * 5) {
      const messages = Array.from({ length: 5 }, (_, i) => epoch + i * step)
        .filter((first) => first <= to)
        .map((first) => [
          progress(first, 100),
          progress(first, 400),
          ...figures(Math.min(step, to - first + 1), first),
        ]);
      await opened.page.evaluate(async (batches) => {
        for (const events of batches) {
          window.postMessage({ type: "events", events }, "*");
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
        }
      }, messages);
      await untilWeights(opened);
    }
  }

  /** Returns the events of the epochs and their layers; every thousand epochs a setting changes. */
  function figures(count: number, first: number): Event[] {
    const path = "training.optimizer.learningRate";
    const told = epochs(count, first).flatMap((each, i) => [each, layers(first + i)]);
    return first % 1000 === 1 ? [...told, { type: "changed", epoch: first, batch: 1, path, from: 1, to: 0.5 }] : told;
  }

  async function held(): Promise<HeldBytes & { nodes: number; listeners: number }> {
    const bytes = await heldBytes(session);
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return { ...bytes, nodes: of("Nodes"), listeners: of("JSEventListeners") };
  }
});
