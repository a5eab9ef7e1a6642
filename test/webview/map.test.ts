/** The tab Map: points, the picture under the pointer, keys, the epoch slider, the table and what is said. */
import assert from "node:assert/strict";
import type { HostMessage } from "../../src/protocol/panel";
import { checkAppearance } from "./appearance";
import { layoutFaults } from "./boxes";
import { mapServer } from "./mapServer";
import { type OpenedPage, type OpenOptions, seen, until, usePages } from "./openPage";
import { epochs, keptEpochs, run, running, started } from "./recorded";
import { AnimationTool } from "./savedAnimation";
import { bracketed, untranslated } from "./translation";

const history: HostMessage = { type: "history", run, events: [started, ...epochs(12), ...keptEpochs(12)] };
const stopped: HostMessage = { ...running, state: "stopped" } as HostMessage;

describe("the panel's map of a layer", () => {
  const pages = usePages();
  let opened: OpenedPage;

  const open = async (options: OpenOptions = {}) => {
    opened = await pages.open({ answer: mapServer(), ...options });
    await opened.post(history, stopped);
    await opened.page.locator("#tab-map").click();
    await opened.page.locator(".map-canvas").waitFor();
    await opened.drawn();
  };
  const canvas = () => opened.page.locator(".map-canvas");
  const readout = () => seen(opened.page.locator(".map-stage .readout"));
  const summary = () => seen(opened.page.locator(".map .summary"));
  const choose = async (list: string, option: string) => {
    await opened.page.locator(".map").getByRole("combobox", { name: list }).click();
    await opened.page.getByRole("option", { name: option }).click();
  };

  it("says what is drawn, what is left out, and how much of the variance", async () => {
    await open();
    assert.match(
      await summary(),
      /^Weights of epoch 9: layer 1 \(100 units\), 400 of 1,000 validation examples, evenly spaced\. The two components have 65% of the variance\. Trustworthiness 0\.9\.$/,
    );
    assert.equal(await opened.page.locator(".map-legend li").count(), 10);
    assert.match(await seen(opened.page.locator(".map-legend li").first()), /^0\s*40$/);
  });

  it("shows the picture of the example that keys move to, and opens it in Why", async () => {
    await open();
    await canvas().focus();
    for (const key of ["ArrowUp", "ArrowRight", "ArrowRight"]) await opened.page.keyboard.press(key);
    const first = await readout();
    assert.match(first, /^Example \d+: \d, predicted \d; at -?[\d.]+, -?[\d.]+\.( Wrong\.)?$/);
    await opened.page.locator(".map-card canvas").waitFor();
    await opened.page.keyboard.press("ArrowLeft");
    assert.notEqual(await readout(), first);
    const [, index] = /^Example (\d+)/.exec(await readout()) ?? [];
    await opened.page.keyboard.press("Enter");
    assert.equal(await opened.page.locator("#tab-why").getAttribute("aria-selected"), "true");
    await opened.page.getByText(new RegExp(`^validation example ${index} `, "i")).waitFor();
  });

  it("does not turn around with the epoch, though PCA's axes change their signs", async () => {
    await open();
    await canvas().focus();
    for (const key of ["ArrowUp", "ArrowRight", "ArrowRight", "ArrowRight"]) await opened.page.keyboard.press(key);
    const place = async () =>
      (/at (-?\d+(?:\.\d+)?), (-?\d+(?:\.\d+)?)/.exec(await readout()) ?? []).slice(1).map(Number);
    const before = await place();
    await opened.post({ type: "look", epoch: 10 });
    await opened.page.getByText(/^Weights of epoch 10: layer 1/).waitFor();
    const after = await place();
    const moved = Math.hypot(after[0] - before[0], after[1] - before[1]);
    assert.ok(moved > 0 && moved < 0.5, `${before} to ${after}`);
  });

  it("tells the progress of a UMAP, and goes on after Stop", async () => {
    await open({ answer: mapServer({ parts: 100_000 }) });
    await choose("Method", "UMAP");
    const progress = opened.page.getByText(/^UMAP: \d+\.\d+% done…$/);
    await progress.waitFor();
    await opened.page.locator(".map-work vscode-button", { hasText: "Stop" }).click();
    await opened.page.getByText("Stopped.").waitFor();
    const asked = async () => (await opened.sent()).filter((each) => each.type === "ask" && each.name === "layerMap");
    const before = (await asked()).length;
    await opened.drawn();
    assert.equal((await asked()).length, before);
    await opened.page.locator(".map-work vscode-button", { hasText: "Continue" }).click();
    await progress.waitFor();
    assert.ok((await asked()).length > before);
  });

  it("is saved as an animation, with the map of each epoch in its frame", async () => {
    await open();
    const tool = new AnimationTool(opened);
    await tool.open({ Picture: "Map", "Frames at most": "3" });
    const { name, frames } = await tool.save();
    assert.deepEqual([name, frames.length], ["mnist-map.gif", 3]);
    // Below the title, which has the number of the epoch.
    const pictures = frames.map(({ data, width }) => Buffer.from(data.subarray(80 * width * 4)).toString("base64"));
    assert.equal(new Set(pictures).size, 3);
    const asked = (await opened.sent()).flatMap((each) =>
      each.type === "ask" && each.name === "layerMap" ? [(each.params as { at: unknown }).at] : [],
    );
    const epochs = asked.filter((at) => typeof at === "number");
    assert.ok(epochs.length >= 2 && new Set(epochs).size >= 2, String(asked));
  });

  it("asks until a UMAP is complete", async () => {
    await open({ answer: mapServer({ parts: 3 }) });
    await choose("Method", "UMAP");
    await opened.page.getByText(/UMAP of 15 neighbors\./).waitFor();
  });

  it("asks for the layer, the neighbors, the distance and the seed that are chosen, and keeps them", async () => {
    await open();
    await choose("Layer", "Inputs: 784");
    await choose("Method", "UMAP");
    await choose("Neighbors", "30 neighbors");
    await choose("Minimum distance", "minimum distance 0.5");
    await opened.page.getByLabel("Seed").fill("7");
    await opened.page.getByText(/^Inputs \(784\), 400 of 1,000 .* UMAP of 30 neighbors/).waitFor();
    const last = (await opened.sent()).filter((each) => each.type === "ask" && each.name === "layerMap").at(-1);
    const { layer, method, neighbours, minDist, seed } = (last as { params: Record<string, unknown> }).params;
    assert.deepEqual([layer, method, neighbours, minDist, seed], [null, "umap", 30, 0.5, 7]);
    assert.deepEqual((await opened.saved()).map, {
      layer: null,
      method: "umap",
      neighbours: 30,
      minDist: 0.5,
      seed: 7,
    });
  });

  it("is a table, too, and is coloured by right and wrong", async () => {
    await open();
    await choose("Color", "Color: right or wrong");
    await until(async () => (await opened.page.locator(".map-legend li").count()) === 2, "two groups");
    assert.match(await seen(opened.page.locator(".map-legend")), /Right\s*392\s*Wrong\s*8/);
    await opened.page.locator(".map").getByRole("checkbox", { name: "As a table" }).click();
    const table = opened.page.getByRole("table", { name: "examples of the map" });
    assert.match(await seen(table), /Example\s+Class\s+Predicted\s+Component 1: 40\.00% of the variance/);
    assert.match(await seen(table), /0\s+0\s+5\s+/);
  });

  it("of a regression has a scale of its target, and the values of a row beside the pointer", async () => {
    const data = { task: "regression", classNames: [], targetNames: ["price"], imageShape: undefined } as const;
    await open({ answer: mapServer({ data: { ...data, classNames: [], targetNames: ["price"] } as never }) });
    assert.match(await seen(opened.page.locator(".map-legend")), /^price: 0\s+99\.75$/);
    await canvas().focus();
    await opened.page.keyboard.press("ArrowUp");
    await until(async () => /input 0/.test(await seen(opened.page.locator(".map-card"))), "the row");
  });

  it("is not cut off at any width, and has no serious fault for axe in any theme", async function () {
    this.timeout(60_000);
    await open();
    await choose("Method", "UMAP");
    await opened.page.getByText(/UMAP of 15 neighbors\./).waitFor();
    const faults: string[] = [];
    for (const width of [320, 510, 900, 1200]) {
      await opened.page.setViewportSize({ width, height: 830 });
      await opened.drawn();
      faults.push(...(await layoutFaults(opened.page)).map((fault) => `at ${width}: ${fault}`));
    }
    assert.deepEqual(faults, []);
    await checkAppearance(opened, "panel-map", [1200]);
  });

  it("has no text without translation", async () => {
    await open({ translations: bracketed });
    await opened.rests();
    assert.deepEqual(await untranslated(opened, /mnist|wasm|relu|softmax|PCA|UMAP|auto: .*|\d+T\w+-3fa9/g), []);
  });
});
