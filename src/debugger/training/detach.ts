/** Lets a debugged training go on without the debugger: in a process of its own, from the minibatch it has come to. */
import { join } from "node:path";
import { startDetached } from "../../control/detached";
import type { OnClose } from "../../protocol/requests";
import type { Client } from "../program";
import type { DebuggedTraining } from "./live";

/** How a training lives when it goes on by itself. */
export interface Life {
  /** What it does when no window is connected; undefined: it goes on to its end. */
  onClose: OnClose | undefined;
}

/** Where no process can go on with it, it ends with a checkpoint, and the person reads why. */
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
    client.output(`Detached: the training goes on in process ${detached.pid}.`);
    return over;
  }
  client.output(
    `${detached.failed.message}\nThe training cannot go on without the debugger. It ends here with a checkpoint.`,
  );
  await live.end("interrupted");
}
