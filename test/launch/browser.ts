/** Headless Chromium, as the tests use it. */
import { type Browser, chromium } from "playwright-core";

export function startBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env.MATRIX_NETWORK_CHROMIUM;
  if (!executablePath) throw new Error("MATRIX_NETWORK_CHROMIUM is not set; run the tests by npm test");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}
