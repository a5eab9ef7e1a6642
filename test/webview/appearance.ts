/** Checks the page's layout and accessibility in every theme; on request takes screenshots of it for review. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { show } from "../launch/unseen";
import { seriousFaults } from "./axe";
import type { OpenedPage } from "./openPage";
import { setTheme, type ThemeName, themes } from "./themes";

const takesScreenshots = process.env.MATRIX_NETWORK_APPEARANCE === "1";
const screenshots = join(__dirname, "..", "..", "test-results", "screenshots");
const themeNames = Object.keys(themes) as ThemeName[];
const [wide, narrow] = [1200, 300];

/**
 * Checks the page in every theme at these widths, as `checkAtWidth` does. Colours are the same at all widths, so they
 * are checked at the wide width.
 */
export async function checkAppearance(
  opened: OpenedPage,
  name: string,
  widths: readonly number[] = [wide, narrow],
): Promise<void> {
  for (const width of widths) {
    await opened.page.setViewportSize({ width, height: 900 });
    await opened.drawn();
    await checkAtWidth(opened, `${name}-${width}`, { colours: width === wide });
  }
  assert.deepEqual(opened.faults, []);
}

/**
 * Checks the page in every theme at its current width: nothing is wider than the window, and axe finds no serious
 * violation. A page has the same structure in all themes, so axe checks the structure in one.
 */
export async function checkAtWidth(opened: OpenedPage, name: string, { colours = true } = {}): Promise<void> {
  const faults: string[] = [];
  for (const theme of themeNames) {
    await setTheme(opened.page, theme);
    await opened.drawn();
    const overflow = await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) faults.push(`${theme}: ${overflow} px wider than the window`);
    const serious = await seriousFaults(opened, { structure: theme === themeNames[0], colours });
    faults.push(...serious.map((fault) => `${theme}: ${fault}`));
    if (takesScreenshots) await takeScreenshot(opened, `${name}-${theme}`);
  }
  assert.deepEqual(faults, [], name);
}

async function takeScreenshot({ page }: OpenedPage, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await show(page);
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}
