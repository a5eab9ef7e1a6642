/** Waits for a condition. The timeout only ends a test that would never finish: these tests do not measure time. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Locator } from "playwright-core";

/** Timeout in milliseconds, also for Playwright. */
export const patience = 90_000;

/** Polls until `holds` returns true. @param what names the condition in the error */
export async function until(holds: () => Promise<boolean>, what: string, milliseconds = patience): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${milliseconds / 1000} s for: ${what}`);
    await sleep(50);
  }
}

/** Returns whether an element becomes visible within this many milliseconds. */
export const appears = (locator: Locator, timeout: number): Promise<boolean> => succeeds(locator.waitFor({ timeout }));

export const succeeds = (attempt: Promise<void>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );
