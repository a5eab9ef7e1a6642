/** The role `train`: trains, and lets its parent and other clients follow. */
import { constants } from "node:os";
import type { NetworkError } from "../../core/errors";
import type { OnClose } from "../../protocol/requests";
import { serve } from "../../protocol/serve";
import { version } from "../experiment/version";
import { handlersOf } from "../session/handlers";
import type { SessionOrder } from "../session/openSession";
import { Session } from "../session/session";
import { exit } from "./exit";
import type { ParentPort } from "./parentPort";

interface Life {
  detached: boolean;
  onClose?: OnClose | undefined;
}

/**
 * @param life `detached`: outlives its parent; with `onClose` the parent counts as a client until it connects otherwise
 */
export function train(port: ParentPort, order: SessionOrder, life: Life): void {
  const session = new Session(order);
  const { detached, onClose } = life;
  if (onClose) session.clients.follow(onClose);
  const leave = session.clients.join();
  session.handover.keeper = undefined;
  let hasFolder = false;
  const served = serve(port, "train", handlersOf(session), {
    version,
    onClose: () => {
      leave();
      if (!onClose && !(detached && hasFolder)) session.stop("interrupted");
    },
    onProblem: (problem) => session.log(problem),
  });
  session.onEvent((event) => {
    hasFolder ||= event.type === "started";
    served.send(event);
  });
  session.onStatus((status) => served.sendStatus(status));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      session.stop("interrupted");
      process.exitCode = 128 + constants.signals[signal];
    });
  }
  process.on("uncaughtException", (thrown) => void session.fail(thrown).then((error) => exit(port, error.exitCode)));
  session.run().then(
    () => exit(port),
    // The `failed` event has reported the error.
    (error: NetworkError) => exit(port, error.exitCode),
  );
}
