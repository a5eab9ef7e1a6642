/** Headless Chromium, as the tests use it. */
import { type Browser, chromium } from "playwright-core";

export function startBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env.MATRIX_NETWORK_CHROMIUM;
  if (!executablePath) throw new Error("MATRIX_NETWORK_CHROMIUM is not set; run the tests by npm test");
  leaveOnSignals();
  return chromium.launch({
    // Playwright would end the browser alone, and the tests would go on without one.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
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

let leaves = false;

/** A signal ends us at once, and by handlers of "exit" everything that we started. */
function leaveOnSignals(): void {
  if (leaves) return;
  leaves = true;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
}
