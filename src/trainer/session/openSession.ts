/**
 * Opens a session: a new run of a config, or a run folder to continue. Writes nothing before all checks have passed.
 */

import { resolve } from "node:path";
import type { GpuTrial } from "../../backends/auto/gpu";
import { createBackend, withReport } from "../../backends/select";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Backend } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import type { NamedArray } from "../../core/layer";
import type { BackendName } from "../../core/names";
import { stateNames } from "../../core/optimizers";
import { finalFolder, groupOfRun, isGroupFolder } from "../../groups/finalRun";
import { noticed } from "../../messages";
import type { Cited } from "../../messages/said";
import type { Edited } from "../../protocol/edited";
import type { Changed, Event } from "../../protocol/events";
import type { OnClose } from "../../protocol/requests";
import type { Checkpoint } from "../../runs/checkpoint";
import { writeLabel } from "../../runs/label";
import type { Waiting } from "../../runs/lock";
import { type Manifest, readManifest } from "../../runs/manifest";
import { newestCheckpoint } from "../../runs/newestCheckpoint";
import { type RecordedRun, readRecordedRun } from "../../runs/recordedRun";
import { createRun, type NewRun, type RunWriter, reopenRun } from "../../runs/writer";
import { changeSetting, keptScheduleEnd } from "../experiment/changes";
import { recordData } from "../experiment/dataRecord";
import { networkShape } from "../experiment/network";
import type { Overrides } from "../experiment/overrides";
import { type Experiment, loadExperimentData, prepare, refuseFolds } from "../experiment/prepare";
import { loadRecordedRun } from "../experiment/recorded";
import { readSavedStart, readStartWeights } from "../experiment/startWeights";
import { version } from "../experiment/version";
import { checkpointLost, metricsLost, metricsTorn } from "./notices";
import { defaultName, keepEveryOfRepeat, runsDirOfGroup, runToTrainAgain } from "./trialAgain";

export type SessionOrder =
  | ({ train: string; runsDir?: string | undefined } & Overrides)
  /** `keepSchedule`: with more epochs a cosine schedule still ends at its original epoch. */
  | ({ resume: string; keepSchedule?: boolean | undefined } & Overrides)
  /** Trains a recorded run again from its start; `keepEvery` replaces the config's. */
  | ({ again: string; runsDir: string; keepEvery: number } & Overrides)
  /** Continues a run that another process trains, from the minibatch that it has reached. */
  | { takeOver: string; onTaken?(taken: TakenOver): void }
  /** Trains a trial of a group again, with saved epochs; `runsDir` is that of the group by default. */
  | ({ group: string; trial: number; runsDir?: string | undefined } & Pick<Overrides, "threads">)
  /** An already opened session, such as the final training of folds. */
  | { opened: OpenedSession };

/** The reply of the process that trained a run until now. */
export interface TakenOver {
  readonly from: number;
  /** Policy for a training without clients. */
  readonly onClose: OnClose | undefined;
}

export interface OpenedSession {
  experiment: Experiment;
  backend: Backend;
  backendReason: Cited;
  /** Times the GPU beside this run. */
  gpuTrial?: GpuTrial | undefined;
  /** Initial weights, in place of those of the seed. */
  start?: NamedArray[] | undefined;
  /** Trial that this run repeats, and is compared with at its end. */
  trial?: Manifest["trial"] | undefined;
  /** Creates or reopens the run folder: the first write of a session. */
  openFolder(waiting: Waiting): Promise<SessionFolder>;
}

export interface SessionFolder {
  writer: RunWriter;
  /** Checkpoint that a resumed run continues from; undefined: it starts at the beginning. */
  checkpoint?: Checkpoint;
  /** Settings that were changed in earlier sessions. */
  changes: Changed[];
  /** Values that were set by hand in earlier sessions. */
  edits: Edited[];
  /** Damage of the folder, and its consequences. */
  warnings: Event[];
  /** True if this session created the folder. */
  isNew: boolean;
}

/** Opens every order but `takeOver`. */
export async function openSession(order: Exclude<SessionOrder, { takeOver: string }>): Promise<OpenedSession> {
  if ("opened" in order) return order.opened;
  if ("again" in order) return openAgain(order);
  if ("group" in order) return openTrialAgain(order);
  return "train" in order ? openNew(order) : openResumed(order);
}

async function openNew(order: Extract<SessionOrder, { train: string }>): Promise<OpenedSession> {
  const load = (config: ResolvedConfig, file: string) => loadExperimentData(config, file, undefined, true);
  const experiment = await prepare(order.train, order, { load });
  refuseFolds(experiment);
  const { start: wanted } = experiment.config.training;
  const start = wanted && (await readStartWeights(wanted, experiment, order.runsDir));
  const aboutStart = (start?.facts && experiment.againstStart?.(start.facts)) ?? [];
  experiment.warnings.push(...aboutStart.filter(({ severity }) => severity === "warning"));
  const { backend, reason, gpuTrial } = await backendFor(experiment, experiment.config.backend, true);
  const openFolder = async () => ({
    writer: await newFolder(experiment, backend, order.runsDir),
    changes: [],
    edits: [],
    warnings: [],
    isNew: true,
  });
  return { experiment, backend, backendReason: reason, gpuTrial, start: start?.arrays, openFolder };
}

function newFolder(
  experiment: Experiment,
  backend: Backend,
  runsDir: string | undefined,
  trial?: Manifest["trial"],
): Promise<RunWriter> {
  const manifest = { ...manifestOf(experiment, backend), ...(trial && { trial }) };
  return createRun({ configPath: resolve(experiment.file), runsDir, manifest });
}

/** Returns the manifest of a new run. */
export const manifestOf = ({ config, dataset }: Experiment, backend: Backend): NewRun["manifest"] => ({
  config,
  data: recordData(dataset),
  seed: config.training.seed,
  backend: backend.name,
  threads: backend.threads,
  versions: { product: version, node: process.version, platform: `${process.platform}-${process.arch}` },
});

async function openAgain(
  { again: folder, runsDir, keepEvery, ...overrides }: Extract<SessionOrder, { again: string }>,
  trial?: Manifest["trial"],
): Promise<OpenedSession> {
  const { manifest, dataset, backend: name } = await loadRecordedRun(folder);
  const { changes, edits } = await readRecordedRun(folder);
  const training = { ...manifest.config.training, keepEvery };
  const config = { ...manifest.config, training, threads: overrides.threads ?? manifest.config.threads };
  const experiment: Experiment = { file: manifest.configPath, config, dataset, locate: () => folder, warnings: [] };
  const { backend, reason } = await backendFor(experiment, overrides.backend ?? name);
  const openFolder = async () => {
    const writer = await newFolder(experiment, backend, runsDir, trial);
    return { writer, changes, edits, warnings: [], isNew: true };
  };
  return { experiment, backend, backendReason: reason, start: await readSavedStart(folder), trial, openFolder };
}

async function openTrialAgain(order: Extract<SessionOrder, { trial: number }>): Promise<OpenedSession> {
  const { trial: number, threads, runsDir = runsDirOfGroup(resolve(order.group)) } = order;
  const trial = { group: resolve(order.group), number };
  const again = await runToTrainAgain(trial);
  const keepEvery = keepEveryOfRepeat((await readManifest(again)).config);
  const opened = await openAgain({ again, runsDir, keepEvery, threads }, trial);
  const openFolder = async (waiting: Waiting) => {
    const folder = await opened.openFolder(waiting);
    await writeLabel(folder.writer.folder, { name: await defaultName(trial) });
    return folder;
  };
  return { ...opened, backendReason: noticed("backend-chosen/trial", {}), openFolder };
}

async function openResumed(order: Extract<SessionOrder, { resume: string }>): Promise<OpenedSession> {
  const { resume: folder } = order;
  if (isGroupFolder(folder)) throw new NetworkError("group-session", { folder });
  const recordedRun = await readRecordedRun(folder);
  refuseChangeOfGroup(folder, recordedRun, order.epochs);
  refuseFinished(folder, recordedRun, order.epochs);
  const { manifest, dataset, backend: name } = await loadRecordedRun(folder);
  refuseOtherwise(manifest, order);
  if (order.keepSchedule) keptScheduleEnd(changedConfig(manifest.config, recordedRun.changes));
  const config = { ...manifest.config, threads: order.threads ?? manifest.config.threads };
  const experiment: Experiment = { file: folder, config, dataset, locate: () => folder, warnings: [] };
  const { backend } = await backendFor(experiment, name);
  const openFolder = async (waiting: Waiting) => {
    const writer = await reopenRun(folder, waiting);
    try {
      return { writer, ...(await goOn(folder, config, writer.torn)), isNew: false };
    } catch (error) {
      await writer.close();
      throw error;
    }
  };
  const backendReason = withReport(noticed("backend-chosen/run", {}), backend);
  const { trial } = manifest;
  return { experiment, backend, backendReason, start: await readSavedStart(folder), trial, openFolder };
}

/** Returns the state from which a run continues, once no other process writes to it. */
export async function goOn(folder: string, config: ResolvedConfig, torn: number) {
  const recordedRun = await readRecordedRun(folder);
  const { changes, edits, finished, saved } = recordedRun;
  const { found, problem } = await newestCheckpoint(folder, recordedRun, hasAccumulators(config));
  if (problem && !found && problem.code !== "run-missing") throw problem;
  // A run that was killed before its first checkpoint starts at the beginning.
  const isLost = problem && (problem.code !== "run-missing" || saved.has("last.npz"));
  const warnings = [
    ...(torn > 0 ? [metricsTorn(torn)] : []),
    ...(isLost ? [checkpointLost(problem, found, finished)] : []),
    ...(found && found.checkpoint.state.epoch > finished ? [metricsLost(found, finished)] : []),
  ];
  return { changes, edits, warnings, ...(found && { checkpoint: found.checkpoint }) };
}

/** Returns a test of whether a checkpoint contains the accumulators that the optimizer needs. */
const hasAccumulators = ({ training: { optimizer } }: ResolvedConfig) => {
  const isNeeded = stateNames(optimizer).length > 0;
  return ({ arrays }: Checkpoint) => !isNeeded || arrays.some(({ name }) => name.startsWith("optimizer/"));
};

/** @param mayTakeGpu true if `auto` may take a GPU */
export function backendFor({ config, dataset }: Experiment, name: "auto" | BackendName, mayTakeGpu = false) {
  const shape = networkShape(config, dataset.inputs);
  const { threads, training } = config;
  return createBackend(name, { threads, shape, batchSize: training.batchSize, examples: dataset.train, mayTakeGpu });
}

/** Applies the settings that were changed in earlier sessions. */
const changedConfig = (config: ResolvedConfig, changes: Changed[]): ResolvedConfig =>
  changes.reduce((now, { path, to }) => changeSetting(now, { path, value: to, epoch: 1 }).config, config);

/** Throws a NetworkError for a different seed or backend: it would make a different run. */
function refuseOtherwise(manifest: Manifest, { seed, backend }: Overrides): void {
  if (seed !== undefined && seed !== manifest.seed) throw kept("seed", manifest.seed);
  if (backend !== undefined && backend !== manifest.backend) throw kept("backend", manifest.backend);
}

const kept = (option: string, value: unknown) => new NetworkError("kept", { option, value });

/** Throws for runs of a group: its trials are trained only with it, and the folds determine the final network's end. */
function refuseChangeOfGroup(folder: string, { ended }: RecordedRun, epochs: number | undefined): void {
  const group = groupOfRun(folder);
  if (!group) return;
  const isUnfinishedFinal = resolve(folder) === resolve(finalFolder(group)) && ended !== "completed";
  if (!isUnfinishedFinal || epochs !== undefined) throw new NetworkError("group-run", { folder, group });
}

/** @param epochs the requested number of epochs, if any */
function refuseFinished(folder: string, { ended, largest }: RecordedRun, epochs: number | undefined): void {
  if (ended === "early-stopped") {
    throw new NetworkError("nothing-to-resume/early-stopped", { folder, epoch: largest });
  }
  if (epochs === undefined ? ended === "completed" : epochs <= largest) {
    throw new NetworkError("nothing-to-resume/completed", { folder, epochs: largest });
  }
}
