/** `train --detach` and `resume --detach`: training continues after this command, and its terminal, have ended. */
import { join, relative } from "node:path";
import { startDetached } from "../control/detached";
import { runsDirOf } from "../runs/folders";
import { readHolder } from "../runs/holder";
import type { SessionOptions } from "./commonOptions";
import { leaveSignals } from "./leaveSignals";
import { jsonLines } from "./report/jsonLines";
import { program, typed } from "./report/summaryLines";

export type DetachOrder = (
  | { train: string; trial?: number | undefined }
  | { resume: string; keepSchedule?: boolean | undefined }
) &
  SessionOptions;

/** Returns the exit code once the run has its folder, or has failed. */
export async function detach(order: DetachOrder): Promise<number> {
  const reporter = order.json ? jsonLines() : undefined;
  const wait = new AbortController();
  const cancel = () => wait.abort();
  for (const signal of leaveSignals) process.once(signal, cancel);
  const detached = await startDetached({
    script: join(__dirname, "trainer.js"),
    args: argumentsOf(order),
    near: "train" in order ? (order.runs ?? runsDirOf(order.train)) : order.resume,
    onEvent: (event) => {
      if (reporter) reporter.show(event);
      else if (event.type === "warning") console.error(event.message);
    },
    signal: wait.signal,
  });
  if ("failed" in detached) {
    console.error(detached.failed.message);
    return detached.exitCode;
  }
  const { outputLost } = detached;
  if (outputLost) console.error(`the output of the process is not saved (${outputLost}); its log is in log.txt`);
  if (!reporter) {
    const run = relative(process.cwd(), detached.started.run);
    console.log([`training in process ${detached.pid}`, `run       ${run}`, ...(await next(run, detached))].join("\n"));
  }
  return 0;
}

/** Returns lines about the next step: attach, as long as the run trains and has a control socket. */
async function next(run: string, { started, pid }: { started: { run: string }; pid: number }): Promise<string[]> {
  const holder = await readHolder(started.run);
  if (!holder) return ["it has ended already", `evaluate  ${program()} evaluate ${typed(run)}`];
  if (holder.lock?.socket !== undefined) return [`attach    ${program()} attach ${typed(run)}`];
  const why = "attach is not possible: the process has no control socket; see its log.txt";
  return process.platform === "win32" ? [why] : [why, `stop      kill -INT ${pid}`];
}

/** Returns the arguments in the form that the trainer parses. */
function argumentsOf(order: DetachOrder): string[] {
  const { epochs, seed, backend, threads, runs } = order;
  const role = "train" in order ? ["train", order.train] : ["resume", order.resume];
  const options = { epochs, seed, backend, threads, ...("train" in order && { runs, trial: order.trial }) };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const keepSchedule = "resume" in order && order.keepSchedule ? ["--keep-schedule"] : [];
  return [...role, ...given.flatMap(([name, value]) => [`--${name}`, `${value}`]), ...keepSchedule];
}
