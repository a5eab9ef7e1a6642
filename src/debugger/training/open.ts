/** Opens a training for debugging: a new or resumed run, which this process trains, or a run that is over. */
import { resolve } from "node:path";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Dataset } from "../../data/dataset";
import type { Changed, Event } from "../../protocol/events";
import { keptEpochs } from "../../runs/courseKeyframes";
import { readHolder } from "../../runs/holder";
import { readManifest } from "../../runs/manifest";
import { readRecordedRun } from "../../runs/recordedRun";
import { TrainingScope } from "../../trainer/replay/condition";
import { TrainingReplay } from "../../trainer/replay/replay";
import type { TakenOver } from "../../trainer/session/openSession";
import type { StopReason } from "../../trainer/session/pauseGate";
import { say } from "../language";
import type { TrainingLaunch } from "../launch";
import type { Client } from "../program";
import { Alarms } from "./alarms";
import { Breakpoints } from "./breakpoints";
import { startOf } from "./course";
import { detachTraining, type Life } from "./detach";
import { Judge } from "./judge";
import { DebuggedTraining } from "./live";
import { LiveHead, SessionWatcher } from "./liveHead";
import { type Head, Navigator } from "./navigator";
import { operationsOf } from "./operations";
import { Stepper } from "./stepper";

interface Run {
  /** Path of the config file, which may have changed since the run. */
  readonly path: string;
  /** Start of the run, as `Date.now()`. */
  readonly began: number;
  readonly folder: string;
  readonly config: ResolvedConfig;
  readonly dataset: Dataset;
}

export interface OpenedTraining extends Run {
  readonly navigator: Navigator;
  readonly breakpoints: Breakpoints;
  readonly alarms: Alarms;
  readonly head: Head;
  /** Ends the training with a checkpoint. */
  end(reason: StopReason): Promise<void>;
  /** Continues the training in a process of its own; absent if the run is over. */
  detach?(): Promise<void>;
}

/** @param signal aborts a training that has not begun */
export async function openTraining(
  launch: TrainingLaunch,
  client: Client,
  signal: AbortSignal,
): Promise<OpenedTraining> {
  const { config, run = "", runs: runsDir, onClose } = launch;
  const life: Life = { onClose };
  if (config !== undefined) {
    const order = { train: config, runsDir, backend: "wasm" } as const;
    return openLive(order, { path: resolve(config), began: Date.now() }, client, { signal, life });
  }
  const { configPath, created } = await readManifest(run);
  const place = { path: configPath, began: Date.parse(created) };
  if (launch.attach) {
    const onTaken = ({ from, onClose }: TakenOver) => {
      life.onClose = onClose;
      client.output(say("Attached: process {0} has handed the training over.", from));
    };
    return openLive({ takeOver: run, onTaken }, place, client, { signal, life });
  }
  const holder = await readHolder(run);
  if (holder)
    throw new Error(say('process {0} trains {1}; debug it with "request": "attach"', holder.lock?.pid ?? "?", run));
  const { ended } = await readRecordedRun(run);
  if (ended === "completed" || ended === "early-stopped") return openRecorded(run, place, client);
  return openLive({ resume: run }, place, client, { signal, life });
}

async function openLive(
  order: Parameters<typeof DebuggedTraining.open>[0],
  { path, began }: Pick<Run, "path" | "began">,
  client: Client,
  { signal, life }: { signal: AbortSignal; life: Life },
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
  kept.push(...(await keptEpochs(folder, await readRecordedRun(folder))));
  const { config, dataset } = experiment;
  const recorded = { folder, config, dataset, changes, edits, kept, trained: live.head };
  const replay = await TrainingReplay.of(recorded, { onNote: (note) => client.output(note) });
  client.output(say("Training into {0}. Layers count from 1.", folder));
  if (backend.name !== "wasm") {
    client.output(say("The run is trained on {0}; the replay is computed on wasm and may differ.", backend.name));
  }
  const run = { path, began, folder, config, dataset };
  const parts = partsOf(run, replay, live.head, client);
  const head = new LiveHead(live, parts.judge);
  navigator = new Navigator(parts.stepper, parts.judge, head, client);
  head.navigator = navigator;
  watcher.head = head;
  // Without this copy the first stop would replay the run from its newest kept epoch.
  if (head.done > 0) await head.copy();
  const detach = () => detachTraining(live, folder, { ...life, client });
  return { ...run, ...parts, navigator, head, end: (reason) => live.end(reason), detach };
}

/** Opens a run that is over; writes nothing and holds no lock. */
async function openRecorded(
  folder: string,
  { path, began }: Pick<Run, "path" | "began">,
  client: Client,
): Promise<OpenedTraining> {
  const replay = await TrainingReplay.open(folder, { onNote: (note) => client.output(note) });
  client.output(say("{0} is completely trained. It is replayed, and nothing is written.", folder));
  const done = replay.countOf(replay.end);
  const run = { path, began, folder, config: replay.config, dataset: replay.dataset };
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
