/**
 * All network configs of the workspace with their runs: the state on disk, merged with the trainings that this window
 * is connected to.
 */

import { basename, dirname } from "node:path";
import { type Disposable, EventEmitter, type Uri, workspace } from "vscode";
import { setWorkspaceFolders } from "../../config/schema/configPaths";
import { stemOf } from "../../runs/folders";
import { listStamp } from "../../runs/listStamp";
import { mapInBatches } from "../../runs/mapInBatches";
import type { RunSummary } from "../../runs/summary";
import { DisposableStore } from "../base/disposables";
import { isActive } from "../base/formatting";
import { workspacePaths } from "../base/settings";
import { messageOf } from "../base/translated";
import type { TrainingProcess } from "../process/trainingProcess";
import type { TrainingProcesses } from "../process/trainingProcesses";
import type { FoundNetwork } from "./findNetworks";
import { mergeTraining } from "./mergeTraining";
import { RunsWatcher } from "./runsWatcher";

export interface Run extends RunSummary {
  readonly config: Uri;
  /** The training that this window is connected to, while it is running. */
  readonly training?: TrainingProcess;
  /** Set if this window can only stop the training, because its process has another protocol version. */
  readonly onlyStops?: true;
}

export interface WorkspaceNetwork {
  readonly config: Uri;
  /** Runs, newest first. */
  readonly runs: Run[];
  /** Folders of its sweeps and folds, newest first; WorkspaceGroups has their state. */
  readonly groups: readonly string[];
  /** The first error of the config, with its line. */
  readonly configError?: string;
  /** Reason why its runs cannot be read. */
  readonly problem?: string;
}

/** Waits for the end of a training whose folder has ended; at most 1 s, in case only the folder was changed. */
const endOf = (training: TrainingProcess) =>
  Promise.race([training.ended, new Promise<void>((resolve) => setTimeout(resolve, 1000))]);

export class WorkspaceNetworks implements Disposable {
  /** Delays in milliseconds. */
  readonly waits = {
    /** Interval for polling runs of other processes: a process that is killed changes no file. */
    look: 3000,
  };
  /** True if runs are polled; tests can turn it off. */
  isPolling = true;
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<readonly string[] | undefined>());
  /** Fires with the folders of the changed runs, or with undefined if anything may have changed. */
  readonly onDidChange = this.changed.event;
  private readonly watcher = this.store.add(
    new RunsWatcher({
      onRunsChanged: (folders) => void this.rereadRuns(folders),
      onListChanged: () => void this.refresh(),
    }),
  );
  private found: FoundNetwork[] = [];
  /** Queue of reads from disk: an earlier read that ended later would restore an outdated state. */
  private reads: Promise<void> = Promise.resolve();
  private refreshing: Promise<void> | undefined;
  private nextRefresh: Promise<void> | undefined;
  private first: Promise<void> | undefined;
  private pollTimer: NodeJS.Timeout | undefined;
  /** Ended processes whose run was read since: the run folder is newer than their in-memory state. */
  private readonly settled = new WeakSet<TrainingProcess>();

  constructor(private readonly trainings: TrainingProcesses) {
    const configs = this.store.add(workspace.createFileSystemWatcher("**/*.network.json"));
    configs.onDidCreate(() => this.refresh());
    configs.onDidDelete(() => this.refresh());
    configs.onDidChange((config) => this.recheckConfig(config));
    setWorkspaceFolders(workspacePaths());
    this.store.add(
      workspace.onDidChangeWorkspaceFolders(() => {
        setWorkspaceFolders(workspacePaths());
        this.refresh();
      }),
    );
    this.store.add(
      workspace.onDidChangeConfiguration((e) => e.affectsConfiguration("matrixNetwork") && this.refresh()),
    );
    this.store.add(trainings.onDidStart(({ folder }) => folder && this.watcher.markChanged(folder)));
    this.store.add(trainings.onDidChange((training) => this.followTraining(training)));
    this.store.add(trainings.others.onDidChange((folder) => this.changed.fire([folder])));
    this.store.add({ dispose: () => clearTimeout(this.pollTimer) });
    this.schedulePoll();
  }

  /** All configs, sorted by path. */
  get all(): WorkspaceNetwork[] {
    return this.found.map((network) => this.toNetwork(network));
  }

  /** Runs folders of all configs, each once. */
  get runsFolders(): string[] {
    return [...new Set(this.found.map(({ runsFolder }) => runsFolder))];
  }

  network(config: Uri): WorkspaceNetwork | undefined {
    const found = this.found.find((network) => network.config.fsPath === config.fsPath);
    return found && this.toNetwork(found);
  }

  run(folder: string): Run | undefined {
    for (const { config, runs } of this.found) {
      const run = runs.find((each) => each.folder === folder);
      if (run) return this.withTraining(run, config);
    }
    return undefined;
  }

  private toNetwork({ config, runs, groups, configError, problem }: FoundNetwork): WorkspaceNetwork {
    return {
      config,
      groups,
      runs: runs.map((run) => this.withTraining(run, config)),
      ...(configError && { configError }),
      ...(problem && { problem }),
    };
  }

  /** Resolves when the workspace has been searched once. */
  get ready(): Promise<void> {
    this.first ??= this.refresh();
    return this.first;
  }

  /** Returns one config and its runs, for an editor that should not wait for the whole workspace. */
  async findNetwork(config: Uri): Promise<WorkspaceNetwork | undefined> {
    const network = this.network(config);
    if (network) return network;
    const { findNetwork } = await import("./findNetworks");
    const found = await findNetwork(config);
    // A file outside of the workspace stays out of the list.
    return this.network(config) ?? this.toNetwork(found);
  }

  /** Searches for configs and their runs again. */
  refresh(): Promise<void> {
    if (this.refreshing) {
      // The current search may miss changes since it began.
      this.nextRefresh ??= this.refreshing.finally(() => {
        this.nextRefresh = undefined;
        return this.refresh();
      });
      return this.nextRefresh;
    }
    this.refreshing = this.enqueue(() => this.readAll()).finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  /** Reads runs that are known to have changed, without waiting for the file system watcher. */
  async rereadRuns(folders: string[]): Promise<void> {
    const found = await this.enqueue(() => Promise.all(folders.map((folder) => this.readOne(folder))));
    this.forgetEnded();
    // A folder is missing or damaged: list all runs again.
    if (found.includes(false)) await this.refresh();
    this.changed.fire(folders);
  }

  /**
   * Reads active runs again: a process may have ended since its run was read, and the end is in the folder before a
   * connection reports it.
   */
  async rereadActive(): Promise<void> {
    const active = this.all.flatMap(({ runs }) => runs).filter(({ state }) => isActive(state));
    const folders = active.map(({ folder }) => folder);
    if (folders.length > 0) await this.rereadRuns(folders);
  }

  private enqueue<T>(read: () => Promise<T>): Promise<T> {
    const done = this.reads.then(read);
    this.reads = done.then(
      () => {},
      () => {},
    );
    return done;
  }

  dispose(): void {
    this.store.dispose();
  }

  private async readAll(): Promise<void> {
    const { findNetworks } = await import("./findNetworks");
    const found = await findNetworks();
    this.found = found.sort((a, b) => (a.config.fsPath < b.config.fsPath ? -1 : 1));
    this.forgetEnded();
    this.watcher.watch(new Set(found.map(({ runsFolder }) => runsFolder)));
    this.changed.fire(undefined);
  }

  private async recheckConfig(config: Uri): Promise<void> {
    const { firstConfigError } = await import("./configError");
    const configError = await firstConfigError(config);
    const network = this.found.find((network) => network.config.fsPath === config.fsPath);
    if (!network || configError === network.configError) return;
    network.configError = configError;
    this.changed.fire(undefined);
  }

  /** @returns false if there is no run that can be read */
  private async readOne(folder: string): Promise<boolean> {
    const { readRun } = await import("../../runs/summary");
    const training = this.trainings.of(folder);
    const isGone = training?.isGone;
    const run = await readRun(folder, messageOf).catch(() => undefined);
    if (!run) return false;
    if (training && isGone) this.settled.add(training);
    // Its connection is about to report the same.
    else if (training && !isActive(run.state)) await endOf(training);
    const stem = basename(dirname(folder));
    for (const network of this.found) {
      if (dirname(dirname(folder)) !== network.runsFolder || stemOf(network.config.fsPath) !== stem) continue;
      const others = network.runs.filter((each) => each.folder !== folder);
      network.runs = [run, ...others].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    }
    return true;
  }

  private followTraining(training: TrainingProcess): void {
    if (training.isOver && training.folder) this.watcher.markChanged(training.folder);
    else this.changed.fire(training.folder ? [training.folder] : undefined);
  }

  private schedulePoll(): void {
    this.pollTimer = setTimeout(() => {
      if (this.isPolling) {
        this.pollOtherProcesses();
        void this.pollLists();
      }
      this.schedulePoll();
    }, this.waits.look);
  }

  /** Compares the lists of runs: the watcher omits excluded folders and some network drives. */
  private async pollLists(): Promise<void> {
    const { found } = this;
    const changed = await mapInBatches(found, 4, async ({ config, runsFolder, listStamp: stamp }) => {
      return (await listStamp(runsFolder, stemOf(config.fsPath))) !== stamp;
    });
    // A list that was read meanwhile is newer than the answer.
    if (changed.includes(true) && found === this.found) await this.refresh();
  }

  private pollOtherProcesses(): void {
    for (const folder of this.activeElsewhere()) this.watcher.markChanged(folder);
  }

  private activeElsewhere(): string[] {
    return this.found.flatMap(({ runs }) => runs.filter(({ state }) => isActive(state)).map(({ folder }) => folder));
  }

  /** Forgets ended trainings that this window is not connected to. */
  private forgetEnded(): void {
    const { others } = this.trainings;
    for (const folder of others.folders) {
      const run = this.run(folder);
      if (!run || !isActive(run.state)) others.delete(folder);
    }
  }

  private withTraining(run: RunSummary, config: Uri): Run {
    const training = this.trainings.of(run.folder);
    const isSettled = training !== undefined && this.settled.has(training);
    const merged = mergeTraining(run, training, isSettled);
    if (training && !training.isOver) return { ...merged, config, training };
    const onlyStops = isActive(merged.state) && this.trainings.others.has(run.folder);
    return { ...merged, config, ...(onlyStops && { onlyStops }) };
  }
}
