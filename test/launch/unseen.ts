/**
 * Hides a page without affecting its layout, focus or clicks: drawing takes more processor time than everything else in
 * a window, and most pages are never looked at.
 */
import type { Page } from "playwright-core";

const scriptOf = (rules: string) => `{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(${JSON.stringify(rules)});
  document.adoptedStyleSheets = [sheet];
}`;

/** Script for `addInitScript` that hides a page. */
export const unseen = scriptOf("html { opacity: 0; }");

/**
 * The same for a window of VS Code, and without animations: spinning icons would recompute its styles sixty times a
 * second.
 */
export const unseenAndStill = scriptOf("html { opacity: 0; } *, *::before, *::after { animation: none !important; }");

/** Makes a page visible before a screenshot, or before axe checks its colours. */
export async function show(page: Page): Promise<void> {
  await page.evaluate(drawn);
}

/** Makes a page and its frames visible; a frame may be closing. */
export async function showAll(page: Page): Promise<void> {
  await Promise.all(page.frames().map((frame) => frame.evaluate(drawn).catch(() => undefined)));
}

const drawn = "document.documentElement.style.setProperty('opacity', '1', 'important')";
