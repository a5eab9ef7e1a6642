/** Takes screenshots of the page in every theme, narrow and wide, for review, and checks layout and accessibility. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { show } from "../launch/unseen";
import { seriousFaults } from "./axe";
import type { OpenedPage } from "./openPage";
import { type ThemeName, themes } from "./themes";

const screenshots = join(__dirname, "..", "..", "test-results", "screenshots");
const themeNames = Object.keys(themes) as ThemeName[];
const [wide, narrow] = [1200, 300];

export { themeNames };

/**
 * Checks the page at two widths: nothing is wider than the window, and axe finds no serious violation. A page has the
 * same structure in all themes and the same colours at all widths, so axe checks the structure in one theme and the
 * colours at the wide width.
 */
export async function checkAppearance(opened: OpenedPage, theme: ThemeName, name: string): Promise<void> {
  for (const width of [wide, narrow]) {
    await opened.page.setViewportSize({ width, height: 900 });
    await opened.drawn();
    await checkAtWidth(opened, theme, `${name}-${width}`, { colours: width === wide });
  }
  assert.deepEqual(opened.faults, []);
}

/** Checks the page at its current width. */
export async function checkAtWidth(
  opened: OpenedPage,
  theme: ThemeName,
  name: string,
  { colours = true } = {},
): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await show(opened.page);
  await opened.page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
  const overflow = await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${name}: ${overflow} px wider than the window`);
  assert.deepEqual(await seriousFaults(opened, { structure: theme === themeNames[0], colours }), []);
}
