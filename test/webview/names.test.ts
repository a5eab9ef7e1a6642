/** Names of a network and its classes are text in every tab, whatever they contain, and no name widens the page. */
import assert from "node:assert/strict";
import type { QuestionName } from "../../src/protocol/panel";
import type { RequestResult } from "../../src/protocol/requests";
import { layoutFaults } from "./boxes";
import { digitServer } from "./digits";
import { until, usePages } from "./openPage";
import { epochs, run, running, started } from "./recorded";

const names = [
  "<b>bold</b>",
  "<i onclick=x>italic</i>",
  "[link](command:x)",
  "$(flame)",
  "&lt;u&gt;",
  "{0}",
  "%s",
  "a".repeat(300),
  "two\nlines",
  "\u202Eright to left",
];

const answer = (name: QuestionName, params: unknown): unknown =>
  name === "data"
    ? { ...(digitServer(name, params) as RequestResult<"data">), classNames: names }
    : digitServer(name, params);

describe("names in the panel", () => {
  const pages = usePages();
  const network = `<b>bold</b> ${"n".repeat(300)}`;
  const tabs = { Mistakes: ".gallery .picture", "Try It": ".answers tr.best", Network: ".network-canvas" };

  for (const [tab, shown] of Object.entries(tabs)) {
    it(`are text in ${tab}, and not wider than the page`, async () => {
      const opened = await pages.open({ answer, width: 510, height: 830 });
      const { page } = opened;
      await opened.post({ type: "history", run: { ...run, network }, events: [started, ...epochs(9)] }, running);
      await page.getByRole("tab", { name: tab }).click();
      await page.locator(shown).first().waitFor();
      await until(
        async () => (await page.locator("main").textContent())?.includes(names[0]),
        () => `${names[0]} in ${tab}`,
      );
      assert.equal(await page.locator("h1").textContent(), network);
      assert.equal(await page.locator("b, i, u, [onclick], a[href^='command:']").count(), 0);
      assert.deepEqual(await layoutFaults(page), []);
      assert.deepEqual(opened.faults, []);
    });
  }
});
