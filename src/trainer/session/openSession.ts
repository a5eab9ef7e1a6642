/** Opens a session: a new run of a config, or a run folder to go on with. Writes nothing before everything has been checked. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createBackend } from "../../backends/select";
import { formatFinding } from "../../config/check/check";
import type { Backend } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import type { NamedArray } from "../../core/layer";
import type { BackendName } from "../../core/names";
import type { Dataset } from "../../data/dataset";
import type { Changed, Event } from "../../protocol/events";
import { type Checkpoint, readCheckpoint } from "../../runs/checkpoint";
import { readEvents } from "../../runs/events";
import type { Manifest } from "../../runs/manifest";
import { createRun, type RunWriter, reopenRun } from "../../runs/writer";
import { networkShape } from "../experiment/network";
import type { Overrides } from "../experiment/overrides";
import { prepare, type Task } from "../experiment/prepare";
import { loadRecorded } from "../experiment/recorded";
import { keptStart, readStartWeights } from "../experiment/startWeights";
import { version } from "../experiment/version";

export type SessionOrder =
  | ({ train: string; runsDir?: string | undefined } & Overrides)
  | ({ resume: string } & Overrides)
  /** A run once more from its beginning, as its manifest has it; `keepEvery` in place of the config's. */
  | ({ again: string; runsDir: string; keepEvery: number } & Overrides);

export interface Opened {
  task: Task;
  backend: Backend;
  backendReason: string;
  /** What it starts from in place of the seed's weights. */
  start?: NamedArray[] | undefined;
  /** Makes or reopens the run folder: the first thing that is written. */
  openFolder(): Promise<Folder>;
}

export interface Folder {
  writer: RunWriter;
  /** What a resumed run goes on from; undefined: from the start. */
  checkpoint?: Checkpoint;
  /** Settings that earlier sessions changed. */
  changes: Changed[];
  /** Whether it was made just now. */
  isNew: boolean;
}

export async function openSession(order: SessionOrder): Promise<Opened> {
  if ("again" in order) return openAgain(order);
  return "train" in order ? openNew(order) : openResumed(order);
}

async function openNew(order: Extract<SessionOrder, { train: string }>): Promise<Opened> {
  const task = await prepare(order.train, order);
  const { start: wanted } = task.config.training;
  const start = wanted && (await readStartWeights(wanted, order.train, order.runsDir));
  const { backend, reason } = await backendFor(task, task.config.backend);
  const openFolder = async () => ({ writer: await newFolder(task, backend, order.runsDir), changes: [], isNew: true });
  return { task, backend, backendReason: reason, start, openFolder };
}

function newFolder({ config, dataset, file }: Task, backend: Backend, runsDir: string | undefined): Promise<RunWriter> {
  const manifest = {
    config,
    data: describeData(dataset),
    seed: config.training.seed,
    backend: backend.name,
    threads: backend.threads,
    versions: { product: version, node: process.version, platform: `${process.platform}-${process.arch}` },
  };
  return createRun({ configPath: resolve(file), runsDir, manifest });
}

async function openAgain(order: Extract<SessionOrder, { again: string }>): Promise<Opened> {
  const { again: folder, runsDir, keepEvery } = order;
  const { manifest, dataset, backend: name } = await loadRecorded(folder);
  const changes = (await readEvents(folder)).filter((event) => event.type === "changed");
  const training = { ...manifest.config.training, keepEvery };
  const config = { ...manifest.config, training, threads: order.threads ?? manifest.config.threads };
  const task: Task = { file: manifest.configPath, config, dataset, learningRateAt: folder, warnings: [] };
  const { backend, reason } = await backendFor(task, order.backend ?? name);
  const openFolder = async () => ({ writer: await newFolder(task, backend, runsDir), changes, isNew: true });
  return { task, backend, backendReason: reason, start: await keptStart(folder), openFolder };
}

async function openResumed(order: Extract<SessionOrder, { resume: string }>): Promise<Opened> {
  const { resume: folder } = order;
  refuseFinished(folder, await readEvents(folder), order.epochs);
  const { manifest, dataset, backend: name } = await loadRecorded(folder);
  refuseOtherwise(manifest, order);
  const config = { ...manifest.config, threads: order.threads ?? manifest.config.threads };
  const task: Task = { file: folder, config, dataset, learningRateAt: folder, warnings: [] };
  const { backend } = await backendFor(task, name);
  const openFolder = async () => {
    const writer = await reopenRun(folder);
    const file = join(folder, "last.npz");
    try {
      const changes = (await readEvents(folder)).filter((event) => event.type === "changed");
      // Killed before its first checkpoint, a run goes on from its beginning.
      const opened = { writer, changes, isNew: false };
      return existsSync(file) ? { ...opened, checkpoint: await readCheckpoint(file) } : opened;
    } catch (error) {
      await writer.close();
      throw error;
    }
  };
  const backendReason = ["the run began with it", backend.reported].filter(Boolean).join("; ");
  return { task, backend, backendReason, start: await keptStart(folder), openFolder };
}

function backendFor({ config, dataset }: Task, name: "auto" | BackendName) {
  const shape = networkShape(config, dataset.inputs);
  const { threads, training } = config;
  return createBackend(name, { threads, shape, batchSize: training.batchSize, examples: dataset.train });
}

const describeData = (dataset: Dataset): Manifest["data"] => {
  const { task, inputs, classNames, targets, columns, inputNames, imageShape, scaling, sha256 } = dataset;
  return {
    task,
    inputs,
    ...(classNames && { classNames }),
    ...(targets && { targets }),
    ...(columns && { columns }),
    ...(inputNames && { inputNames }),
    ...(imageShape && { imageShape }),
    scaling,
    sha256,
  };
};

/** Another seed or backend would be another run. */
function refuseOtherwise(manifest: Manifest, { seed, backend }: Overrides): void {
  if (seed !== undefined && seed !== manifest.seed) throw kept("seed", manifest.seed);
  if (backend !== undefined && backend !== manifest.backend) throw kept("backend", manifest.backend);
}

const kept = (what: string, value: unknown) =>
  new NetworkError("config", "kept", `a resumed run keeps its ${what}, ${value}; leave --${what} out, or train anew`);

/** @param epochs how many there shall be, where that is asked for */
function refuseFinished(folder: string, events: Event[], epochs: number | undefined): void {
  const end = events.findLast(({ type }) => type === "done" || type === "started");
  const reason = end?.type === "done" ? end.reason : undefined;
  const finished = Math.max(0, ...events.map((event) => (event.type === "epoch" ? event.epoch : 0)));
  if (reason === "early-stopped") {
    throw nothingToResume(`${folder}: early stopping ended it after epoch ${finished}; train again with more patience`);
  }
  if (epochs === undefined ? reason === "completed" : epochs <= finished) {
    throw nothingToResume(`${folder}: ${finished} epochs are trained already; go on with --epochs ${finished * 2}`);
  }
}

const nothingToResume = (message: string) => new NetworkError("config", "nothing-to-resume", message);

/** Warnings about the config, as `check` says them. */
export const warningsOf = ({ file, warnings }: Task): Event[] =>
  warnings.map((finding) => ({ type: "warning", code: finding.code, message: formatFinding(file, finding) }));
