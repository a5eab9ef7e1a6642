/** The page of a sweep of very many trials: what it draws later, and that it shows nothing stale meanwhile. */
import assert from "node:assert/strict";
import { madeSweep, messagesOf } from "./groupTrials";
import { type OpenedPage, until, usePages } from "./openPage";

describe("the page of a sweep of very many trials", () => {
  const pages = usePages();
  let opened: OpenedPage;
  afterEach(() => assert.deepEqual(opened.faults, []));
  const count = (text: string) => opened.page.locator(".count", { hasText: text }).waitFor();
  const names = () => opened.page.locator(".grid-body [role=row]:not([hidden]) .grid-name").allTextContents();

  it("says that importances are found anew while it shows those of before", async () => {
    const [, trials, course] = messagesOf(madeSweep(80));
    const before = messagesOf(madeSweep(40, { running: true }), { isWorking: true });
    opened = await pages.open({ name: "group" });
    await opened.post(...before);
    await opened.page.getByText(/of 3\d trials; ± over the 64 trees/).waitFor();
    const view = opened.page.locator("section", { has: opened.page.locator("table.importance") });
    const newer = view.locator(".note[role=status]");
    await newer.waitFor({ state: "hidden" });
    const wasSaid = await newer.evaluateHandle((note) => {
      const seen = { text: "" };
      new MutationObserver(() => {
        if (!note.hasAttribute("hidden")) seen.text = note.textContent ?? "";
      }).observe(note, { attributes: true });
      return seen;
    });
    await opened.post(trials, course);
    await opened.page.getByText(/of 7\d trials; ± over the 64 trees/).waitFor();
    assert.equal(await wasSaid.evaluate(({ text }) => text), "Computing again…");
    await newer.waitFor({ state: "hidden" });
  });

  it("has of ten thousand trials only the rows that are in sight, and no picture that is slow or shows what was", async () => {
    opened = await pages.open({ name: "group" });
    await opened.post(...messagesOf(madeSweep(10_000)));
    await count("10,000 trials");
    assert.ok((await names()).length < 60);
    const faded = () =>
      opened.page
        .locator("canvas.points")
        .evaluateAll((all) => all.filter((each) => getComputedStyle(each).opacity === "0").length);
    const filter = opened.page.getByRole("textbox", { name: "Filter" });
    await filter.focus();
    await opened.drawn();
    await filter.fill("validationCost < 0.1");
    await count("of 10,000 trials");
    assert.ok((await faded()) > 0, "pictures that are out of sight are not painted");
    for (const canvas of await opened.page.locator("canvas.points:visible").all()) {
      await canvas.scrollIntoViewIfNeeded();
      await until(async () => (await canvas.evaluate((each) => getComputedStyle(each).opacity)) === "1", "the picture");
    }
    await filter.fill("");
    await count("10,000 trials");
    await opened.page.locator(".grid-scroller").focus();
    await opened.page.keyboard.press("Control+End");
    await until(async () => (await names()).includes("trial 0"), "the last row");
  });

  it("draws what a filter leaves before the key's call returns, and needs no frame after the next one", async () => {
    opened = await pages.open({ name: "group" });
    await opened.post(...messagesOf(madeSweep(1200)));
    await opened.page.getByText(/over the 64 trees/).waitFor();
    await opened.drawn();
    const drawnAt = await opened.page.evaluate(
      () =>
        new Promise<{ count: string; painted: boolean; frames: number }>((resolve) => {
          const nextFrame = window.requestAnimationFrame;
          let asked = 0;
          window.requestAnimationFrame = (draw) => {
            asked++;
            return nextFrame((time) => {
              asked--;
              draw(time);
            });
          };
          const canvas = document.querySelector<HTMLCanvasElement>("canvas.points");
          const before = canvas?.toDataURL();
          const field = document.querySelector<HTMLInputElement>(".filter input") as HTMLInputElement;
          field.value = "type == 'adam'";
          field.dispatchEvent(new Event("input"));
          const count = document.querySelector(".count")?.textContent ?? "";
          const painted = canvas?.toDataURL() !== before;
          nextFrame(() => {
            window.requestAnimationFrame = nextFrame;
            resolve({ count, painted, frames: asked });
          });
        }),
    );
    assert.match(drawnAt.count, /^\d+ of 1,200 trials$/);
    assert.ok(drawnAt.painted);
    assert.equal(drawnAt.frames, 0);
  });

  it("shows what the last of several keys of one frame says", async () => {
    opened = await pages.open({ name: "group" });
    await opened.post(...messagesOf(madeSweep(1200)));
    await opened.drawn();
    await opened.page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>(".filter input") as HTMLInputElement;
      for (const text of ["type == 'adam'", "trial < 5", "trial < 7"]) {
        field.value = text;
        field.dispatchEvent(new Event("input"));
      }
    });
    await count("7 of 1,200 trials");
  });

  it("takes the colours of a theme that comes while it is open", async () => {
    opened = await pages.open({ name: "group" });
    await opened.post(...messagesOf(madeSweep(40)));
    await opened.drawn();
    const redPixels = () =>
      opened.page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>("canvas.points") as HTMLCanvasElement;
        const context = canvas.getContext("2d") as CanvasRenderingContext2D;
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        let red = 0;
        for (let at = 0; at < data.length; at += 4)
          if (data[at] > 200 && data[at + 1] < 40 && data[at + 3] > 150) red++;
        return red;
      });
    assert.equal(await redPixels(), 0);
    await opened.page.evaluate(() => document.documentElement.style.setProperty("--vscode-charts-blue", "#ff0000"));
    await opened.drawn();
    assert.ok((await redPixels()) > 100);
    await opened.page.evaluate(() => document.documentElement.removeAttribute("style"));
  });
});
