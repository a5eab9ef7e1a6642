/** Waiting for a condition. The bound only ends a test that would never go on: how long something takes is no matter of these tests. */
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds after which a test gives up waiting, also for what Playwright waits for. */
export const patience = 90_000;

/** Looks until it holds; `what` names it in the error. */
export async function until(holds: () => Promise<boolean>, what: string, milliseconds = patience): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${milliseconds / 1000} s for: ${what}`);
    await sleep(50);
  }
}
