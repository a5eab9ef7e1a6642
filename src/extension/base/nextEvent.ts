/** An event as a promise. */
import type { Event } from "vscode";

/** Resolves with the value with which the event fires next. */
export const nextEvent = <Value>(event: Event<Value>): Promise<Value> =>
  new Promise((resolve) => {
    const listener = event((value) => {
      listener.dispose();
      resolve(value);
    });
  });
