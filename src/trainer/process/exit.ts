/** How a child process exits: once its messages are sent, or after a time without requests. */
import type { ServeOptions } from "../../protocol/serve";
import type { ParentPort } from "./parentPort";

const idleMilliseconds = 5 * 60_000;

/** Exits after a time without requests and work; pending requests are finished first. */
export function exitWhenIdle(
  port: ParentPort,
  milliseconds = idleMilliseconds,
  isBusy = () => false,
): Pick<ServeOptions, "onRequest" | "onAnswer"> {
  let working = 0;
  const idle = setTimeout(() => (working > 0 || isBusy() ? idle.refresh() : void exit(port)), milliseconds);
  return {
    onRequest: () => working++,
    onAnswer: () => {
      working--;
      idle.refresh();
    },
  };
}

/** Exits once all messages have been sent. */
export async function exit(port: ParentPort, exitCode?: number): Promise<void> {
  await port.flushed();
  // process.exit(undefined) would reset the exit code that a signal has set.
  process.exitCode = exitCode ?? process.exitCode;
  process.exit();
}
