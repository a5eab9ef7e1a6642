/** The tab Probabilities: curves, the threshold with the cost of its mistakes, calibration and the temperature. */
import assert from "node:assert/strict";
import type { HostMessage, RunDescription } from "../../src/protocol/panel";
import { checkAppearance } from "./appearance";
import { illnessServer } from "./chances";
import { type OpenedPage, type OpenOptions, seen, until, usePages } from "./openPage";
import { epochs, keptEpochs, run, running, started } from "./recorded";
import { bracketed, untranslated } from "./translation";

const illness: RunDescription = { ...run, network: "illness", shape: [30, 8, 1], activations: ["tanh", "sigmoid"] };
delete illness.imageShape;
const history: HostMessage = { type: "history", run: illness, events: [started, ...epochs(12), ...keptEpochs(12)] };
const stopped: HostMessage = { ...running, state: "stopped" } as HostMessage;

describe("the panel's probabilities", () => {
  const pages = usePages();
  let opened: OpenedPage;

  const open = async (options: OpenOptions = {}) => {
    opened = await pages.open({ answer: illnessServer(), ...options });
    await opened.post(history, stopped);
    await opened.page.getByRole("tab", { name: "Probabilities" }).click();
    await opened.page.locator(".unit-plot").first().waitFor();
  };
  const text = (selector: string) => seen(opened.page.locator(selector));
  const slider = () => opened.page.getByRole("slider", { name: "Threshold" });
  const cells = async () => {
    const found = await opened.page.locator(".outcomes td").allInnerTexts();
    return found.map((each) => Number(/^[\d,]+/.exec(each)?.[0].replaceAll(",", "")));
  };
  const cost = () => seen(opened.page.getByText(/; the mistakes cost /));
  const least = async () =>
    Number(/: ([\d,.]+)\.$/.exec(await text("section > .caption >> text=cost least"))?.[1].replaceAll(",", ""));

  it("describe the second class: its share, both areas, and that only some thresholds are drawn", async () => {
    await open();
    assert.match(
      await text(".probabilities .summary"),
      /^Weights of epoch 9: 800 of 2,400 examples are ill; AUC 0\.93\d*, average precision 0\.88\d*\. 1,000 of [\d,]+ thresholds are drawn\.$/,
    );
    const words = await opened.page.getByRole("img", { name: /^ROC curve of ill: the area under it is 0\.93/ }).count();
    assert.equal(words, 1);
  });

  it("move the confusion matrix and the cost along with the threshold, by keys", async () => {
    await open();
    const at50 = await cells();
    assert.deepEqual([at50[0] + at50[1], at50[2] + at50[3]], [800, 1600]);
    assert.match(await cost(), /^Predicted as ill if its probability is at least [45]\d\.\d+%\. 86\.\d+% are right;/);
    await slider().focus();
    await opened.page.keyboard.press("Home");
    assert.deepEqual(await cells(), [800, 0, 1600, 0]);
    await opened.page.keyboard.press("End");
    assert.deepEqual(await cells(), [0, 800, 0, 1600]);
    assert.match(await cost(), /^No example is predicted as ill\. .* cost 800\.$/);
  });

  it("mark the cheapest threshold, which depends on the costs of both kinds of mistakes", async () => {
    await open();
    const even = await least();
    await opened.page.getByLabel("Cost of a false negative").fill("10");
    const dear = await least();
    assert.ok(dear > even, `${dear} is not more than ${even}`);
    const [, missedBefore] = await cells();
    await opened.page.getByRole("button", { name: "Use Cheapest Threshold" }).click();
    const [, missed, wrong] = await cells();
    assert.ok(missed < missedBefore, "fewer are missed");
    assert.ok(Math.abs(10 * missed + wrong - dear) < 1e-9);
    await opened.page.getByLabel("Cost of a false negative").fill("-1");
    assert.equal(await opened.page.getByLabel("Cost of a false negative").getAttribute("aria-invalid"), "true");
    assert.equal(await least(), dear);
  });

  it("are those of another class where one is chosen", async () => {
    await open();
    await opened.page.getByRole("combobox", { name: "Class" }).click();
    await opened.page.getByRole("option", { name: "healthy against the rest" }).click();
    await opened.page.getByText(/1,600 of 2,400 examples are healthy/).waitFor();
  });

  it("tell the error of calibration, before and after a temperature is fitted", async () => {
    await open();
    const words = () => seen(opened.page.locator(".probabilities .caption").first());
    const [, before] = /^Expected calibration error (\d+\.\d+)%/.exec(await words()) ?? [];
    assert.ok(Number(before) > 5, before);
    await opened.page.getByRole("button", { name: "Fit Temperature" }).click();
    await opened.page.getByText("Temperature 3 for the weights of epoch 9, from 2,400 validation examples.").waitFor();
    await until(async () => /With the temperature 3/.test(await words()), "the calibrated curve");
    const [, after] = /\(dashed\): (\d+\.\d+)%/.exec(await words()) ?? [];
    assert.ok(Number(after) < Number(before) / 2, `${before} became ${after}`);
    await opened.page.getByRole("checkbox", { name: "As a table" }).first().click();
    const table = opened.page.getByRole("table", { name: "Calibration" });
    assert.match(await seen(table), /Probability\s+Examples\s+Predicted\s+Observed\s+Examples, calibrated/);
    assert.match(await seen(table), /0%–10%/);
  });

  it("say when they are uncertain: few examples, and separated ones", async () => {
    await open({ answer: illnessServer({ count: 30, sure: false }) });
    assert.match(await text(".probabilities .summary"), /These are few examples: all figures are uncertain\.$/);
    await opened.page.getByRole("button", { name: "Fit Temperature" }).click();
    await opened.page
      .getByText(/These are few: it is uncertain\. The examples are separated: no temperature/)
      .waitFor();
  });

  it("are not offered for a network without them", async () => {
    opened = await pages.open({ answer: illnessServer() });
    await opened.post({ ...history, run: { ...illness, activations: ["tanh", "linear"] } } as HostMessage, stopped);
    await opened.page.getByRole("tab", { name: "Mistakes" }).waitFor();
    assert.equal(await opened.page.getByRole("tab", { name: "Probabilities" }).count(), 0);
  });

  it("are not cut off at any width, and have no serious fault for axe in any theme", async function () {
    this.timeout(60_000);
    await open();
    await opened.page.getByRole("button", { name: "Fit Temperature" }).click();
    await opened.page.getByText(/With the temperature 3/).waitFor();
    await checkAppearance(opened, "panel-probabilities", [1200]);
  });

  it("have no text without translation", async () => {
    await open({ translations: bracketed });
    await opened.page.getByRole("button", { name: "Fit Temperature" }).click();
    await opened.page.getByText(/With the temperature 3/).waitFor();
    await opened.rests();
    assert.deepEqual(await untranslated(opened, /illness|wasm|tanh|sigmoid|auto: .*|\d+T\w+-3fa9|healthy|ill\b/g), []);
  });
});
