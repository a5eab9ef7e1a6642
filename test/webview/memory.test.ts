/** A long run before an open panel: what the page keeps is the run's figures, and nothing else grows. */
import assert from "node:assert/strict";
import type { CDPSession } from "playwright-core";
import type { Event } from "../../src/protocol/events";
import { answerShow, type OpenedPage, PageBench } from "./openPage";
import { epochs, layers, progress, run, running, started } from "./recorded";

/** Of the page, after everything that nobody holds is gone. */
interface Held {
  bytes: number;
  nodes: number;
  listeners: number;
}

describe("the panel before a run of ten thousand epochs", function () {
  this.timeout(120_000);
  const [few, many] = [1_000, 10_000];
  /** What one epoch's figures may take: its own and its layers' twelve and ten numbers, and room for the lists to grow. */
  const bytesPerEpoch = 750;
  let bench: PageBench;
  let opened: OpenedPage;
  let session: CDPSession;
  before(async () => {
    bench = await PageBench.start();
    opened = await bench.open();
    session = await opened.page.context().newCDPSession(opened.page);
    await session.send("Performance.enable");
    await opened.post({ type: "history", run: { ...run, epochs: many }, events: [started] }, running);
  });
  after(() => bench.stop());

  it("holds no more than the epochs' figures, and neither nodes nor listeners grow", async () => {
    await train(1, few);
    const first = await held();
    await train(few + 1, many);
    const last = await held();
    const words = `${JSON.stringify(first)} after ${few} epochs, ${JSON.stringify(last)} after ${many}`;
    assert.ok(last.bytes - first.bytes < (many - few) * bytesPerEpoch, words);
    assert.ok(last.nodes <= first.nodes + 50, words);
    assert.ok(last.listeners <= first.listeners, words);
    assert.equal(await opened.page.locator(".epochs table").getAttribute("aria-rowcount"), String(many + 1));
  });

  /** Fifty epochs a message, each with progress, and the weights now and then. */
  async function train(from: number, to: number): Promise<void> {
    const step = 50;
    for (let epoch = from; epoch <= to; epoch += step * 20) {
      const messages = Array.from({ length: 20 }, (_, i) => epoch + i * step)
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
      await answerShow(opened);
    }
  }

  /** Of every epoch its own and its layers' figures; now and then a setting is changed. */
  function figures(count: number, first: number): Event[] {
    const path = "training.optimizer.learningRate";
    const told = epochs(count, first).flatMap((each, i) => [each, layers(first + i)]);
    return first % 1000 === 1 ? [...told, { type: "changed", epoch: first, batch: 1, path, from: 1, to: 0.5 }] : told;
  }

  async function held(): Promise<Held> {
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return { bytes: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners") };
  }
});
