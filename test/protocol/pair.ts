/** Two connected ports in memory that behave like IPC: messages arrive in order, later, and copied. */
import { setImmediate } from "node:timers/promises";
import type { Port } from "../../src/protocol/port";

export interface Pair {
  here: Port;
  there: Port;
  /** Ends the connection; either end is notified after all earlier messages have arrived. */
  kill(): void;
  /** Resolves when all sent messages have arrived. */
  settled(): Promise<void>;
}

export function pair(): Pair {
  const ends = [new End(), new End()];
  let dead = false;
  let queue: Promise<void> = Promise.resolve();
  const later = (work: () => void) => {
    queue = queue.then(() => setImmediate()).then(work);
  };
  const portOf = (own: End, other: End): Port => ({
    send: (message) => {
      if (dead) throw new Error("channel closed");
      const copy = structuredClone(message);
      later(() => {
        for (const listener of [...other.listeners]) listener(copy);
      });
    },
    onMessage: (listener) => subscribe(own.listeners, listener),
    onClose: (listener) => subscribe(own.closers, listener),
  });
  return {
    here: portOf(ends[0], ends[1]),
    there: portOf(ends[1], ends[0]),
    kill: () => {
      dead = true;
      later(() => {
        for (const close of ends.flatMap(({ closers }) => [...closers])) close();
      });
    },
    settled: async () => {
      for (let i = 0; i < 10; i++) await queue.then(() => setImmediate());
    },
  };
}

class End {
  readonly listeners = new Set<(message: unknown) => void>();
  readonly closers = new Set<() => void>();
}

function subscribe<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => set.delete(listener);
}
