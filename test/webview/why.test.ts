/** The tab Why: columns of a table, saliency of pictures, changes and units of an example. */
import assert from "node:assert/strict";
import type { HostMessage } from "../../src/protocol/panel";
import { checkAtWidth, checkBoxes } from "./appearance";
import { digitServer } from "./digits";
import { type OpenedPage, usePages } from "./openPage";
import { epochs, keptEpochs, run, running, started } from "./recorded";
import { AnimationTool, type Pixels } from "./savedAnimation";
import { growing, loanServer, loans } from "./whyServer";

const stopped: HostMessage = { ...running, state: "stopped" } as HostMessage;

describe("the panel's reasons", () => {
  const pages = usePages();
  let opened: OpenedPage;

  const open = async (of: typeof run, answer: typeof digitServer, translations?: Record<string, string>) => {
    opened = await pages.open({ answer, ...(translations && { translations }) });
    await opened.post({ type: "history", run: of, events: [started, ...epochs(12), ...keptEpochs(12)] }, stopped);
    await opened.page.getByRole("tab", { name: "Why" }).click();
    await opened.page.getByText(/^Weights of epoch 9: the network's score/).waitFor();
  };
  const rows = async (name: string) =>
    (await opened.page.getByRole("table", { name }).locator("tbody tr").allInnerTexts()).map((text) =>
      text.replace(/\s+/g, " ").trim(),
    );
  const text = (content: string | RegExp) => opened.page.getByText(content).waitFor();

  it("say that the accuracy of several labels is the share of correct ones", async () => {
    const labelServer: typeof loanServer = (name, params) => {
      const answer = loanServer(name, params);
      return name === "importance" ? { ...(answer as object), perLabel: true } : answer;
    };
    await open(loans, labelServer);
    await text(/how much the share of correct labels of 90\.00% falls/);
  });

  describe("of a table", () => {
    beforeEach(() => open(loans, loanServer));

    it("are columns by importance, with their spread, and say of how many examples", async () => {
      await text(/how much the accuracy of 90\.00% falls .* among 200 of 400 examples/);
      assert.deepEqual(await rows("importance of columns"), [
        "age 0.3000 ± 0.0200",
        "a plan with a rather long name 0.1200 ± 0.0100",
        "since −0.0040 ± 0.0050",
      ]);
    });

    it("are how the prediction depends on the column that is chosen, as lines or as bars of labels", async () => {
      const lines = opened.page.locator(".why-lines svg");
      await lines.waitFor();
      assert.match((await lines.getAttribute("aria-label")) ?? "", /of yes, if age .* from 0\.2 at 20 to 0\.79 at 79/);
      assert.equal(await lines.locator("path").count(), 3);
      // By keyboard; a date's column shows its first part.
      await opened.page.getByRole("button", { name: "since" }).press("Enter");
      await text(/if since month were the same for all of 400 examples/);
      assert.deepEqual(await rows("dependence on since month"), ["basic 0.25 0.15 0.35", "pro 0.75 0.65 0.85"]);
    });

    it("are the changes that turn an example's answer, rounded beyond the turning point, and its units", async () => {
      assert.deepEqual(await rows("Changes that turn the answer"), [
        "age 30 41.01 yes 0.8",
        "a plan with a rather long name basic pro yes",
        "since month 12 none in the observed range",
      ]);
      const [first] = await rows("units that carry the answer");
      assert.equal(first, "Layer 1, unit 7 −0.5 0.07");
      await opened.page.getByRole("button", { name: "Next" }).click();
      await text("Validation example 1 of 400. Class yes.");
      await text("42.01");
    });

    it("fit the page at every width, and are accessible in every theme", async function () {
      this.timeout(60_000);
      await checkBoxes(opened, "why");
      await checkAtWidth(opened, "why-table-1200");
    });
  });

  describe("of pictures", () => {
    beforeEach(() => open(run, digitServer));

    it("are maps beside the example, in words, and as a table", async () => {
      await text(/Orange pixels speak for 4: .* Gradient: strongest at row 3, column 5/);
      const maps = opened.page.locator(".why-maps:not(.class-maps) canvas");
      assert.deepEqual(await maps.evaluateAll((all) => all.map((each) => each.ariaLabel)), [
        "The example",
        "Gradient map for 4",
        "Occlusion map for 4",
      ]);
      await opened.page.locator(".why-example summary").click();
      await opened.page.getByRole("row", { name: "row 3, column 5 2 0.5" }).waitFor();
    });

    it("are for the class that the user chooses, and averaged for each class", async () => {
      await text(/the mean size of the cost's gradient over 91 to 100 examples of each class/);
      assert.equal(await opened.page.getByRole("img", { name: /^Saliency of class/ }).count(), 10);
      await opened.page.getByRole("combobox", { name: "Answer" }).click();
      await opened.page.getByRole("option", { name: "7", exact: true }).click();
      await text("Weights of epoch 9: the network's score for 7 is 0.75.");
    });

    it("open from an example in Mistakes", async () => {
      await opened.page.getByRole("tab", { name: "Mistakes" }).click();
      await opened.page.getByRole("button", { name: "Show why example 3 is answered so" }).focus();
      await opened.page.keyboard.press("Enter");
      await text("Validation example 3 of 1,000. Class 3.");
    });

    it("fit the page at every width", () => checkBoxes(opened, "why"));
  });

  describe("saved over the epochs", () => {
    /** Saves a picture at epochs 0, 6 and 12 and returns its frames, their texts, and which answers were requested. */
    const save = async (picture: string) => {
      const before = (await opened.sent()).length;
      await opened.page.evaluate("drawnTexts.clear()");
      const tool = new AnimationTool(opened);
      await tool.open({ Picture: picture, "Frames at most": "3" });
      const { name, frames } = await tool.save();
      await tool.press("Close");
      const asked = (await opened.sent()).slice(before).flatMap((message) => {
        if (message.type !== "ask") return [];
        const { at } = message.params as { at?: unknown };
        return typeof at === "number" ? [`${message.name} ${at}`] : [];
      });
      const texts: string[] = await opened.page.evaluate("[...drawnTexts]");
      return { name, frames, asked, texts };
    };
    const at = (name: string) => [0, 6, 12].map((epoch) => `${name} ${epoch}`);

    it("are bars of one scale, and each epoch is asked for once, and for nothing else", async () => {
      await open(loans, growing(loanServer), {});
      const { name, frames, asked } = await save("Importance of columns");
      assert.equal(name, "loans-importance-of-columns.gif");
      assert.deepEqual(asked, at("importance"));
      const [start, half, full] = frames.map((frame) => longestRun(frame, isOrange));
      assert.ok(start <= 2 && Math.abs(half / full - 0.5) < 0.02 && full > 80, `${start}, ${half}, ${full}`);
      // The page has its own scale again.
      await opened.page.getByText("Weights of epoch 9: how much").waitFor();
      const longest = opened.page.locator(".why-table .why-bar").first();
      assert.match((await longest.getAttribute("style")) ?? "", /width: 100%/);
      assert.equal(await opened.page.locator(".filmed").count(), 0);
    });

    it("are lines over one axis", async () => {
      await open(loans, growing(loanServer), {});
      const { name, frames, asked } = await save("Dependence on age");
      assert.equal(name, "loans-dependence-on-age.gif");
      assert.deepEqual(asked, at("dependence"));
      // The mean prediction ends at 0, 0.395 and 0.79 of an axis from 0 to 0.89.
      const [start, half, full] = frames.map(topOrange);
      const expected = (start + full) / 2;
      assert.ok(Math.abs(half - expected) <= 2 && start - full > 100, `${start}, ${half}, ${full}`);
    });

    it("are the units of all epochs in one order", async () => {
      await open(loans, growing(loanServer), {});
      const { frames, asked, texts } = await save("Units that carry the answer");
      assert.deepEqual(
        asked.filter((each) => each.startsWith("carryingUnits")),
        at("carryingUnits"),
      );
      const [start, half, full] = frames.map((frame) => longestRun(frame, isBlue));
      assert.ok(start <= 2 && Math.abs(half / full - 0.5) < 0.02 && full > 80, `${start}, ${half}, ${full}`);
      for (const text of ["−0.25", "−0.5"]) assert.ok(texts.includes(text), texts.join(", "));
    });

    it("are maps of an example, whose captions say where their colours end", async () => {
      await open(run, growing(digitServer), {});
      const { frames, asked, texts } = await save("Saliency");
      assert.deepEqual(
        asked.filter((each) => !each.startsWith("carryingUnits")),
        at("saliency"),
      );
      assert.equal(frames.length, 3);
      // The gradient's limit is that of its frame, the occlusion's that of all frames.
      assert.deepEqual(
        ["1", "2", "0.5", "0.25"].filter((limit) => texts.includes(limit)),
        ["1", "2", "0.5"],
      );
    });

    it("are maps of each class", async () => {
      await open(run, growing(digitServer), {});
      const { frames, asked } = await save("Saliency of each class");
      assert.deepEqual([frames.length, asked], [3, at("classSaliency")]);
    });
  });
});

type Color = readonly [red: number, green: number, blue: number];
const isOrange = ([red, green, blue]: Color) => red > 150 && green > 80 && green < 180 && blue < 90;
const isBlue = ([red, green, blue]: Color) => blue > 180 && green > 90 && red < 110;

const colorAt = ({ data }: Pixels, pixel: number): Color => [data[4 * pixel], data[4 * pixel + 1], data[4 * pixel + 2]];

/** Returns the length of the longest horizontal run of pixels of a colour. */
function longestRun(frame: Pixels, is: (color: Color) => boolean): number {
  let [longest, length] = [0, 0];
  for (let pixel = 0; pixel < frame.width * frame.height; pixel++) {
    length = pixel % frame.width > 0 && is(colorAt(frame, pixel)) ? length + 1 : Number(is(colorAt(frame, pixel)));
    longest = Math.max(longest, length);
  }
  return longest;
}

/** Returns the highest row that has an orange pixel. */
function topOrange(frame: Pixels): number {
  for (let pixel = 0; pixel < frame.width * frame.height; pixel++) {
    if (isOrange(colorAt(frame, pixel))) return Math.floor(pixel / frame.width);
  }
  return -1;
}
