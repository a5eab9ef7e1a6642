/**
 * The screenshot of a failed test: taken by an `afterEach` that stands before what closes the page, kept in a file that is named
 * after the test, and shown by its path in the summary of `npm test`.
 */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { show } from "./unseen";

/** For `afterEach(function () { return keepScreenshot(this.currentTest, page); })`. Does nothing where the test has not failed. */
export async function keepScreenshot(test: Mocha.Runnable | undefined, page: Page | undefined): Promise<void> {
  if (!test?.isFailed() || !page || page.isClosed()) return;
  const path = screenshotPath(test.fullTitle());
  try {
    await show(page);
    await page.screenshot({ path, timeout: 10_000 });
    attachScreenshot(test, path);
  } catch (error) {
    // The test's own failure is what matters.
    console.error(`${path}: no screenshot (${(error as Error).message.split("\n")[0]})`);
  }
}

/** Where the screenshot of a test belongs; the folder is there afterwards. */
export function screenshotPath(fullTitle: string): string {
  const folder = process.env.MATRIX_NETWORK_SCREENSHOTS ?? resolve("test-results", "screenshots");
  mkdirSync(folder, { recursive: true });
  return join(folder, `${slug(fullTitle)}.png`);
}

/** scripts/lib/countingReporter.cjs reads the path from the test. */
export function attachScreenshot(test: Mocha.Runnable, path: string): void {
  Object.assign(test, { screenshot: path });
}

/** A file name that tells the test, also where two long titles begin the same. */
function slug(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${words.join("-").slice(0, 100)}-${createHash("sha256").update(title).digest("hex").slice(0, 6)}`;
}
