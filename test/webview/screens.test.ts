/** The page of a run at several widths: what the first screen shows, and that nothing is cut off in any tab. */
import assert from "node:assert/strict";
import { layoutFaults, outsideFirstScreen } from "./boxes";
import { digitServer } from "./digits";
import { type OpenedPage, type OpenOptions, until, usePages } from "./openPage";
import { chooseOf, plotOf } from "./plotParts";
import { epochs, keptEpochs, layers, progress, run, running, started } from "./recorded";
import { setTheme, type ThemeName } from "./themes";
import { bracketed, untranslated } from "./translation";

const themeNames: ThemeName[] = ["dark", "light", "hc-dark"];
/** Widths in points: beside a config, with and without a side bar; 450 and 600 are 900 and 1200 at a zoom of 200%. */
const widths = [320, 450, 510, 600, 900, 1200];
const tabs = {
  Training: "canvas.heatmap",
  Layers: ".layers canvas",
  Network: ".network-canvas",
  Mistakes: ".gallery .picture",
  "Try It": ".answers tr.best",
};

describe("the screens of the panel", () => {
  const pages = usePages();
  let opened: OpenedPage;

  const open = async (theme: ThemeName, width: number, options: OpenOptions = {}) => {
    opened = await pages.open({ theme, width, height: 830, answer: digitServer, ...options });
    const sampled = Array.from({ length: 12 }, (_, i) => layers(i + 1));
    const told = [started, ...epochs(12), ...sampled, ...keptEpochs(12), progress(13, 120), progress(13, 250)];
    await opened.post({ type: "history", run, events: told }, running);
    await opened.page.locator("canvas.heatmap").waitFor();
  };
  const resize = async (width: number, height = 830) => {
    await opened.page.setViewportSize({ width, height });
    await opened.drawn();
  };

  it("have the accuracy and the pictures of weights beside a config, while it trains", async () => {
    await open("dark", 510);
    const { page } = opened;
    const parts = { accuracy: plotOf(opened, "Accuracy"), weights: page.locator("canvas.heatmap") };
    const outside = async () => outsideFirstScreen(page, parts);
    await until(
      async () => (await outside()).length === 0,
      () => "everything on the first screen",
    );
    const picture = await parts.weights.boundingBox();
    assert.ok(picture && picture.height >= 160, `the pictures are ${picture?.height} px high`);
  });

  it("have the cost and the table of epochs too where there are two columns", async () => {
    await open("dark", 1200);
    const { page } = opened;
    const parts = {
      accuracy: plotOf(opened, "Accuracy"),
      cost: plotOf(opened, "Cost"),
      weights: page.locator("canvas.heatmap"),
      table: page.locator(".epochs .table-scroller"),
    };
    await until(
      async () => (await outsideFirstScreen(page, parts)).length === 0,
      () => "everything on the first screen",
    );
    await page.getByRole("row", { name: /^12 / }).waitFor();
  });

  it("are as wide as the page in every tab, at every width and in every theme", async function () {
    this.timeout(60_000);
    await open("dark", 1200);
    const faults: string[] = [];
    for (const [tab, shown] of Object.entries(tabs)) {
      await opened.page.getByRole("tab", { name: tab }).click();
      await opened.page.locator(shown).first().waitFor();
      for (const width of widths) {
        await resize(width);
        for (const theme of themeNames) {
          await setTheme(opened.page, theme);
          faults.push(...(await layoutFaults(opened.page)).map((fault) => `${tab} at ${width} in ${theme}: ${fault}`));
        }
      }
    }
    assert.deepEqual(faults, []);
  });

  it("have the tabs on a line beside a config, and with the epoch slider on one from 900 points on", async () => {
    await open("dark", 510);
    const endOf = (selector: string) =>
      opened.page.locator(selector).evaluate((each) => Math.round(each.getBoundingClientRect().bottom));
    assert.equal(await endOf("#tab-try-it"), await endOf("#tab-training"));
    await resize(900);
    const [tabs, slider] = [await endOf(".tabs"), await endOf(".moment")];
    assert.ok(Math.abs(tabs - slider) < 8, `the tabs end at ${tabs}, the slider at ${slider}`);
  });

  it("have several mistakes on a line in a narrow page", async () => {
    await open("dark", 320);
    await opened.page.getByRole("tab", { name: "Mistakes" }).click();
    const items = opened.page.locator(".gallery li");
    await items.first().waitFor();
    const tops = await items.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
    assert.equal(tops.filter((top) => top === tops[0]).length, 3);
  });

  it("keep the order and the heights that the user gives to plots", async () => {
    await open("dark", 510);
    const titles = () => opened.page.locator("#panel-training h2:visible").allInnerTexts();
    const before = await plotOf(opened, "Cost").locator(".plot").boundingBox();
    await chooseOf(opened, "Cost", "Move up");
    assert.deepEqual((await titles()).slice(0, 3), ["Accuracy", "Cost", "Weights"]);
    const focused = await opened.page.evaluate(() => document.activeElement?.ariaLabel);
    assert.equal(focused, "Cost: More Actions");
    await chooseOf(opened, "Cost", "Taller");
    opened = await pages.open({ width: 510, height: 830, saved: await opened.saved() });
    await opened.post({ type: "history", run, events: [started, ...epochs(2)] }, running);
    assert.deepEqual((await titles()).slice(0, 3), ["Accuracy", "Cost", "Weights"]);
    const after = await plotOf(opened, "Cost").locator(".plot").boundingBox();
    assert.equal(after?.height, Math.round((before?.height ?? 0) * 1.25));
  });

  it("have a confusion matrix of ten classes with thousands of examples beside a config without scrolling", async () => {
    const confusion = Array.from({ length: 10 }, (_, c) =>
      Array.from({ length: 10 }, (_, d) => (c === d ? 1005 : 10 + d)),
    );
    const answer = (name: string, params: unknown) =>
      name === "evaluation" ? { ...(digitServer(name, params) as object), confusion } : digitServer(name, params);
    await open("dark", 510, { answer });
    await opened.page.getByRole("tab", { name: "Mistakes" }).click();
    const scroller = opened.page.locator(".confusion-scroller");
    await scroller.locator("tfoot").waitFor();
    await opened.drawn();
    const [inside, shown] = await scroller.evaluate((each) => [each.scrollWidth, each.clientWidth]);
    assert.ok(inside <= shown, `${inside} px in ${shown}`);
  });

  it("have no text without translation in any tab", async () => {
    await open("dark", 1200, { translations: bracketed });
    for (const [tab, shown] of Object.entries(tabs)) {
      await opened.page.getByRole("tab", { name: tab }).click();
      await opened.page.locator(shown).first().waitFor();
    }
    await opened.rests();
    assert.deepEqual(await untranslated(opened, /mnist|wasm|prelu|softmax|auto: .*|\d+T\w+-3fa9/g), []);
  });
});
