/** Opens a training to be debugged: a new run or one that goes on, which this process trains, or a run that is over. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Dataset } from "../../data/dataset";
import type { Changed, Event } from "../../protocol/events";
import { keptEpochs } from "../../runs/courseKeyframes";
import { readManifest } from "../../runs/manifest";
import { readSoFar } from "../../runs/soFar";
import { TrainingScope } from "../../trainer/replay/condition";
import { TrainingReplay } from "../../trainer/replay/replay";
import type { StopReason } from "../../trainer/session/pauseGate";
import type { TrainingLaunch } from "../launch";
import type { Client } from "../program";
import { Alarms } from "./alarms";
import { Breakpoints } from "./breakpoints";
import { startOf } from "./course";
import { Judge } from "./judge";
import { DebuggedTraining } from "./live";
import { LiveHead, SessionWatcher } from "./liveHead";
import { type Head, Navigator } from "./navigator";
import { operationsOf } from "./operations";
import { Stepper } from "./stepper";

interface Run {
  /** The config file as it is now; it may have been changed since. */
  readonly path: string;
  readonly folder: string;
  readonly config: ResolvedConfig;
  readonly dataset: Dataset;
}

export interface OpenedTraining extends Run {
  readonly navigator: Navigator;
  readonly breakpoints: Breakpoints;
  readonly alarms: Alarms;
  readonly head: Head;
  /** Ends what trains; a checkpoint is saved. */
  end(reason: StopReason): Promise<void>;
}

/** @param signal ends a training that has not begun */
export async function openTraining(
  launch: TrainingLaunch,
  client: Client,
  signal: AbortSignal,
): Promise<OpenedTraining> {
  const { config, run = "", runs: runsDir } = launch;
  if (config !== undefined) {
    const order = { train: config, runsDir, backend: "wasm" } as const;
    return openLive(order, resolve(config), client, signal);
  }
  const { configPath, created } = await readManifest(run);
  if (isSavedAfter(configPath, created)) {
    client.output(`${configPath} was saved after this run began: its lines may be those of other settings.`);
  }
  const { ended } = await readSoFar(run);
  if (ended === "completed" || ended === "early-stopped") return openRecorded(run, configPath, client);
  return openLive({ resume: run }, configPath, client, signal);
}

function isSavedAfter(file: string, time: string): boolean {
  const saved = statSync(file, { throwIfNoEntry: false });
  return saved !== undefined && saved.mtimeMs > Date.parse(time);
}

async function openLive(
  order: Parameters<typeof DebuggedTraining.open>[0],
  path: string,
  client: Client,
  signal: AbortSignal,
): Promise<OpenedTraining> {
  const changes: Changed[] = [];
  const kept: number[] = [];
  let navigator: Navigator | undefined;
  const onEvent = (event: Event) => {
    if (event.type === "changed") {
      changes.push(event);
      void navigator?.renew();
    }
    const epoch = event.type === "checkpoint" ? Number(/^epochs\/(\d+)\.npz$/.exec(event.file)?.[1]) : Number.NaN;
    if (epoch > 0) kept.unshift(epoch);
  };
  const watcher = new SessionWatcher(client, onEvent);
  const live = await DebuggedTraining.open(order, watcher, signal);
  const { folder, experiment, backend, edits, changes: earlier } = live.steered;
  changes.unshift(...earlier);
  kept.push(...(await keptEpochs(folder, await readSoFar(folder))));
  const { config, dataset } = experiment;
  const recorded = { folder, config, dataset, changes, edits, kept, trained: live.head };
  const replay = await TrainingReplay.of(recorded, { onNote: (note) => client.output(note) });
  client.output(`Training into ${folder}. Layers count from 1.`);
  if (backend.name !== "wasm") {
    client.output(
      `The run is trained on ${backend.name}; what is gone through again is trained on wasm and may differ.`,
    );
  }
  const run = { path, folder, config, dataset };
  const parts = partsOf(run, replay, live.head, client);
  const head = new LiveHead(live, parts.judge);
  navigator = new Navigator(parts.stepper, parts.judge, head, client);
  head.navigator = navigator;
  watcher.head = head;
  return { ...run, ...parts, navigator, head, end: (reason) => live.end(reason) };
}

/** Nothing is written, and no lock is held. */
async function openRecorded(folder: string, path: string, client: Client): Promise<OpenedTraining> {
  const replay = await TrainingReplay.open(folder, { onNote: (note) => client.output(note) });
  client.output(`${folder} is trained to its end: it is gone through again, and nothing is written.`);
  const done = replay.countOf(replay.end);
  const run = { path, folder, config: replay.config, dataset: replay.dataset };
  const parts = partsOf(run, replay, 0, client);
  const head: Head = { done, total: done, release: () => false };
  const navigator = new Navigator(parts.stepper, parts.judge, head, client);
  const end = async () => {
    await replay.close();
    client.terminated(0);
  };
  return { ...run, ...parts, navigator, head, end };
}

function partsOf({ path, config, dataset }: Run, replay: TrainingReplay, done: number, client: Client) {
  const { training } = replay;
  const scope = new TrainingScope({ config, dataset });
  const operations = operationsOf(training.network, training.operations(), training.settings());
  const breakpoints = new Breakpoints(path, scope, operations, (text, line) => client.output(text, line));
  const alarms = new Alarms(scope, config.layers);
  const judge = new Judge(breakpoints, alarms, replay.batches);
  return { breakpoints, alarms, judge, stepper: new Stepper(replay, startOf(done)) };
}
