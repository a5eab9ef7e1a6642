/** State that survives hiding and reloading: series, history and scroll position. */
import assert from "node:assert/strict";
import { type OpenedPage, until, untilWeights, usePages } from "./openPage";
import { epochs, run, running, started } from "./recorded";

describe("the panel that comes back", () => {
  const pages = usePages();
  const events = [started, ...epochs(30)];
  let opened: OpenedPage;
  const come = async (saved?: unknown) => {
    opened = await pages.open({ saved, width: 400, height: 500 });
    await opened.post({ type: "history", run, events }, running);
  };
  const isAt = (place: number) => until(() => opened.page.evaluate(`Math.round(scrollY) === ${place}`), `${place} px`);
  const shorten = (isShort: boolean) =>
    opened.page.locator("main").evaluate((main, short) => {
      main.style.display = short ? "none" : "";
    }, isShort);

  it("has series, place and history as they were", async () => {
    await come();
    await opened.page.locator(".legend").first().getByRole("button", { name: "test" }).click();
    await until(async () => {
      // The page may still be growing, and too short to scroll.
      await opened.page.evaluate(() => scrollTo(0, 400));
      return (await opened.saved()).scrolled === 400;
    });
    const saved = await opened.saved();

    await come(saved);
    await untilWeights(opened);
    await isAt(400);
    const test = opened.page.locator(".legend").first().getByRole("button", { name: "test" });
    assert.equal(await test.getAttribute("aria-pressed"), "false");
    assert.equal(await opened.page.locator(".epochs table").getAttribute("aria-rowcount"), "31");
  });

  it("finds its place again where it becomes short for a moment, and keeps what is remembered", async () => {
    await come({ scrolled: 400 });
    await isAt(400);
    await shorten(true);
    await until(() => opened.page.evaluate("scrollY < 400"), "the short page");
    await shorten(false);
    await isAt(400);
    assert.equal((await opened.saved()).scrolled, 400);
  });

  it("finds its place again where it was short for less than a frame", async () => {
    await come({ scrolled: 400 });
    await isAt(400);
    const short = await opened.page.locator("main").evaluate((main) => {
      main.style.display = "none";
      const place = scrollY;
      main.style.display = "";
      return place;
    });
    assert.ok(short < 400, `it was at ${short}`);
    await isAt(400);
    assert.equal((await opened.saved()).scrolled, 400);
  });

  it("stays where a person scrolls to", async () => {
    await come({ scrolled: 400 });
    await isAt(400);
    // Beside the plots and pictures, which use the wheel themselves.
    await opened.page.mouse.move(3, 250);
    await opened.page.mouse.wheel(0, -300);
    await until(async () => ((await opened.saved()).scrolled as number) < 400, "another place");
    const to = (await opened.saved()).scrolled;
    for (const isShort of [true, false]) {
      await shorten(isShort);
      await opened.drawn();
    }
    assert.notEqual(await opened.page.evaluate("Math.round(scrollY)"), 400, `it was scrolled to ${to}`);
  });
});
