/** The tab Why: columns of a table, saliency of pictures, changes and units of an example. */
import assert from "node:assert/strict";
import type { HostMessage } from "../../src/protocol/panel";
import { checkAtWidth, checkBoxes } from "./appearance";
import { digitServer } from "./digits";
import { type OpenedPage, usePages } from "./openPage";
import { epochs, keptEpochs, run, running, started } from "./recorded";
import { loanServer, loans } from "./whyServer";

const stopped: HostMessage = { ...running, state: "stopped" } as HostMessage;

describe("the panel's reasons", () => {
  const pages = usePages();
  let opened: OpenedPage;

  const open = async (of: typeof run, answer: typeof digitServer) => {
    opened = await pages.open({ answer });
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
});
