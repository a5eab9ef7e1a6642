/** The progress of a run, from the end of its metrics.jsonl. */
import type { ResolvedConfig } from "../config/schema/resolve";
import { betterOf } from "../core/earlyStopping";
import { noticed } from "../messages";
import { type Cited, inEnglish, type SayMessage } from "../messages/said";
import type { Best, Done, EpochEnded, Event, Failed } from "../protocol/events";
import type { RunState } from "../protocol/panel";
import { latestPerEpoch, metricsFile, readEvents, readLastEvents } from "./events";
import { type Measured, measuredIn } from "./measured";

export interface Progress {
  state: RunState;
  /** Number of finished and of planned epochs. */
  epoch: number;
  epochs: number;
  best?: Best;
  /** Seconds of training and evaluation in all sessions (for a long ended run, in its last session). */
  seconds: number;
  /** Description of the problem. */
  problem?: string;
  /** Damaged files, one per line. */
  damage?: string;
  /** Number of values set in the debugger; undefined for none. */
  edits?: number;
  /** Metrics, as far as they were read. */
  measured?: Measured;
}

/** Longer than the file of most runs, which are read completely. */
const tailBytes = 65_536;

interface Read {
  events: Event[];
  /** True if these are all required events, and not only the last ones. */
  complete: boolean;
  /** True if the file ends within a line. */
  torn: boolean;
}

/** Reads the end of a long ended run; all of a run resumed recently, or without an end. */
async function readEnough(folder: string): Promise<Read> {
  const tail = await readLastEvents(folder, tailBytes);
  const has = (type: Event["type"]) => tail.events.some((event) => event.type === type);
  if (tail.complete || (has("done") && has("epoch") && !has("started"))) return tail;
  const events: Event[] = await readEvents(folder, ["started", "epoch", "changed", "edited", "done", "failed"]);
  return { events, complete: true, torn: tail.torn };
}

type Planned = Pick<ResolvedConfig["training"], "epochs" | "bestMetric">;

/**
 * @param planned values of the run's config
 * @param locked true if a living process writes the run
 * @param say returns the text of a message
 */
export async function readProgress(
  folder: string,
  planned: Planned,
  locked: boolean,
  say: SayMessage = inEnglish,
): Promise<Progress> {
  const read = await readEnough(folder);
  const progress = summarize(read, planned, locked, say);
  // During training the last line may be incomplete; after an end event it is irrelevant.
  if (!read.torn || progress.state !== "crashed") return progress;
  const damage = say(noticed("metrics-torn/ended", { file: metricsFile(folder) }));
  return { ...progress, problem: damage, damage };
}

function summarize(read: Read, planned: Planned, locked: boolean, say: SayMessage): Progress {
  const events = latestPerEpoch(read.events);
  const epochs = events.filter((event) => event.type === "epoch");
  const started = events.findLast((event) => event.type === "started");
  const session = started ? events.slice(events.indexOf(started)) : events;
  const end = session.findLast((event) => event.type === "done" || event.type === "failed");
  const ended = end?.type === "done" ? end : undefined;
  const state = stateOf(end, started !== undefined, locked);
  const best = ended?.best ?? bestOf(epochs, planned.bestMetric);
  const problem = problemOf(end, state);
  // Only the end of a long run was read; its last event has their number.
  const edits = Math.max(ended?.edited ?? 0, events.filter(({ type }) => type === "edited").length);
  const epoch = epochs.at(-1)?.epoch ?? Math.max(0, (started?.startEpoch ?? 1) - 1);
  return {
    state,
    epoch,
    epochs: Math.max(epoch, epochsAsChanged(events) ?? planned.epochs),
    seconds: ended && !read.complete ? ended.seconds : sumOfSeconds(epochs),
    ...(best && { best }),
    ...(problem && { problem: say(problem) }),
    ...(edits > 0 && { edits }),
    measured: measuredIn(events, best?.epoch, read.complete),
  };
}

function epochsAsChanged(events: Event[]): number | undefined {
  const change = events.findLast((event) => event.type === "changed" && event.path === "training.epochs");
  return change?.type === "changed" && typeof change.to === "number" ? change.to : undefined;
}

const sumOfSeconds = (epochs: EpochEnded[]) =>
  epochs.reduce((sum, { trainSeconds, evaluateSeconds }) => sum + trainSeconds + evaluateSeconds, 0);

const bestOf = (epochs: EpochEnded[], recorded: Planned["bestMetric"]) =>
  epochs.reduce<Best | undefined>((best, ended) => betterOf(best, ended.epoch, ended, recorded), undefined);

function stateOf(end: Done | Failed | undefined, started: boolean, locked: boolean): RunState {
  if (end) return end.type === "failed" ? "failed" : end.reason;
  if (!locked) return "crashed";
  return started ? "running" : "starting";
}

function problemOf(end: Done | Failed | undefined, state: RunState): Cited | undefined {
  if (end?.type === "failed") return end;
  return state === "crashed" ? noticed("run-crashed", {}) : undefined;
}
