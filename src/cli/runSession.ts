/** Runs a session in the terminal and reports it. Ctrl-C, SIGTERM and a closed terminal save a checkpoint first. */
import { constants } from "node:os";
import type { EpochEnded } from "../protocol/events";
import type { SessionOrder } from "../trainer/session/openSession";
import { Session } from "../trainer/session/session";
import { chooseReporter } from "./report/chooseReporter";

export async function runSession(
  order: Extract<SessionOrder, { train: string } | { resume: string }>,
  { json = false, earlier = [] }: { json?: boolean | undefined; earlier?: readonly EpochEnded[] },
): Promise<void> {
  const session = new Session(order);
  const name = "train" in order ? order.train : order.resume;
  const reporter = chooseReporter({ name, session, earlier }, json);
  session.onEvent((event) => reporter.show(event));
  const forget = stopOnSignals(session, () => reporter.stopping());
  try {
    await session.run();
  } finally {
    forget();
    reporter.end();
  }
}

/** Node is ended by SIGHUP even under nohup: better with a checkpoint. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The first signal stops and saves, a second one quits at once. */
export function stopOnSignals(session: Pick<Session, "stop">, onStopping: () => void): () => void {
  const onSignal = (signal: (typeof signals)[number]) => {
    const code = 128 + constants.signals[signal];
    if (process.exitCode !== undefined) process.exit(code);
    process.exitCode = code;
    onStopping();
    session.stop("interrupted");
  };
  // Whoever read our output has gone: nobody is there to see the rest.
  const onBrokenPipe = () => session.stop("interrupted");
  for (const signal of signals) process.on(signal, onSignal);
  process.stdout.on("error", onBrokenPipe);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}
