/** Writes the folder of a new or resumed run. Only the holder of the lock may write. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, type FileHandle, mkdir, open, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { NetworkError } from "../core/errors";
import type { Event } from "../protocol/events";
import { removeTemporaries, syncFile } from "./atomicWrite";
import type { Checkpoint } from "./checkpoint";
import { type CheckpointFile, encodeAll, writeEncoded } from "./checkpointFiles";
import { about } from "./errors";
import { metricsFile } from "./events";
import { newRunId, runsDirOf } from "./folders";
import { optimizerOfEpoch } from "./keyframes";
import { Lock, type Waiting } from "./lock";
import { LogFile } from "./logFile";
import type { ProcessIdentity } from "./machine";
import { type Manifest, manifestFile, readManifest, writeManifest } from "./manifest";
import { formatLine } from "./metricsLine";
import { makeRunsFolder, renameToNew } from "./newFolder";
import { dropTornLine } from "./tornLine";

export interface RunWriter {
  readonly folder: string;
  /** Bytes of metrics.jsonl with all events so far. */
  readonly metricsBytes: number;
  /** Resolves when all events are in the file; writes those that wait for a checkpoint at once. */
  written(): Promise<void>;
  /** Writes the address of the control socket into the lock. */
  announce(socket: string | undefined): Promise<void>;
  /** Bytes of an incomplete last line of metrics.jsonl that was found and removed. */
  readonly torn: number;
  /**
   * Appends to metrics.jsonl, in the order of the calls, except hello and progress. Throws NetworkError of kind "run".
   */
  append(event: Event): Promise<void>;
  /** Writes the checkpoint into each of the files. The arrays may change once this was called. */
  checkpoint(checkpoint: Checkpoint, files: CheckpointFile[]): Promise<void>;
  /** Writes several checkpoints, synced concurrently. The files are renamed in this order. */
  checkpoints(saved: readonly SavedCheckpoint[]): Promise<void>;
  /** Removes the accumulators of kept epochs that stop being keyframes. */
  dropAccumulators(epochs: readonly number[]): Promise<void>;
  /** Appends to log.txt, with the time. */
  log(line: string): void;
  /** Makes another process the holder of the lock, whose token is returned. Nothing can be written here any more. */
  handOver(to: ProcessIdentity): Promise<string>;
  /** Resolves when everything is written and the lock is released. */
  close(): Promise<void>;
}

type SavedCheckpoint = readonly [checkpoint: Checkpoint, files: readonly CheckpointFile[]];

export interface NewRun {
  configPath: string;
  /** Default: `.matrix-network` beside the config. */
  runsDir?: string | undefined;
  manifest: Omit<Manifest, "version" | "created" | "configPath">;
}

/** Creates a run folder atomically, locked and with its manifest. */
export async function createRun({ configPath, runsDir = runsDirOf(configPath), manifest }: NewRun): Promise<RunWriter> {
  const created = new Date();
  const parent = await makeRunsFolder(runsDir, configPath);
  for (;;) {
    const writer = await createIn(join(parent, newRunId(created)), { configPath, created, manifest });
    if (writer) return writer;
  }
}

/** Creates a run with a given name; undefined if the folder exists. */
export const createRunIn = (folder: string, run: Omit<NewRun, "runsDir">): Promise<RunWriter | undefined> =>
  createIn(folder, { ...run, created: new Date() });

/**
 * Creates a trial's run; undefined if the folder exists. Its events are written with its checkpoints.
 * @param from folder of the run that it continues: its events and checkpoints are copied
 */
export async function createTrialRun(
  folder: string,
  { from, ...run }: Omit<NewRun, "runsDir"> & { from?: string | undefined },
): Promise<RunWriter | undefined> {
  const copy = from === undefined ? undefined : (into: string) => copyTrained(from, into);
  return createIn(folder, { ...run, created: new Date(), copy, holdsEvents: true });
}

interface Created extends Omit<NewRun, "runsDir"> {
  created: Date;
  copy?: ((into: string) => Promise<void>) | undefined;
  holdsEvents?: boolean;
}

/** Returns undefined if the name is taken. */
async function createIn(folder: string, run: Created): Promise<RunWriter | undefined> {
  const { configPath, created, manifest, copy, holdsEvents } = run;
  const parent = dirname(folder);
  const unfinished = join(parent, `.new-${process.pid}-${randomBytes(4).toString("hex")}`);
  await about(parent, () => mkdir(unfinished));
  let lock: Lock | undefined;
  let isWhole = false;
  try {
    lock = await Lock.take(unfinished);
    await about(parent, () => writeFile(metricsFile(unfinished), ""));
    await copy?.(unfinished);
    const whole = { version: 1, created: created.toISOString(), configPath, ...manifest } as const;
    // A power failure before a trial's first checkpoint loses nothing: the trial starts anew.
    await writeManifest(unfinished, whole, { folder, sync: !holdsEvents });
    isWhole = await renameToNew(unfinished, folder);
  } finally {
    if (!isWhole) {
      await lock?.release();
      await rm(unfinished, { recursive: true, force: true }).catch(() => {});
    }
  }
  if (!isWhole || !lock) return undefined;
  return openWriter(folder, lock, { holdsEvents, isEmpty: copy === undefined, isSynced: !holdsEvents });
}

/** Copies the training state; missing files are ignored here. */
async function copyTrained(from: string, into: string): Promise<void> {
  for (const name of ["metrics.jsonl", "best.npz", "last.npz", "epochs"]) {
    const source = join(from, name);
    if (existsSync(source)) await about(source, () => cp(source, join(into, name), { recursive: true }));
  }
}

/** Opens a run to resume it. Throws NetworkError of kind "run" if the folder is none, or another process trains it. */
export async function reopenRun(folder: string, waiting: Waiting = {}): Promise<RunWriter> {
  await readManifest(folder);
  return openWriter(folder, await Lock.take(folder, waiting));
}

/** Opens a run whose lock was handed over to this process. */
export async function adoptRun(folder: string, token: string): Promise<RunWriter> {
  return openWriter(folder, await Lock.adopt(folder, token));
}

/** Opens the run of a claimed trial, whose previous holder is dead. Its events are written with checkpoints. */
export async function reopenTrialRun(folder: string): Promise<RunWriter> {
  await readManifest(folder);
  return openWriter(folder, await Lock.take(folder, { isDead: true }), { holdsEvents: true });
}

/**
 * @param isEmpty true for a new folder, which has no leftovers of a killed process
 * @param isSynced true if its manifest is on the disk
 */
async function openWriter(
  folder: string,
  lock: Lock,
  { holdsEvents = false, isEmpty = false, isSynced = true } = {},
): Promise<RunWriter> {
  lock.movedTo(folder);
  try {
    const places = isEmpty ? [] : [folder, join(folder, "epochs")];
    for (const place of places) await about(place, () => removeTemporaries(place));
    const file = metricsFile(folder);
    const metrics = await about(file, () => open(file, "a+"));
    const found = isEmpty ? { bytes: 0, torn: 0 } : await about(file, () => dropTornLine(metrics));
    return new FolderWriter(folder, lock, metrics, { ...found, holdsEvents, isSynced });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

class FolderWriter implements RunWriter {
  private readonly logFile: LogFile;
  private queue: Promise<unknown> = Promise.resolve();
  private closing: Promise<void> | undefined;
  metricsBytes: number;
  readonly torn: number;
  private readonly holdsEvents: boolean;
  /** Lines to be written with the next checkpoint, or at the end. */
  private held = "";
  private isSynced: boolean;

  constructor(
    readonly folder: string,
    private readonly lock: Lock,
    private readonly metrics: FileHandle,
    { bytes, torn, holdsEvents, isSynced }: { bytes: number; torn: number; holdsEvents: boolean; isSynced: boolean },
  ) {
    this.logFile = new LogFile(folder);
    this.metricsBytes = bytes;
    this.torn = torn;
    this.holdsEvents = holdsEvents;
    this.isSynced = isSynced;
  }

  async append(event: Event): Promise<void> {
    if (event.type === "hello" || event.type === "progress") return;
    const line = formatLine(event);
    this.metricsBytes += Buffer.byteLength(line);
    if (this.holdsEvents) this.held += line;
    else await this.enqueue(() => this.appendLines(line));
  }

  private async appendLines(lines: string): Promise<void> {
    this.lock.assertHeld();
    if (lines !== "") await about(metricsFile(this.folder), () => this.metrics.appendFile(lines));
  }

  private appendHeld(): Promise<void> {
    const lines = this.held;
    this.held = "";
    return this.appendLines(lines);
  }

  checkpoint(checkpoint: Checkpoint, files: CheckpointFile[]): Promise<void> {
    return this.checkpoints([[checkpoint, files]]);
  }

  async checkpoints(saved: readonly SavedCheckpoint[]): Promise<void> {
    const encoded = saved.flatMap(([checkpoint, files]) => encodeAll(checkpoint, files));
    await this.enqueue(async () => {
      await this.lock.confirm();
      await this.appendHeld();
      await this.unlessGone(() => writeEncoded(this.folder, encoded, () => this.sync()));
    });
  }

  private async sync(): Promise<void> {
    if (this.isSynced) return;
    await syncFile(manifestFile(this.folder));
    this.isSynced = true;
  }

  /** Reports a folder that was moved or deleted. */
  private async unlessGone(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (existsSync(this.folder)) throw error;
      throw new NetworkError("run-missing/gone", { folder: this.folder });
    }
  }

  async written(): Promise<void> {
    if (this.held === "") await this.queue;
    else await this.enqueue(() => this.lock.confirm().then(() => this.appendHeld()));
  }

  announce(socket: string | undefined): Promise<void> {
    return this.lock.announce(socket);
  }

  async dropAccumulators(epochs: readonly number[]): Promise<void> {
    await this.enqueue(async () => {
      await this.lock.confirm();
      for (const epoch of epochs) {
        const file = join(this.folder, optimizerOfEpoch(epoch));
        await about(file, () => rm(file, { force: true }));
      }
    });
  }

  async handOver(to: ProcessIdentity): Promise<string> {
    let token = "";
    await this.enqueue(async () => {
      await this.logFile.flush();
      token = await this.lock.handOver(to);
    });
    return token;
  }

  log(line: string): void {
    this.logFile.write(line);
  }

  close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  private async shut(): Promise<void> {
    await this.queue.catch(() => {});
    try {
      // After a takeover the new holder writes the same.
      if (!this.lock.takenBy) await this.appendHeld();
      // A file deleted meanwhile is no problem here.
      if (!this.lock.takenBy && existsSync(this.folder)) await this.sync();
    } finally {
      await this.logFile.flush();
      await this.metrics.close();
      await this.lock.release();
    }
  }

  /** Runs tasks in sequence; a failure rejects only for its caller. */
  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work, work);
    this.queue = done.catch(() => {});
    return done;
  }
}
