/** `worker GROUP`: trains trials of a group beside other workers, on this machine and others, until none is left. */
import { existsSync } from "node:fs";
import { constants, getPriority, setPriority } from "node:os";
import { type Command, InvalidArgumentError } from "commander";
import { NetworkError } from "../core/errors";
import { groupFile } from "../groups/names";
import type { Event } from "../protocol/events";
import type { AnyGroupEvent } from "../protocol/groupEvents";
import { GroupWorker } from "../trainer/group/worker";
import { parseSeconds } from "../trainer/process/options";
import { eventsOption, jsonOption, refuseEventsAlone, refusing, runsOption } from "./commonOptions";
import { findRun } from "./findRun";
import { leaveSignals, signalExitCode } from "./leaveSignals";
import { peakMemory } from "./peakMemory";
import { counted, duration } from "./report/formatting";
import { trialEvent, trialLine } from "./report/trialLines";

/** Messages of a forked worker to its parent. */
export type WorkerMessage =
  | { readonly type: "event"; readonly trial: number; readonly event: Event }
  /** Peak memory so far, sent when the worker has its data and trains. */
  | { readonly type: "memory"; readonly bytes: number }
  /** No work is left: the processes that train the rest, if they are known to live on this machine. */
  | { readonly type: "idle"; readonly owners: readonly number[] }
  | { readonly type: "end"; readonly end: "over" | "ending" | "stopped" };

/** Messages of the parent to its worker. */
export type WorkerOrder = "stop" | "leave";

interface Options {
  until?: number;
  events?: boolean;
  json?: boolean;
  runs?: string;
}

export function addWorker(program: Command): void {
  eventsOption(jsonOption(runsOption(program.command("worker"))), "every trial's")
    .description("train trials of a group until none is left; several workers can share a group")
    .argument("<group>", "the folder of the group, or its name in the runs folder")
    .option(
      "--until <seconds>",
      "time limit, after which an unfinished trial is passed to other workers",
      refusing(parseUntil),
    )
    .action(async (name: string, { runs, ...options }: Options) => {
      // A parent process gets the events as messages.
      if (!process.send) refuseEventsAlone(options);
      const group = findRun(name, runs);
      if (!existsSync(groupFile(group))) throw new NetworkError("no-group", { folder: group });
      await work(group, options);
    });
}

function parseUntil(text: string): number {
  const seconds = parseSeconds(text);
  if (seconds === 0) throw new InvalidArgumentError("give at least one second");
  return seconds;
}

async function work(group: string, { until, events = false, json = false }: Options): Promise<void> {
  const print = (event: AnyGroupEvent | (Event & { trial: number })) => console.log(JSON.stringify(event));
  // Other programs on this machine have priority.
  if (process.send) setPriority(Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));
  const parent = process.send ? (message: WorkerMessage) => void process.send?.(message) : undefined;
  const worker = new GroupWorker(group, {
    onTrial: ({ proposal, result }) => {
      const event = trialEvent({ proposal, state: result?.state ?? "running", ...(result && { result }) });
      if (json) print(event);
      else if (result) console.log(trialLine(event));
    },
    onIdle: ({ trials, milliseconds, owners }) => {
      if (!parent) console.error(idleLine(trials, milliseconds));
      else if (owners) parent({ type: "idle", owners });
    },
    onEvent: (event, trial) => {
      if (event.type === "started") parent?.({ type: "memory", bytes: peakMemory() });
      if (!events) return;
      if (parent) parent({ type: "event", trial, event });
      else if (json) print({ ...event, trial });
    },
  });
  const timer = until === undefined ? undefined : setTimeout(() => worker.stop(), until * 1000);
  const forget = stopOnSignals(worker, parent !== undefined);
  try {
    const end = await worker.run();
    if (parent) parent({ type: "end", end });
    else if (end === "over") console.error(`no trial of ${group} is left to train`);
    else if (end === "ending") console.error(`other workers train the remaining trials of ${group}; this worker ends`);
  } finally {
    clearTimeout(timer);
    forget();
  }
}

/** @param milliseconds maximum wait; undefined if more trials may follow when these have ended */
function idleLine(trials: number, milliseconds: number | undefined): string {
  const what = `waits for ${counted(trials, "trial")} that others train`;
  if (milliseconds === undefined) return `${what}; more may follow`;
  return `${what}, in case one of them dies: for ${duration(milliseconds / 1000)} at most; Ctrl-C leaves at once`;
}

/** SIGUSR2 is a scheduler's warning that the time limit is near; on Windows nothing sends it. */
const signals = [...leaveSignals, "SIGUSR2"] as const;

/** @param isForked true if the parent decides: its terminal sends signals to both, and it sends a message */
function stopOnSignals(worker: GroupWorker, isForked: boolean): () => void {
  const stop = () => worker.stop();
  if (isForked) {
    process.on("message", (order: WorkerOrder) => (order === "leave" ? worker.leave() : stop()));
    process.on("disconnect", stop);
  }
  let isStopping = false;
  const onSignal = (signal: (typeof signals)[number]) => {
    if (signal !== "SIGUSR2") {
      const code = signalExitCode(signal);
      // A terminal that closes can send SIGHUP twice.
      if (isStopping && !isForked && signal !== "SIGHUP") process.exit(code);
      process.exitCode = code;
    }
    isStopping = true;
    stop();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
    if (isForked && process.connected) process.disconnect();
  };
}
