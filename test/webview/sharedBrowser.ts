/** One browser for all tests of a process, started by the first test that needs it and closed after the last. */
import type { Browser } from "playwright-core";
import { startBrowser } from "../launch/browser";

let browser: Promise<Browser> | undefined;

export function sharedBrowser(): Promise<Browser> {
  browser ??= startBrowser(["--renderer-process-limit=1"]);
  return browser;
}

// A root hook: it runs after all tests of the process.
after(async () => (await browser?.catch(() => undefined))?.close());
