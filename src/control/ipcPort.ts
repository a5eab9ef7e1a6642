/** A Port over Node's IPC to a child process. */
import type { ChildProcess } from "node:child_process";
import type { Port } from "../protocol/port";

export function portOf(child: ChildProcess): Port {
  return {
    send: (message) => {
      if (!child.connected) throw new Error("the process has ended");
      child.send(message as object, () => {});
    },
    onMessage: (listener) => {
      child.on("message", listener);
      return () => child.off("message", listener);
    },
    onClose: (listener) => {
      // "disconnect" follows all pending messages; a process that failed to start only emits "error".
      child.once("disconnect", listener);
      child.once("error", listener);
      return () => {
        child.off("disconnect", listener);
        child.off("error", listener);
      };
    },
  };
}
