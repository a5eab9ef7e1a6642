/**
 * A page that is laid out, has focus and takes clicks, but is not drawn: drawing takes more of a processor than everything else that a
 * window does, and nobody looks at most of them.
 */
import type { Page } from "playwright-core";

const scriptOf = (rules: string) => `{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(${JSON.stringify(rules)});
  document.adoptedStyleSheets = [sheet];
}`;

/** For `addInitScript`. */
export const unseen = scriptOf("html { opacity: 0; }");

/** The same for a window of VS Code, where icons that turn would have it styled anew sixty times a second. */
export const unseenAndStill = scriptOf("html { opacity: 0; } *, *::before, *::after { animation: none !important; }");

/** Before somebody looks at a page: a person at a screenshot, or axe at its colours. */
export async function show(page: Page): Promise<void> {
  await page.evaluate(drawn);
}

/** With the pages in it; one may be on its way out. */
export async function showAll(page: Page): Promise<void> {
  await Promise.all(page.frames().map((frame) => frame.evaluate(drawn).catch(() => undefined)));
}

const drawn = "document.documentElement.style.setProperty('opacity', '1', 'important')";
