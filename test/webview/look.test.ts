/** The run page in every theme, narrow and wide: nothing is cut off, and axe finds no serious violation. */
import assert from "node:assert/strict";
import type { Event } from "../../src/protocol/events";
import type { HostMessage } from "../../src/protocol/panel";
import { checkAppearance, checkAtWidth } from "./appearance";
import { digitServer } from "./digits";
import { untilWeights, usePages } from "./openPage";
import { epochs, layers, progress, run, running, started } from "./recorded";

const warning: Event = { type: "warning", code: "dead-units", message: "layer 1: 31% of the units are always zero" };
const sampled = Array.from({ length: 12 }, (_, i) => layers(i + 1));
const changed: Event = {
  type: "changed",
  epoch: 5,
  batch: 1,
  path: "training.optimizer.learningRate",
  from: 1,
  to: 0.5,
};
const crashed: HostMessage = {
  type: "state",
  state: "crashed",
  can: { stop: false, pause: false, continue: false, resumeRun: true },
  problem: { message: "The trainer was killed (SIGKILL).", log: ["epoch 11 of 30", "epoch 12 of 30", "Killed"] },
};

describe("the panel's look", function () {
  this.timeout(60_000);
  const pages = usePages();

  it("is whole in every theme, narrow and wide, without serious faults for axe", async () => {
    const opened = await pages.open();
    await opened.post(
      { type: "history", run, events: [started, ...epochs(12), progress(13, 120), progress(13, 250)] },
      running,
    );
    await opened.page.locator(".weights").scrollIntoViewIfNeeded();
    await opened.drawn();
    await untilWeights(opened);
    await checkAppearance(opened, "panel");
  });

  for (const [tab, shown] of [
    ["Layers", ".layers canvas"],
    ["Network", ".network-canvas"],
    ["Mistakes", ".gallery .picture"],
    ["Try It", ".answers"],
  ]) {
    it(`shows ${tab} without serious faults for axe in every theme, narrow and wide`, async () => {
      const opened = await pages.open({ width: 1200, answer: digitServer });
      await opened.post({ type: "history", run, events: [started, ...epochs(12), ...sampled, changed] }, running);
      await opened.page.getByRole("tab", { name: tab }).click();
      await opened.page.locator(shown).first().waitFor();
      await checkAppearance(opened, `panel-${tab.toLowerCase().replace(" ", "-")}`);
    });
  }

  it("shows plots as tables, zoomed, smoothed and with an open menu without serious faults for axe in every theme", async () => {
    const plots = { tables: ["cost"], range: [3, 9], smoothing: 0.6, log: { accuracy: true } };
    const opened = await pages.open({ width: 640, height: 900, saved: { plots, sound: true } });
    await opened.post({ type: "history", run, events: [started, ...epochs(12), ...sampled, changed] }, running);
    await opened.page.getByRole("button", { name: "Accuracy: More Actions" }).click();
    await checkAtWidth(opened, "panel-plots");
    assert.ok(await opened.page.getByRole("menu").isVisible(), "the menu is open in every theme");
    assert.deepEqual(opened.faults, []);
  });

  it("says a crash so that it can be read in every theme", async () => {
    const opened = await pages.open({ width: 700, height: 900, saved: { pictures: false } });
    await opened.post({ type: "history", run, events: [started, ...epochs(12), warning] }, crashed);
    await opened.page.locator(".weights").scrollIntoViewIfNeeded();
    await opened.drawn();
    await untilWeights(opened);
    await checkAtWidth(opened, "panel-crashed");
  });
});
