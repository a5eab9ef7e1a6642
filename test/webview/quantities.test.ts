/**
 * The tab Mistakes of a regression: figures, predicted against actual values, and the examples with the largest errors.
 */
import assert from "node:assert/strict";
import type { HostMessage } from "../../src/protocol/panel";
import { checkAppearance } from "./appearance";
import { type OpenedPage, type OpenOptions, seen, until, usePages } from "./openPage";
import { flats, quantityServer, regressionEpochs } from "./quantities";
import { keptEpochs, running, started } from "./recorded";
import { bracketed, untranslated } from "./translation";

const kept = keptEpochs(12);
const history: HostMessage = { type: "history", run: flats, events: [started, ...regressionEpochs(12), ...kept] };
const stopped: HostMessage = { ...running, state: "stopped" } as HostMessage;

describe("the panel's mistakes of a regression", () => {
  const pages = usePages();
  let opened: OpenedPage;

  const open = async (options: OpenOptions = {}) => {
    opened = await pages.open({ answer: quantityServer(), ...options });
    await opened.post(history, stopped);
    await opened.page.getByRole("tab", { name: "Mistakes" }).click();
    await opened.page.locator(".scatter").waitFor();
  };
  const rows = async (name: string) =>
    (await opened.page.getByRole("table", { name }).locator("tbody tr").allInnerTexts()).map((text) =>
      text.replace(/\s+/g, " ").trim(),
    );
  const readout = () => seen(opened.page.locator(".mistakes .readout"));
  const press = async (...keys: string[]) => {
    await opened.page.locator(".scatter").focus();
    for (const key of keys) await opened.page.keyboard.press(key);
  };
  const choose = async (list: string, option: string) => {
    await opened.page.getByRole("combobox", { name: list }).click();
    await opened.page.getByRole("option", { name: option }).click();
  };
  const caption = (text: string) => opened.page.getByText(text, { exact: true }).waitFor();

  it("tells RMSE, MAE, the largest, the mean residual and R² of every quantity in its own unit", async () => {
    await open();
    const [rent, heating] = await rows("Residuals");
    assert.match(rent, /^rent 37\.22 24\.7 462\.6 −2\.255 0\.9631$/);
    assert.match(heating, /^heating [23]\.\d+ 2\.\d+ \d\.\d+ [+−]0\.\d+ 0\.9\d{3}$/);
    assert.match(
      await seen(opened.page.locator(".mistakes .summary")),
      /Weights of epoch 9: of 400 examples rent is off by 24\.7 on average, by 462\.6 at most\./,
    );
  });

  it("lists the examples with the largest errors first, with what is actual and what was predicted", async () => {
    await open();
    await caption("rent, largest error first: 400, 1 to 60 shown");
    const [worst, next] = await rows("Examples");
    const [, actual, predicted, residual] = /^123 Network Why Debug ([\d.,]+) ([\d.,]+) (−[\d.,]+) /.exec(worst) ?? [];
    const number = (text = "") => Number(text.replaceAll(",", "").replace("−", "-"));
    assert.ok(Math.abs(number(actual) - number(predicted) - number(residual)) < 1, worst);
    assert.doesNotMatch(next, /^123 /);
    await opened.page.getByRole("button", { name: "Next", exact: true }).click();
    await caption("rent, largest error first: 400, 61 to 120 shown");
    await choose("Order", "Too high first");
    await caption("rent, too high first: 400, 1 to 60 shown");
    assert.match((await rows("Examples"))[0], /^123 /);
    await choose("Order", "Too low first");
    await caption("rent, too low first: 400, 1 to 60 shown");
    assert.match((await rows("Examples"))[0], /^\d+ Network Why Debug [\d.,]+ [\d.,]+ \+/);
  });

  it("tells another quantity, set and kept epoch where one is chosen", async () => {
    await open();
    await choose("Quantity", "heating");
    await caption("heating, largest error first: 400, 1 to 60 shown");
    assert.doesNotMatch((await rows("Examples"))[0], /^123 /);
    await opened.page.getByRole("slider", { name: "Weights of" }).fill("3");
    await opened.page.getByText("Weights of epoch 3: of 400 examples heating").waitFor();
    await choose("Examples", "Training: 4,000 examples");
    await until(async () => {
      const asked = (await opened.sent()).findLast((message) => message.type === "ask");
      const { set, at, target } = (asked?.type === "ask" ? asked.params : {}) as Record<string, unknown>;
      return set === "train" && at === 3 && target === 1;
    }, "the training examples");
  });

  it("reads the scatter by keys: by what is actual, and by how far predictions are off", async () => {
    await open();
    await press("ArrowUp");
    assert.match(await readout(), /^example \d+: actual [−\d.,]+, predicted [−\d.,]+, residual [+−]/);
    assert.equal(await opened.page.locator(".mistakes .readout").getAttribute("aria-live"), "polite");
    await press("Home");
    const least = await readout();
    await press("ArrowRight");
    const number = (text: string) => Number(/actual ([−\d.,]+),/.exec(text)?.[1].replaceAll(",", "").replace("−", "-"));
    assert.ok(number(await readout()) >= number(least));
    await press("ArrowLeft");
    assert.equal(await readout(), least);
    for (let i = 0; i < 3; i++) await press("ArrowDown");
    const sizes: number[] = [];
    for (let i = 0; i < 4; i++) {
      sizes.push(Number(/residual [+−]?([\d.,]+)/.exec(await readout())?.[1].replaceAll(",", "")));
      await press("ArrowUp");
    }
    assert.deepEqual(
      sizes,
      [...sizes].sort((a, b) => a - b),
    );
  });

  it("draws right predictions on the diagonal, reads under the pointer, and opens an example in Try It", async () => {
    await open();
    await press("Home", "End");
    const canvas = opened.page.locator(".scatter");
    const box = await canvas.boundingBox();
    assert.ok(box && Math.abs(box.width - box.height) < 1, JSON.stringify(box));
    // The farthest point is above the diagonal: its prediction was too high.
    const place = await canvas.evaluate((each) => {
      const { width, height } = each as HTMLCanvasElement;
      const { data } = (each as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height) ?? {};
      let best = { x: 0, y: 0, above: -1 };
      for (let i = 0; data && i < data.length; i += 4) {
        const [x, y] = [(i / 4) % width, Math.floor(i / 4 / width)];
        const isRed = data[i] > 180 && data[i + 1] < 110 && data[i + 2] < 110 && data[i + 3] > 200;
        if (isRed && height - y - x > best.above) best = { x, y, above: height - y - x };
      }
      return [best.x / devicePixelRatio, best.y / devicePixelRatio];
    });
    await opened.page.mouse.move(box.x + place[0], box.y + place[1]);
    assert.match(await readout(), /^example 123: .* residual −462\.6$/);
    assert.equal(await opened.page.locator(".mistakes .readout").getAttribute("aria-live"), "off");
    await opened.page.mouse.click(box.x + place[0], box.y + place[1]);
    await opened.page.getByText("Example 123 of the data").waitFor();
    assert.equal(await opened.page.getByRole("tab", { name: "Try It" }).getAttribute("aria-selected"), "true");
  });

  it("shows the points as a table, sorted by a column's head", async () => {
    await open();
    await opened.page.getByRole("checkbox", { name: "As a table" }).click();
    assert.ok(await opened.page.locator(".scatter").isHidden());
    const table = opened.page.getByRole("table", { name: "predicted and actual" });
    assert.equal(await table.getAttribute("aria-rowcount"), "401");
    await table.getByRole("button", { name: "Residual" }).click();
    await until(
      async () => /^123 /.test((await rows("predicted and actual")).find(Boolean) ?? ""),
      "the largest first",
    );
  });

  it("takes an example to the diagram, to the debugger and to Try It", async () => {
    await open();
    await opened.page.getByRole("button", { name: "Debug example 123", exact: true }).click();
    const debugged = (await opened.sent()).filter(({ type }) => type === "debug");
    assert.deepEqual(debugged, [{ type: "debug", example: { set: "validation", index: 123 }, at: "best" }]);
    await opened.page.getByRole("button", { name: "Show example 123 in Network" }).click();
    await opened.page.getByText(/^Validation example 123 of 400\. rent [\d.,]+\. heating/).waitFor();
    await opened.page.getByRole("tab", { name: "Mistakes" }).click();
    await opened.page.getByRole("button", { name: "123", exact: true }).click();
    await opened.page.getByText(/rent\s*1,000\s*is [\d.]+/).waitFor();
  });

  it("shows pictures where the examples are images", async () => {
    await open({ answer: quantityServer([2, 2]) });
    const first = opened.page.locator(".gallery .picture").first();
    assert.match(await seen(first), /^[\d.,]+ → [\d.,]+\s+−462\.6/);
    assert.match((await first.locator("canvas").getAttribute("aria-label")) ?? "", /^actual [\d.,]+, predicted/);
    await first.click();
    await opened.page.getByText("Example 123 of the data").waitFor();
  });

  it("says what is wrong where nothing can be told, and asks again when somebody comes back", async () => {
    let isGone = true;
    const answer = quantityServer();
    opened = await pages.open({
      answer: (name, params) => {
        if (isGone && name === "residuals") throw new Error("flats.csv: not the data that this run was trained on");
        return answer(name, params);
      },
    });
    await opened.post(history, stopped);
    await opened.page.getByRole("tab", { name: "Mistakes" }).click();
    await opened.page.getByText("not the data that this run was trained on").waitFor();
    isGone = false;
    await opened.page.getByRole("tab", { name: "Training" }).click();
    await opened.page.getByRole("tab", { name: "Mistakes" }).click();
    await caption("rent, largest error first: 400, 1 to 60 shown");
  });

  it("has no serious fault for axe in any theme, narrow and wide", async function () {
    this.timeout(60_000);
    await open();
    await press("ArrowUp");
    await checkAppearance(opened, "panel-residuals");
  });

  it("have no text without translation", async () => {
    await open({ translations: bracketed });
    await opened.rests();
    assert.deepEqual(
      await untranslated(opened, /flats|wasm|tanh|linear|auto: .*|\d+T\w+-3fa9|rent|heating|rooms|area|floor|age/g),
      [],
    );
  });
});
