/** How runs stand, read cheaply: the manifest, the end of metrics.jsonl and the lock. */
import { access, readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Best, Done, EpochEnded, Event, Failed, Started } from "../protocol/events";
import type { RunState } from "../protocol/panel";
import { about } from "./errors";
import { latestPerEpoch, readEvents, readLastEvents } from "./events";
import { isRunId } from "./folders";
import { isLocked } from "./lock";
import { readManifest } from "./manifest";

export interface RunSummary {
  folder: string;
  /** Name of the folder. */
  id: string;
  /** Stem of the config's file name. */
  network: string;
  state: RunState;
  createdAt: Date;
  /** Epochs finished, of so many. */
  epoch: number;
  epochs: number;
  best?: Best;
  /** Of training and evaluation. */
  seconds: number;
  backend: string;
  /** What is wrong, in words. */
  problem?: string;
}

/** Enough for the end of any run; only runs without one are read as a whole. */
const tailBytes = 16_384;

/** Throws NetworkError of kind "run". */
export async function readRun(folder: string): Promise<RunSummary> {
  const manifest = await readManifest(folder);
  // The lock first: a run that ends in between has then written its last event.
  const locked = await isLocked(folder);
  const { config, backend, created } = manifest;
  const run = {
    ...namesOf(folder),
    createdAt: new Date(created),
    epochs: config.training.epochs,
    backend,
  };
  return { ...run, ...readProgress(await readEnough(folder), locked) };
}

const namesOf = (folder: string) => ({
  folder,
  id: basename(resolve(folder)),
  network: basename(dirname(resolve(folder))),
});

/** The last session's end where it has one, else everything. */
async function readEnough(folder: string): Promise<Event[]> {
  const { events, complete } = await readLastEvents(folder, tailBytes);
  const ended = events.findLastIndex(({ type }) => type === "done");
  const enough = ended > events.findLastIndex(({ type }) => type === "started") && events.some(isEpoch);
  return complete || enough ? events : readEvents(folder);
}

function readProgress(
  all: Event[],
  locked: boolean,
): Pick<RunSummary, "state" | "epoch" | "seconds" | "best" | "problem"> {
  const events = latestPerEpoch(all);
  const epochs = events.filter(isEpoch);
  const started = events.findLast((event): event is Started => event.type === "started");
  const session = started ? events.slice(events.indexOf(started)) : events;
  const end = session.findLast((event): event is Done | Failed => event.type === "done" || event.type === "failed");
  const best = end?.type === "done" ? end.best : bestOf(epochs);
  const state = stateOf(end, started !== undefined, locked);
  const problem = problemOf(end, state);
  return {
    state,
    epoch: epochs.at(-1)?.epoch ?? Math.max(0, (started?.startEpoch ?? 1) - 1),
    seconds:
      end?.type === "done"
        ? end.seconds
        : epochs.reduce((sum, { trainSeconds, evaluateSeconds }) => sum + trainSeconds + evaluateSeconds, 0),
    ...(best && { best }),
    ...(problem !== undefined && { problem }),
  };
}

function stateOf(end: Done | Failed | undefined, started: boolean, locked: boolean): RunState {
  if (end) return end.type === "failed" ? "failed" : end.reason;
  if (!locked) return "crashed";
  return started ? "running" : "starting";
}

function problemOf(end: Done | Failed | undefined, state: RunState): string | undefined {
  if (end?.type === "failed") return end.message;
  return state === "crashed" ? "the process that trained it is gone; resume it from its last checkpoint" : undefined;
}

/** The best validation accuracy, else the least validation error, else the last epoch; the first of equals. */
export function bestOf(epochs: readonly EpochEnded[]): Best | undefined {
  const of = (metric: "validationAccuracy" | "validationRmse" | "validationCost", sign: 1 | -1): Best | undefined =>
    epochs.reduce<Best | undefined>((best, { epoch, [metric]: value }) => {
      if (value === undefined || Number.isNaN(value)) return best;
      return best && sign * value <= sign * best.value ? best : { epoch, metric, value };
    }, undefined);
  const last = epochs.at(-1);
  return (
    of("validationAccuracy", 1) ??
    of("validationRmse", -1) ??
    of("validationCost", -1) ??
    (last && { epoch: last.epoch, metric: "cost", value: last.cost })
  );
}

function isEpoch(event: Event): event is EpochEnded {
  return event.type === "epoch";
}

/** Newest first. A folder that cannot be read is in the list too, with its problem; no folder at all is no run. */
export async function listRuns(runsDir: string): Promise<RunSummary[]> {
  const runs: RunSummary[] = [];
  for (const network of await foldersIn(runsDir)) {
    const ids = await foldersIn(join(runsDir, network));
    const folders = ids.map((id) => join(runsDir, network, id));
    runs.push(...(await Promise.all(folders.map(readIfRun))).filter((run) => run !== undefined));
  }
  return runs.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
}

async function foldersIn(folder: string): Promise<string[]> {
  return about(folder, async () => {
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map(({ name }) => name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  });
}

/** Of a folder that is neither named nor filled as a run, nothing. */
async function readIfRun(folder: string): Promise<RunSummary | undefined> {
  const { id, network } = namesOf(folder);
  const hasManifest = await access(join(folder, "manifest.json")).then(
    () => true,
    () => false,
  );
  if (!hasManifest && !isRunId(id)) return undefined;
  return readRun(folder).catch((error: Error) => ({
    folder,
    id,
    network,
    state: "failed" as const,
    createdAt: createdFrom(id),
    epoch: 0,
    epochs: 0,
    seconds: 0,
    backend: "",
    problem: error.message,
  }));
}

function createdFrom(id: string): Date {
  const iso = id.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z.*/, "$1-$2-$3T$4:$5:$6Z");
  const time = Date.parse(iso);
  return new Date(Number.isNaN(time) ? 0 : time);
}
