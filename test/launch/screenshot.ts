/**
 * Screenshots of failed tests: an `afterEach` that runs before the page is closed takes the screenshot and saves it in
 * a file named after the test; the summary of `npm test` shows the path.
 */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { show } from "./unseen";

/** For `afterEach(function () { return keepScreenshot(this.currentTest, page); })`. Does nothing if the test passed. */
export async function keepScreenshot(test: Mocha.Runnable | undefined, page: Page | undefined): Promise<void> {
  if (!test?.isFailed() || !page || page.isClosed()) return;
  const path = screenshotPath(test.fullTitle());
  try {
    await show(page);
    await page.screenshot({ path, timeout: 10_000 });
    attachScreenshot(test, path);
  } catch (error) {
    // The test's own failure must be the one that is reported.
    console.error(`${path}: no screenshot (${(error as Error).message.split("\n")[0]})`);
  }
}

/** Returns the path for the screenshot of a test and creates its folder. */
export function screenshotPath(fullTitle: string): string {
  const folder = process.env.MATRIX_NETWORK_SCREENSHOTS ?? resolve("test-results", "screenshots");
  mkdirSync(folder, { recursive: true });
  return join(folder, `${slug(fullTitle)}.png`);
}

/** Stores the path on the test, where scripts/lib/countingReporter.cjs reads it. */
export function attachScreenshot(test: Mocha.Runnable, path: string): void {
  Object.assign(test, { screenshot: path });
}

/** Returns a file name that identifies the test, even if two long titles begin the same. */
function slug(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${words.join("-").slice(0, 100)}-${createHash("sha256").update(title).digest("hex").slice(0, 6)}`;
}
