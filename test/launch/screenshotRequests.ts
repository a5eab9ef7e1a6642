/**
 * Screenshots of a window for tests that run in another process than its driver: the extension host writes a file with
 * the path of the screenshot; the launcher takes the screenshot and removes the file.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { attachScreenshot, screenshotPath } from "./screenshot";
import { show } from "./unseen";

/** Called by the launcher: takes the screenshots requested in `folder` until it is stopped. */
export function answerScreenshotRequests(folder: string, page: Page): { stop(): void } {
  let busy = false;
  const look = async () => {
    const [name] = readdirSync(folder).filter((file) => file.endsWith(".request"));
    if (busy || name === undefined) return;
    busy = true;
    const request = join(folder, name);
    const path = readFileSync(request, "utf8");
    await show(page)
      .then(() => page.screenshot({ path, timeout: 5000 }))
      .catch((error: Error) => console.error(`${path}: ${error.message}`));
    rmSync(request, { force: true });
    busy = false;
  };
  const timer = setInterval(look, 100);
  return { stop: () => clearInterval(timer) };
}

/**
 * Called by the extension host on mocha's "fail" event. Blocks the process until the screenshot is taken, so that it
 * shows the window before the test's hooks clean up.
 */
export function requestScreenshot(folder: string, test: Mocha.Runnable, patience = 8000): void {
  const path = screenshotPath(test.fullTitle());
  const request = join(folder, `${process.pid}.request`);
  rmSync(path, { force: true });
  writeFileSync(`${request}.part`, path);
  renameSync(`${request}.part`, request);
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; existsSync(request) && waited < patience; waited += 50) Atomics.wait(sleep, 0, 0, 50);
  rmSync(request, { force: true });
  if (existsSync(path)) attachScreenshot(test, path);
}
