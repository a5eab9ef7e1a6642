/**
 * Repeats a request whose connection was replaced before the answer: IPC by the control socket, or that of one process
 * by that of another which takes over the run, as the debugger does. All requests of a training may be repeated.
 */
import type { ChannelError } from "../../protocol/port";

/** @param reconnected resolves with true once requests can be sent again, or with false if they cannot */
export async function sendAgain<Result>(
  send: () => Promise<Result>,
  reconnected: () => Promise<boolean>,
): Promise<Result> {
  try {
    return await send();
  } catch (error) {
    const { code } = error as ChannelError;
    if (code !== "channel-closed" && code !== "peer-gone") throw error;
    // Whoever keeps the connection learns of its end in the same turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    if (!(await reconnected())) throw error;
    return send();
  }
}
