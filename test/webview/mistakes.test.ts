/** The mistakes: the confusion matrix, its examples, and the epoch of the weights. */
import assert from "node:assert/strict";
import type { HostMessage } from "../../src/protocol/panel";
import { digitServer } from "./digits";
import { type OpenedPage, seen, until, usePages } from "./openPage";
import { epochs, keptEpochs, run, running, started } from "./recorded";

const kept = keptEpochs(12);
const history: HostMessage = { type: "history", run, events: [started, ...epochs(12), ...kept] };
const stopped: HostMessage = { ...running, state: "stopped" } as HostMessage;

describe("the panel's mistakes", () => {
  const pages = usePages();
  let opened: OpenedPage;

  const open = async (...messages: HostMessage[]) => {
    opened = await pages.open({ answer: digitServer });
    await opened.post(history, ...messages);
    await opened.page.getByRole("tab", { name: "Mistakes" }).click();
    await opened.page.locator(".confusion button").first().waitFor();
  };
  const asked = async (name: string) =>
    (await opened.sent()).flatMap((message) =>
      message.type === "ask" && message.name === name ? [message.params] : [],
    );
  const button = (name: string) => opened.page.getByRole("button", { name, exact: true });
  const pictures = () => opened.page.locator(".gallery .picture");
  const cell = (name: string) => opened.page.getByRole("button", { name });

  it("asks for nothing before its tab is opened", async () => {
    opened = await pages.open({ answer: digitServer });
    await opened.post(history, stopped);
    await opened.rests();
    assert.ok((await opened.sent()).every((message) => message.type !== "ask" || message.name === "weights"));
  });

  it("asks under numbers of its own, so that it accepts no answer to a page before it", async () => {
    const firstOf = async () => {
      await open(stopped);
      const question = (await opened.sent()).find(({ type }) => type === "ask");
      return question?.type === "ask" ? question.id : undefined;
    };
    const before = await firstOf();
    assert.notEqual(await firstOf(), before);
  });

  it("counts actual against predicted classes, with recall and precision of every class", async () => {
    await open(stopped);
    assert.equal(await seen(cell("predicted 5, actual 4: 4")), "4");
    assert.equal(await seen(cell("4 recognized: 96")), "96");
    const row = opened.page.locator(".confusion tbody tr").nth(4);
    assert.match(await seen(row), /96%\s+96\.5%$/, "recall and F1");
    assert.match(await seen(opened.page.locator(".confusion tfoot")), /Precision\s+100%\s+100%\s+99%/);
    assert.match(
      await seen(opened.page.locator(".mistakes .summary")),
      /Weights of epoch 9: 96\.40% are right, 36 are not/,
    );
  });

  it("shows the examples of folds out of fold first, and says which repeat", async () => {
    const outOfFold = { repeats: 2, examples: 49000 };
    opened = await pages.open({
      answer: (name, params) => {
        const answer = digitServer(name, params) as object;
        return name === "data" ? { ...answer, outOfFold } : answer;
      },
    });
    await opened.post(history, stopped);
    await opened.page.getByRole("tab", { name: "Mistakes" }).click();
    await opened.page.locator(".confusion button").first().waitFor();
    const summary = () => seen(opened.page.locator(".mistakes .summary"));
    assert.match(
      await summary(),
      /^Out of fold, repeat 1 of 2, each example by the network of the fold that did not learn it \(1,000 are in no fold\): 96/,
    );
    const choose = async (name: string) => {
      await opened.page.getByRole("combobox", { name: "Examples" }).click();
      await opened.page.getByRole("option", { name }).click();
    };
    await choose("Out of fold, repeat 2 of 2: 49,000 examples");
    await until(async () => (await summary()).startsWith("Out of fold, repeat 2 of 2"));
    await choose("Test: 1,000 examples");
    await until(async () => (await summary()).startsWith("Weights of epoch 9"));
    const about = (await asked("evaluation")) as { set: string; outOfFold?: number }[];
    assert.deepEqual(
      about.map(({ set, outOfFold: repeat }) => [set, repeat]),
      [
        ["train", 1],
        ["train", 2],
        ["test", undefined],
      ],
    );
  });

  it("tells shares in place of counts", async () => {
    await open(stopped);
    await opened.page.getByRole("combobox", { name: "Cells" }).click();
    await opened.page.getByRole("option", { name: "Share of the class" }).click();
    assert.equal(await seen(cell("predicted 5, actual 4: 4")), "4%");
  });

  it("shows every mistake as a picture, with class, prediction and confidence", async () => {
    await open(stopped);
    assert.equal(await pictures().count(), 36);
    assert.match(await seen(pictures().first()), /1 → 2\s+99\.00%/);
    assert.equal(
      await pictures().first().locator("canvas").getAttribute("aria-label"),
      "predicted 2, actual 1, confidence 99.00%",
    );
    const lit = await pictures()
      .first()
      .locator("canvas")
      .evaluate((each) => (each as HTMLCanvasElement).getContext("2d")?.getImageData(14, 6, 1, 1).data[0]);
    assert.equal(lit, 155, "the picture is not the example's");
  });

  it("shows the examples of a cell, chosen by mouse or by arrow keys", async () => {
    await open(stopped);
    await cell("predicted 5, actual 4: 4").click();
    await opened.page.getByText("predicted 5, actual 4: 4", { exact: true }).waitFor();
    assert.equal(await pictures().count(), 4);
    await opened.page.keyboard.press("ArrowDown");
    await opened.page.keyboard.press("ArrowRight");
    await opened.page.keyboard.press("Enter");
    await opened.page.getByText("predicted 6, actual 5: 5", { exact: true }).waitFor();
    assert.equal(await pictures().count(), 5);
    await opened.page.getByRole("button", { name: "All Mistakes" }).click();
    await opened.page.getByText("All mistakes: 36").waitFor();
  });

  it("turns pages where there are many", async () => {
    await open(stopped);
    await cell("2 recognized: 98").click();
    await opened.page.getByText("2 recognized: 98, 1 to 60 shown").waitFor();
    await opened.page.getByRole("button", { name: "Next", exact: true }).click();
    await opened.page.getByText("2 recognized: 98, 61 to 98 shown").waitFor();
    assert.equal(await pictures().count(), 38);
  });

  it("opens an example in Try It", async () => {
    await open(stopped);
    await pictures().first().click();
    assert.equal(await opened.page.getByRole("tab", { name: "Try It" }).getAttribute("aria-selected"), "true");
    await opened.page.getByText("Example 0 of the data, which is of class 1").waitFor();
  });

  it("moves to another kept epoch, with the weights' pictures", async () => {
    await open(stopped);
    const slider = opened.page.getByRole("slider", { name: "Weights of" });
    assert.equal(await slider.getAttribute("aria-valuetext"), "the best epoch, 9");
    await slider.fill("3");
    await opened.page.getByText("Weights of epoch 3: 96.40%").waitFor();
    assert.equal(await slider.getAttribute("aria-valuetext"), "epoch 3");
    await opened.page.getByRole("tab", { name: "Training" }).click();
    await opened.page.locator(".weights").scrollIntoViewIfNeeded();
    const shown = async () => (await asked("weights")).at(-1)?.at;
    await until(async () => (await shown()) === 3, "the weights of epoch 3");
    await slider.fill("13");
    await until(async () => (await shown()) === "best", "the newest weights");
  });

  it("plays the kept epochs from the first to the last, and goes one by one for who wants less motion", async () => {
    opened = await pages.open({ answer: digitServer });
    await opened.post({ type: "history", run, events: [started, ...epochs(12), ...kept.slice(0, 3)] }, stopped);
    const slider = opened.page.getByRole("slider", { name: "Weights of" });
    await button("Play").click();
    assert.equal(await slider.getAttribute("aria-valuetext"), "epoch 0, the start");
    await button("Stop Playing").waitFor();
    await button("Play").waitFor();
    assert.equal(await slider.getAttribute("aria-valuetext"), "epoch 3");
    await opened.page.emulateMedia({ reducedMotion: "reduce" });
    await opened.post({ type: "events", events: [] });
    await button("Next Epoch").click();
    await until(async () => (await slider.getAttribute("aria-valuetext")) === "epoch 0, the start", "epoch 0");
  });

  it("is moved by the host to a tab and to the kept epoch that is nearest, and stays there", async () => {
    opened = await pages.open({ answer: digitServer });
    const everyThird = kept.filter((_, i) => i % 3 === 2);
    await opened.post({ type: "history", run, events: [started, ...epochs(12), ...everyThird] }, stopped);
    await opened.post({ type: "look", epoch: 4, tab: "mistakes" });
    await opened.page.getByText("Weights of epoch 3: 96.40%").waitFor();
    const saved = await opened.saved();
    assert.deepEqual([saved.tab, saved.epoch], ["mistakes", 3]);
    await opened.post({ type: "look", epoch: 1 });
    assert.equal((await opened.saved()).epoch, 3, "the start is no epoch near the first");
    await opened.post({ type: "look", tab: "no-such-tab" }, { type: "look", tab: "training" });
    assert.ok(await opened.page.locator(".weights").isVisible());
    assert.equal((await opened.saved()).epoch, 3);
  });

  it("hands an example to the debugger, with the epoch that is looked at", async () => {
    await open(stopped);
    await opened.page.getByRole("slider", { name: "Weights of" }).fill("3");
    await opened.page.getByText("Weights of epoch 3: 96.40%").waitFor();
    await opened.page.getByRole("button", { name: "Debug example 5", exact: true }).focus();
    await opened.page.keyboard.press("Enter");
    await pictures().first().click();
    await opened.page.getByRole("button", { name: "Debug This Example" }).click();
    const debugged = (await opened.sent()).filter(({ type }) => type === "debug");
    assert.deepEqual(debugged, [
      { type: "debug", example: { set: "validation", index: 5 }, at: 3 },
      { type: "debug", example: { set: "validation", index: 0 }, at: 3 },
    ]);
  });

  it("asks when an example became wrong, from its link", async () => {
    await open(stopped);
    await opened.page.getByRole("button", { name: "Find when example 5 became right or wrong" }).click();
    const asked = (await opened.sent()).filter(({ type }) => type === "moment");
    assert.deepEqual(asked, [{ type: "moment", example: { set: "validation", index: 5 }, right: false }]);
  });

  it("begins a fork at the chosen epoch, else at the best", async () => {
    await open(stopped);
    const fork = opened.page.getByRole("button", { name: "Fork from Here…" });
    await fork.click();
    await opened.page.getByRole("slider", { name: "Weights of" }).fill("3");
    await fork.click();
    const forks = (await opened.sent()).filter(({ type }) => type === "fork");
    assert.deepEqual(forks, [
      { type: "fork", epoch: 9 },
      { type: "fork", epoch: 3 },
    ]);
    // The weights of epoch 0 are those with which the run's own config starts.
    await opened.page.getByRole("slider", { name: "Weights of" }).fill("0");
    await opened.page.getByText("epoch 0, the start").waitFor();
    await fork.click({ force: true });
    assert.equal((await opened.sent()).filter(({ type }) => type === "fork").length, 2);
  });

  it("asks for the newest checkpoint while it trains, no oftener than every two seconds", async () => {
    const from = Date.now();
    await open(running);
    for (let i = 13; i <= 20; i++) {
      await opened.post({ type: "events", events: epochs(i).slice(-1) });
    }
    const questions = await asked("evaluation");
    assert.ok(questions.every((params) => (params as { at: unknown }).at === "now"));
    const most = 2 + Math.floor((Date.now() - from) / 2000);
    assert.ok(questions.length <= most, `${questions.length} evaluations where ${most} are enough`);
  });

  it("says what is wrong where nothing can be told", async () => {
    opened = await pages.open({
      answer: () => {
        throw new Error("train.csv: not the data that this run was trained on");
      },
    });
    await opened.post(history, stopped);
    await opened.page.getByRole("tab", { name: "Mistakes" }).click();
    await opened.page.getByText("not the data that this run was trained on").waitFor();
  });

  it("moves between tabs with arrow keys, and finds the tab again", async () => {
    await open(stopped);
    await opened.page.getByRole("tab", { name: "Mistakes" }).focus();
    await opened.page.keyboard.press("ArrowRight");
    assert.equal((await opened.saved()).tab, "probabilities");
    assert.ok(await opened.page.locator(".probabilities").isVisible());
    assert.ok(!(await opened.page.locator(".mistakes").isVisible()));
  });
});
