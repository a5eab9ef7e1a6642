/** Interaction with plots: zooming by wheel, pointer and keyboard, scales, tables; and many points. */
import assert from "node:assert/strict";
import type { EpochEnded, Event } from "../../src/protocol/events";
import { type OpenedPage, seen, until, usePages } from "./openPage";
import { chooseOf, isOnIn, menuOf, plotOf, savedFiles } from "./plotParts";
import { epochs, layers, run, running, started } from "./recorded";

type Range = [number, number] | undefined;

describe("working with the panel's plots", () => {
  const pages = usePages();
  let opened: OpenedPage;
  beforeEach(async () => {
    opened = await pages.open();
    await opened.post({ type: "history", run, events: [started, ...epochs(20)] }, { ...running, state: "stopped" });
  });

  const plot = (title: string) => plotOf(opened, title);
  const button = (name: string) => opened.page.getByRole("button", { name, exact: true });
  const saved = async () => ((await opened.saved()).plots ?? {}) as { range?: Range; smoothing?: number };
  const range = async (): Promise<Range> => (await saved()).range?.map((end) => Math.round(end * 10) / 10) as Range;
  const press = async (...keys: string[]) => {
    await plot("Accuracy").locator(".plot").focus();
    for (const key of keys) await opened.page.keyboard.press(key);
  };
  const pixels = (title: string) =>
    plot(title)
      .locator("canvas")
      .last()
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

  it("zooms about the crosshair, moves and shows all again by keys", async () => {
    await press("Home", "+", "+");
    assert.deepEqual(await range(), [0.8, 5.8]);
    await press("Shift+ArrowRight");
    assert.deepEqual(await range(), [2, 7]);
    await press("-");
    assert.deepEqual(await range(), [0, 10]);
    await press("Escape");
    assert.equal(await range(), undefined);
  });

  it("keeps the crosshair's point in the stretch", async () => {
    await press("End", "+", "+", "+", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft");
    assert.deepEqual(await range(), [16, 18.5]);
    assert.match(await seen(plot("Accuracy").locator(".legend")), /epoch 16/);
  });

  it("draws a stretch with the pointer and keeps it while it trains, in every plot, until a double click", async () => {
    const over = plot("Accuracy").locator(".u-over");
    const box = await over.boundingBox();
    assert.ok(box);
    const at = (share: number) => [box.x + box.width * share, box.y + 60] as const;
    const cost = await pixels("Cost");
    await opened.page.mouse.move(...at(0.25));
    await opened.page.mouse.down();
    await opened.page.mouse.move(...at(0.4));
    await opened.post({ type: "events", events: epochs(1, 21) });
    await opened.page.mouse.move(...at(0.5));
    await opened.page.mouse.up();
    const [from = 0, to = 0] = (await range()) ?? [];
    assert.ok(Math.abs(from - 5) <= 0.5 && Math.abs(to - 10.5) <= 0.6, `${from} to ${to}`);
    assert.notEqual(await pixels("Cost"), cost);
    const before = await range();
    await opened.post({ type: "events", events: epochs(2, 22) });
    assert.deepEqual(await range(), before);
    assert.ok(await button("Cost: show all epochs").isVisible());
    await over.dblclick();
    assert.equal(await range(), undefined);
    assert.ok(await button("Cost: show all epochs").isHidden());
  });

  it("zooms by wheel where the plot has the focus, or Ctrl is held; else the page scrolls", async () => {
    await opened.page.setViewportSize({ width: 900, height: 500 });
    await opened.page.evaluate(`{
      window.wheels = 0;
      addEventListener("wheel", () => wheels++, { passive: true });
    }`);
    const wheel = async () => {
      const before = await opened.page.evaluate("wheels");
      await plot("Accuracy").locator(".u-over").hover();
      await opened.page.mouse.wheel(0, -100);
      await until(async () => (await opened.page.evaluate("wheels")) !== before, "the wheel");
      await opened.drawn();
    };
    await wheel();
    assert.equal(await range(), undefined);
    await plot("Accuracy").locator(".plot").focus();
    await wheel();
    await until(range, "a zoom");
    const [from, to] = (await range()) ?? [0, 0];
    assert.ok(to - from > 15.5 && to - from < 16.5, `${from} to ${to}`);
    await opened.page.mouse.wheel(0, 100);
    await until(async () => (await range()) === undefined, "the zoom back");
  });

  it("moves the crosshair of all plots together", async () => {
    await press("Home", "ArrowRight");
    assert.match(await seen(plot("Cost").locator(".legend")), /epoch 2$/);
    await opened.page.getByRole("tab", { name: "Training" }).focus();
    assert.doesNotMatch(await seen(plot("Cost").locator(".legend")), /epoch 2$/);
  });

  it("draws a logarithmic scale, with zeros and less left out", async () => {
    const told = (epochs(6) as EpochEnded[]).map((each) =>
      each.epoch === 2 ? { ...each, cost: 0, validationCost: -1 } : each,
    );
    await opened.post({ type: "history", run, events: [started, ...told] });
    const before = await pixels("Cost");
    await chooseOf(opened, "Cost", "Log scale");
    assert.equal(await isOnIn(opened, "Cost", "Log scale"), true);
    assert.notEqual(await pixels("Cost"), before);
    const none = told.map((each) => ({ ...each, cost: 0, validationCost: 0 }));
    await opened.post({ type: "history", run, events: [started, ...none] });
    assert.deepEqual(opened.faults, []);
  });

  it("smooths, says both values, and remembers how much", async () => {
    const slider = opened.page.getByRole("slider", { name: "Smoothing" });
    await menuOf(opened, "Accuracy").focus();
    for (const key of ["ArrowDown", "Tab", "End"]) await opened.page.keyboard.press(key);
    assert.equal((await saved()).smoothing, 0.99);
    assert.equal(await slider.getAttribute("aria-valuetext"), "0.99");
    await opened.page.keyboard.press("Escape");
    assert.equal(await slider.count(), 0);
    await press("Home", "ArrowRight");
    const [first, second] = (epochs(2) as EpochEnded[]).map(({ validationAccuracy = 0 }) => validationAccuracy);
    const smooth = (0.99 * 0.01 * first + 0.01 * second) / (1 - 0.99 ** 2);
    const text = `${(second * 100).toFixed(2)}% (smoothed ${(smooth * 100).toFixed(2)}%)`;
    assert.ok((await seen(plot("Accuracy").locator(".legend"))).includes(text), text);
  });

  it("shows a plot as a table with the same figures, its best epoch and what was changed", async () => {
    const path = "training.optimizer.learningRate";
    await opened.post({ type: "events", events: [{ type: "changed", epoch: 3, batch: 1, path, from: 1, to: 0.5 }] });
    assert.match((await plot("Cost").locator(".plot").getAttribute("aria-label")) ?? "", /changed from 1 to 0\.5/);
    await chooseOf(opened, "Accuracy", "Show as table");
    const table = plot("Accuracy").getByRole("table", { name: "Accuracy" });
    assert.deepEqual(await table.getByRole("columnheader").allInnerTexts(), ["Epoch", "validation", "test", "Changed"]);
    const third = epochs(3)[2] as EpochEnded;
    await plot("Accuracy")
      .locator(".table-scroller")
      .evaluate((each) => each.scrollTo(0, 0));
    await table.getByRole("row", { name: /^3 / }).waitFor();
    const row = (await table.getByRole("row").allInnerTexts()).map((text) => text.trim().replace(/\s+/g, " "));
    const share = (value = 0) => `${(value * 100).toFixed(2)}%`;
    const { validationAccuracy, testAccuracy } = third;
    assert.ok(row.includes(`3 ${share(validationAccuracy)} ${share(testAccuracy)} η 1 → 0.5`), row.join("\n"));
    assert.ok(await plot("Accuracy").locator(".plot").isHidden());
  });

  it("has a line per layer in the tab Layers, on a logarithmic scale from the start", async () => {
    await opened.post({ type: "events", events: [1, 2, 3].map((epoch) => layers(epoch)) });
    await opened.page.getByRole("tab", { name: "Layers" }).click();
    const titles = opened.page.locator(".layers h2:visible");
    assert.deepEqual(await titles.allInnerTexts(), [
      "Gradient norm",
      "Update / weight ratio",
      "Saturation",
      "Weight norm",
    ]);
    assert.equal(await isOnIn(opened, "Gradient norm", "Log scale"), true);
    await plot("Gradient norm").locator(".plot").focus();
    await opened.page.keyboard.press("Home");
    const legend = (await seen(plot("Gradient norm").locator(".legend"))).replace(/\s+/g, " ");
    assert.equal(legend, "layer 1 prelu 0.5 layer 2 softmax 0.25 epoch 1");
  });

  it("draws a hundred thousand epochs and loses no peak of them", async () => {
    const drawn = await opened.page.evaluate(
      async ([begin, of]) => {
        const all: object[] = [begin];
        for (let epoch = 1; epoch <= 100_000; epoch++) {
          const cost = epoch === 70_001 ? 25 : 1 + Math.sin(epoch) / 10;
          all.push({ ...of, epoch, cost, validationCost: cost / 2 });
        }
        const message = {
          type: "history",
          run: { network: "long", shape: [2, 1], activations: [], epochs: 1e5 },
          events: all,
        };
        window.dispatchEvent(new MessageEvent("message", { data: message }));
        for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
        return document.querySelector(".epochs table")?.getAttribute("aria-rowcount");
      },
      [started, epochs(1)[0]] as [Event, Event],
    );
    assert.equal(drawn, "100001");
    await chooseOf(opened, "Cost", "Save as SVG…");
    await chooseOf(opened, "Cost", "Save as CSV…");
    const [svg, csv] = (await savedFiles(opened)).map(({ data }) => data as string);
    assert.ok(svg.length < 600_000, `${svg.length} letters`);
    const [, path] = [...svg.matchAll(/<path clip-path="[^"]+" d="(M[^"]+)"/g)].map((match) => match[1]);
    const top = Math.min(...[...path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map((match) => Number(match[1])));
    assert.ok(top < 100, `the highest point is at ${top}`);
    assert.equal(csv.split("\n").length, 100_002);
    await plot("Cost").locator(".plot").focus();
    for (const key of ["End", "ArrowLeft"]) await opened.page.keyboard.press(key);
    assert.match(await seen(plot("Cost").locator(".legend")), /epoch 99999/);
  });
});
