/** The plots by keyboard: crosshair and legend. */
import assert from "node:assert/strict";
import type { EpochEnded, Event } from "../../src/protocol/events";
import { type OpenedPage, seen, until, usePages } from "./openPage";
import { plotOf } from "./plotParts";
import { epochs, progress, run, running, started } from "./recorded";

const percent = (share = 0) => `${(share * 100).toFixed(2)}%`;

describe("the panel's plots", () => {
  const pages = usePages();
  let opened: OpenedPage;
  beforeEach(async () => {
    opened = await pages.open();
  });

  const plot = (title: string) => plotOf(opened, title);
  const legendOf = (title: string) => seen(plot(title).locator(".legend"));
  const press = async (title: string, ...keys: string[]) => {
    await plot(title).locator(".plot").focus();
    for (const key of keys) await opened.page.keyboard.press(key);
  };

  it("holds every epoch's accuracy at its place", async () => {
    const told = epochs(5) as EpochEnded[];
    await opened.post({ type: "history", run, events: [started, ...told] }, running);
    await press("Accuracy", "Home");
    for (const { epoch, validationAccuracy, testAccuracy } of told) {
      const legend = (await legendOf("Accuracy")).replace(/\s+/g, " ");
      assert.equal(legend, `validation ${percent(validationAccuracy)} test ${percent(testAccuracy)} epoch ${epoch}`);
      await opened.page.keyboard.press("ArrowRight");
    }
  });

  it("says the crosshair's values aloud when keys move it", async () => {
    const told = epochs(3) as EpochEnded[];
    await opened.post({ type: "history", run, events: [started, ...told] });
    await press("Accuracy", "End", "ArrowLeft");
    const [, { validationAccuracy, testAccuracy }] = told;
    assert.equal(
      await plot("Accuracy").locator("[aria-live]").textContent(),
      `epoch 2, validation ${percent(validationAccuracy)}, test ${percent(testAccuracy)}`,
    );
  });

  it("moves before the first epoch ends: costs of the minibatches", async () => {
    await opened.post({ type: "history", run, events: [started] }, running);
    assert.match(await seen(plot("Accuracy")), /appear after the first epoch/);
    await opened.post({ type: "events", events: [progress(1, 50)] });
    await opened.post({ type: "events", events: [progress(1, 100)] });
    await press("Cost", "End");
    assert.match(await legendOf("Cost"), /within the epoch\s*0\.3333[\s\S]*epoch 0\.2/);
  });

  it("adds the points of coming events", async () => {
    await opened.post({ type: "history", run, events: [started, ...epochs(2)] });
    await opened.post({ type: "events", events: epochs(1, 3) });
    assert.match((await plot("Accuracy").locator(".plot").getAttribute("aria-label")) ?? "", /over 3 epochs/);
  });

  it("shows the training accuracy only where it was measured", async () => {
    await opened.post({ type: "history", run, events: [started, ...epochs(2)] });
    assert.equal(await plot("Accuracy").locator(".legend button").count(), 2);
    const measured = epochs(2).map((event) => ({ ...event, trainAccuracy: 0.99 })) as Event[];
    await opened.post({ type: "history", run, events: [started, ...measured] });
    assert.equal(await plot("Accuracy").locator(".legend button").count(), 3);
    await press("Accuracy", "End");
    assert.match(await legendOf("Accuracy"), /training\s*99\.00%/);
  });

  it("hides a series by keyboard, stops saying its values, and remembers it", async () => {
    await opened.post({ type: "history", run, events: [started, ...epochs(2)] });
    const test = plot("Accuracy").locator(".legend").getByRole("button", { name: "test" });
    await test.focus();
    await opened.page.keyboard.press("Enter");
    assert.equal(await test.getAttribute("aria-pressed"), "false");
    await press("Accuracy", "End");
    assert.doesNotMatch((await plot("Accuracy").locator("[aria-live]").textContent()) ?? "", /test/);
    assert.deepEqual((await opened.saved()).hiddenSeries, ["accuracy/test"]);
  });

  it("shows RMSE and R² in place of accuracies for a regression", async () => {
    const told = [1, 2].map(
      (epoch): Event => ({
        type: "epoch",
        epoch,
        cost: 1 / epoch,
        validationCost: 2 / epoch,
        validationRmse: 3 / epoch,
        validationR2: 0.4 * epoch,
        trainSeconds: 1,
        evaluateSeconds: 0.1,
        learningRate: 0.1,
      }),
    );
    await opened.post({
      type: "history",
      run: { ...run, activations: ["relu", "linear"] },
      events: [started, ...told],
    });
    assert.deepEqual(await opened.page.locator(".plot-section h2:visible").allInnerTexts(), [
      "RMSE",
      "R²",
      "Cost",
      "Learning rate",
    ]);
    await press("R²", "End");
    assert.match(await legendOf("R²"), /validation\s*0\.8[\s\S]*epoch 2/);
    assert.match(await seen(opened.page.locator("header")), /RMSE 1\.5, R² 0\.8 \(epoch 2\)/);
  });

  it("shows a plot and a column of each metric that the run watches, and none of others", async () => {
    const told = (epochs(3) as EpochEnded[]).map((each) => ({ ...each, validationF1: each.epoch / 4 }));
    await opened.post({ type: "history", run: { ...run, bestMetric: "validationF1" }, events: [started, ...told] });
    const titles = await opened.page.locator(".plot-section h2:visible").allInnerTexts();
    assert.deepEqual(titles, ["Accuracy", "Cost", "Learning rate", "Validation F1"]);
    await press("Validation F1", "End");
    assert.match(await legendOf("Validation F1"), /validation\s*0\.75[\s\S]*epoch 3/);
    assert.match(await seen(opened.page.locator("header")), /F1 0\.75, 96\.68% \(epoch 3\)/);
    const heads = await opened.page.locator(".epochs th").allInnerTexts();
    assert.deepEqual(
      heads.filter((text) => /F1|AUC|balanced|MAE/.test(text)).map((text) => text.trim()),
      ["Validation F1"],
    );
  });

  it("leaves a gap where a cost is not a number, and draws the others", async () => {
    const told = (epochs(3) as EpochEnded[]).map((each) => (each.epoch === 2 ? { ...each, cost: null } : each));
    await opened.post({ type: "history", run, events: [started, ...told] as Event[] });
    await press("Cost", "Home");
    assert.match(await legendOf("Cost"), /training\s*0\.35/);
    await opened.page.keyboard.press("ArrowRight");
    assert.match(await legendOf("Cost"), /validation\s*0\.\d+\s+training\s+within the epoch\s+epoch 2/);
    assert.match(await seen(opened.page.locator(".epochs tbody")), /2\s+not a number/);
    assert.deepEqual(opened.faults, []);
  });

  it("is drawn in the colours of the new theme, and as wide as there is room", async () => {
    await opened.post({ type: "history", run, events: [started, ...epochs(4)] });
    const canvas = plot("Accuracy").locator(".plot canvas");
    const picture = () => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
    const before = await picture();
    await opened.page.evaluate(() => {
      document.documentElement.style.setProperty("--vscode-charts-blue", "#ff0000");
      document.body.className = "vscode-light";
    });
    await until(async () => (await picture()) !== before, "the new colours");
    await opened.page.setViewportSize({ width: 420, height: 900 });
    await until(async () => ((await canvas.boundingBox())?.width ?? 0) <= 420, "the narrow plot");
    const [stage, drawn] = [await plot("Accuracy").boundingBox(), await canvas.boundingBox()];
    assert.ok(stage && drawn && drawn.width > 300 && drawn.width <= stage.width, `${drawn?.width} of ${stage?.width}`);
  });
});
