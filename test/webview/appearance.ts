/** Checks the page's layout and accessibility in every theme; on request takes screenshots of it for review. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { show } from "../launch/unseen";
import { seriousFaults } from "./axe";
import { layoutFaults } from "./boxes";
import type { OpenedPage } from "./openPage";
import { setTheme, type ThemeName, themes } from "./themes";

const takesScreenshots = process.env.MATRIX_NETWORK_APPEARANCE === "1";
const screenshots = join(__dirname, "..", "..", "test-results", "screenshots");
const themeNames = Object.keys(themes) as ThemeName[];
const [wide, narrow] = [1200, 300];
/** Widths at which boxes are measured; 450 and 600 are 900 and 1,200 at a zoom of 200%. */
const boxWidths = [320, 450, 510, 600, 900, 1200];

/**
 * Checks the page in every theme at these widths, as `checkAtWidth` does, and its boxes. Colours are the same at all
 * widths, so they are checked at the wide width.
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
  await checkBoxes(opened, name);
}

/** Checks that nothing is wider than the page, cut off or scrolls in itself, at every width and in every theme. */
export async function checkBoxes(opened: OpenedPage, name: string): Promise<void> {
  const faults: string[] = [];
  for (const width of boxWidths) {
    await opened.page.setViewportSize({ width, height: 830 });
    await opened.drawn();
    // Of the themes, those of high contrast have borders that take space.
    for (const theme of ["dark", "light", "hc-dark"] as const) {
      await setTheme(opened.page, theme);
      faults.push(...(await layoutFaults(opened.page)).map((fault) => `${width} in ${theme}: ${fault}`));
    }
  }
  assert.deepEqual(faults, [], name);
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
