/** Continues a debugged training without the debugger, in a process of its own, from its current minibatch. */
import { join } from "node:path";
import { startDetached } from "../../control/detached";
import type { OnClose } from "../../protocol/requests";
import { say, sayError } from "../language";
import type { Client } from "../program";
import type { DebuggedTraining } from "./live";

/** Settings of a training that continues without the debugger. */
export interface Life {
  /** Action when no window is connected; undefined: the training continues to its end. */
  onClose: OnClose | undefined;
}

/** Hands the training over to a new process; if that fails, ends it with a checkpoint and outputs why. */
export async function detachTraining(
  live: DebuggedTraining,
  folder: string,
  { onClose, client }: Life & { client: Client },
): Promise<void> {
  const over = live.handOver();
  const life = onClose ? ["--on-close", onClose.action, "--grace", `${onClose.graceSeconds}`] : [];
  const script = join(__dirname, "trainer.js");
  const detached = await startDetached({ script, args: ["take", folder, ...life], near: folder }).catch(
    (error: Error) => ({ failed: error }),
  );
  if ("started" in detached) {
    client.output(say("Detached: the training continues in process {0}.", String(detached.pid)));
    return over;
  }
  client.output(
    `${sayError(detached.failed)}\n${say("The training cannot continue without the debugger. It stops with a checkpoint.")}`,
  );
  await live.end("interrupted");
}
