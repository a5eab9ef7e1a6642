/** Launches headless Chromium for the tests. */
import { type Browser, chromium } from "playwright-core";

export function startBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env.MATRIX_NETWORK_CHROMIUM;
  if (!executablePath) throw new Error("MATRIX_NETWORK_CHROMIUM is not set; run the tests by npm test");
  leaveOnSignals();
  return chromium.launch({
    // Playwright would close only the browser, and the tests would continue without one.
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

/** Exits on a signal; "exit" handlers then end every process that the tests started. */
function leaveOnSignals(): void {
  if (leaves) return;
  leaves = true;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
}
