/** Runs a session in the terminal and reports it. Ctrl-C, SIGTERM and a closed terminal save a checkpoint first. */
import type { Edited } from "../protocol/edited";
import type { EpochEnded } from "../protocol/events";
import type { SessionOrder } from "../trainer/session/openSession";
import { Session } from "../trainer/session/session";
import { Attached } from "./attached";
import { noCode } from "./failures";
import { type LeaveSignal, leaveSignals, signalExitCode } from "./leaveSignals";
import { chooseReporter } from "./report/chooseReporter";
import { comparisonLines } from "./report/summaryLines";

export async function runSession(
  order: Named,
  {
    json = false,
    earlier = [],
    edits,
  }: { json?: boolean | undefined; earlier?: readonly EpochEnded[]; edits?: readonly Edited[] },
): Promise<void> {
  const session = new Session(order);
  const name = nameOf(order);
  const reporter = chooseReporter({ name, session, earlier, edits }, json);
  session.onEvent((event) => {
    reporter.show(event);
    if (event.type === "failed" && !json) for (const line of comparisonLines(event)) reporter.note(line);
    if (event.type === "done" && event.again?.same === false) process.exitCode = noCode;
  });
  let folder = "";
  session.onEvent((event) => {
    if (event.type === "started") folder = event.run;
  });
  session.handover.keeper = undefined;
  const forget = stopOnSignals(session, () => reporter.stopping());
  try {
    await session.run();
    const { to } = session.handover;
    if (!to || !session.config) return;
    // A debugger has taken the training over: this terminal shows its progress, and exits with its final code.
    forget();
    const { config } = session;
    process.exitCode = await new Attached({ name, folder, config, json }).goOn(reporter, to);
  } finally {
    forget();
    reporter.end();
  }
}

type Named = Extract<SessionOrder, { train: string } | { resume: string } | { trial: number }>;

const nameOf = (order: Named): string =>
  "train" in order ? order.train : "resume" in order ? order.resume : `${order.group}, trial ${order.trial}`;

/**
 * The first signal stops and saves, also SIGHUP, which ends Node even under nohup. A second one quits at once, except
 * SIGHUP: a terminal that closes can send it twice, by itself and by the kernel.
 */
export function stopOnSignals(session: Pick<Session, "stop">, onStopping: () => void): () => void {
  const onSignal = (signal: LeaveSignal) => {
    const code = signalExitCode(signal);
    if (process.exitCode !== undefined) {
      if (signal === "SIGHUP") return;
      process.exit(code);
    }
    process.exitCode = code;
    onStopping();
    session.stop("interrupted");
  };
  // The reader of the output has exited.
  const onBrokenPipe = () => session.stop("interrupted");
  for (const signal of leaveSignals) process.on(signal, onSignal);
  process.stdout.on("error", onBrokenPipe);
  return () => {
    for (const signal of leaveSignals) process.off(signal, onSignal);
  };
}
