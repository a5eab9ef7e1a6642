/** The diagram of the network: its questions, its drawing, its keyboard readout and its table. */
import assert from "node:assert/strict";
import type { HostMessage, QuestionName } from "../../src/protocol/panel";
import type { RequestParams } from "../../src/protocol/requests";
import { digitServer } from "./digits";
import { type OpenedPage, seen, until, usePages } from "./openPage";
import { epochs, keptEpochs, run, running, started } from "./recorded";

const kept = keptEpochs(3);
const history: HostMessage = { type: "history", run, events: [started, ...epochs(12), ...kept] };
const stopped: HostMessage = {
  ...running,
  state: "stopped",
  can: { stop: false, pause: false, continue: false, resumeRun: true },
};

describe("the panel's network", () => {
  const pages = usePages();
  let opened: OpenedPage;

  const open = async (state: HostMessage, answer: (name: QuestionName, params: unknown) => unknown = digitServer) => {
    opened = await pages.open({ answer });
    await opened.post(history, state);
    await opened.page.getByRole("tab", { name: "Network" }).click();
    await opened.page.locator(".network-canvas").waitFor();
  };
  const asked = async () =>
    (await opened.sent()).flatMap((message) =>
      message.type === "ask" && message.name === "diagram" ? [message.params as RequestParams<"diagram">] : [],
    );
  const caption = () => opened.page.locator(".network-stage .caption").first();
  const readout = () => seen(opened.page.locator(".network .readout"));
  const press = async (...keys: string[]) => {
    await opened.page.locator(".network-canvas").focus();
    for (const key of keys) await opened.page.keyboard.press(key);
  };

  it("gathers wide layers and says so, and asks again where a person wants others", async () => {
    await open(stopped);
    assert.match(await seen(caption()), /Weights of epoch 9\. Shown: 24 of 100 units of layer 1, evenly spread\./);
    const [first] = await asked();
    assert.deepEqual([first.most, first.mostInputs, first.choose, first.at], [24, 0, "evenly", "best"]);
    await opened.page.getByRole("combobox", { name: "How many units of a layer" }).click();
    await opened.page.getByRole("option", { name: "At most 8 units" }).click();
    await opened.page.getByText("Shown: 8 of 100 units of layer 1").waitFor();
    await opened.page.getByRole("combobox", { name: "Which units of a wide layer" }).click();
    await opened.page.getByRole("option", { name: "The strongest" }).click();
    await opened.page.getByText("those with the largest weights").waitFor();
    assert.equal((await asked()).at(-1)?.choose, "strongest");
    const saved = await opened.saved();
    assert.deepEqual([saved.mostUnits, saved.chooseUnits], [8, "strongest"]);
  });

  it("goes from unit to unit by the arrow keys, and tells bias, s, z and the strongest weights in words", async () => {
    await open(stopped);
    // There is nothing to choose before the answer.
    await caption().filter({ hasText: "Weights of epoch 9" }).waitFor();
    await press("ArrowDown", "ArrowDown");
    const words = /^Layer 1, unit 6: s \S+, z \S+, bias 0\.06\. Strongest incoming weights: pixel row 7, column 4 [+−]/;
    assert.match(await readout(), words);
    assert.equal(await opened.page.locator(".network .readout").getAttribute("aria-live"), "polite");
    await press("ArrowRight");
    assert.match(await readout(), /^Output \d: .*Strongest incoming weights: layer 1, unit \d+ /);
  });

  it("reads the unit under the pointer, silently", async () => {
    await open(stopped);
    const box = await opened.page.locator(".network-canvas").boundingBox();
    assert.ok(box);
    const [column] = await opened.page.locator(".network-canvas").evaluate((each) => [each.clientWidth]);
    // The first hidden unit is midway between the picture and the names of the outputs.
    const x = 72 + (column - 72 - 92) / 2;
    for (let y = 30; y < 80 && !(await readout()).startsWith("Layer 1"); y += 6) {
      await opened.page.mouse.move(box.x + x, box.y + y);
      await opened.drawn();
    }
    assert.match(await readout(), /^Layer 1, unit 2: /);
    assert.equal(await opened.page.locator(".network .readout").getAttribute("aria-live"), "off");
  });

  it("follows the chosen example, class by class", async () => {
    await open(stopped);
    const place = opened.page.locator(".network-example .caption");
    assert.match(await seen(place), /Validation example 0 of 1,000\. Class 0\./);
    const press = (name: string) => opened.page.locator(".network-example").getByRole("button", { name }).click();
    await press("Next");
    await opened.page.getByText("Validation example 1 of 1,000").waitFor();
    await opened.page.getByRole("combobox", { name: "Class" }).click();
    await opened.page.getByRole("option", { name: "Class 7" }).click();
    await opened.page.getByText("Validation example 7 of 1,000. Class 7.").waitFor();
    await press("Previous");
    await opened.page.getByText("Validation example 997 of 1,000. Class 7.").waitFor();
    const { values } = (await asked()).at(-1) ?? {};
    assert.ok(values && Object.values(values).some((value) => value > 0), "the example goes through the network");
  });

  it("tells every shown unit in a table", async () => {
    await open(stopped);
    await opened.page.locator(".network-table summary").click();
    const rows = opened.page.locator(".network-table tbody tr");
    await rows.first().waitFor();
    assert.equal(await rows.count(), 34);
    assert.match(await seen(rows.first()), /^layer 1, unit 2\s+0\.02\s/);
  });

  it("moves with the time scrubber, and follows a training again and again, but not while nobody looks", async () => {
    await open(stopped);
    await opened.page.getByRole("slider", { name: "Weights of" }).fill("2");
    await opened.page.getByText("Weights of epoch 2.").waitFor();
    await open(running);
    await until(async () => (await asked()).length >= 3, "a third question");
    assert.ok((await asked()).every(({ at }) => at === "now"));
    // The tab Layers shows no weights.
    await opened.page.getByRole("tab", { name: "Layers" }).click();
    // No further question would come.
    await opened.rests();
  });

  it("says what is wrong where nothing can be told", async () => {
    opened = await pages.open({
      answer: (name, params) => {
        if (name === "diagram") throw new Error("no weights were saved yet; train it first");
        return digitServer(name, params);
      },
    });
    await opened.post(history, stopped);
    await opened.page.getByRole("tab", { name: "Network" }).click();
    await opened.page.getByText("no weights were saved yet").waitFor();
  });
});
