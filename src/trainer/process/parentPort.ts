/** The connection to the parent process that forked this one: Node's IPC. */
import type { Port } from "../../protocol/port";

export interface ParentPort extends Port {
  /** Resolves once all messages have been sent. */
  flushed(): Promise<void>;
}

/** Returns undefined if this process was not forked. */
export function parentPort(): ParentPort | undefined {
  if (!process.send) return undefined;
  let last: Promise<void> = Promise.resolve();
  return {
    send(message) {
      if (!process.connected) throw new Error("disconnected");
      // An error here means that the parent is exiting; `disconnect` follows.
      last = new Promise((resolve) => {
        process.send?.(message, undefined, {}, () => resolve());
      });
    },
    onMessage(listener) {
      process.on("message", listener);
      return () => process.off("message", listener);
    },
    onClose(listener) {
      process.on("disconnect", listener);
      return () => process.off("disconnect", listener);
    },
    flushed: () => last,
  };
}
