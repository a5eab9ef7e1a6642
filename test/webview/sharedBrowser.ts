/** One browser for all tests of a process, started by the first that wants it and closed after the last. */
import type { Browser } from "playwright-core";
import { startBrowser } from "../launch/browser";

let browser: Promise<Browser> | undefined;

export function sharedBrowser(): Promise<Browser> {
  browser ??= startBrowser(["--renderer-process-limit=1"]);
  return browser;
}

// Beside no test: a hook of the whole process.
after(async () => (await browser?.catch(() => undefined))?.close());
