/** Every network config of the workspace with its runs, as they are on disk and as this window's trainings stand. */
import { basename, dirname } from "node:path";
import { type Disposable, EventEmitter, RelativePattern, Uri, workspace } from "vscode";
import { stemOf } from "../runs/folders";
import { listRuns, type RunSummary, readRun } from "../runs/summary";
import { DisposableStore } from "./disposables";
import { runsFolderOf } from "./settings";
import type { Training } from "./training";
import type { Trainings } from "./trainings";
import { isAtWork } from "./words";

export interface Run extends RunSummary {
  readonly config: Uri;
  /** Of this window, while its process is at work. */
  readonly training?: Training;
}

export interface Network {
  readonly config: Uri;
  /** Newest first. */
  readonly runs: Run[];
  /** Why its runs cannot be read. */
  readonly problem?: string;
}

/** Runs of other processes are looked at again this often: a process that is killed tells no file. */
const lookMilliseconds = 3000;
/** Files change in bursts. */
const settleMilliseconds = 150;

export class Networks implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private networks = new Map<string, { config: Uri; runs: RunSummary[]; problem?: string }>();
  private readonly watched = new Map<string, Disposable>();
  private readonly stale = new Set<string>();
  private settling: NodeJS.Timeout | undefined;
  private refreshing: Promise<void> | undefined;
  private first: Promise<void> | undefined;

  constructor(private readonly trainings: Trainings) {
    const configs = this.store.add(workspace.createFileSystemWatcher("**/*.network.json", false, true, false));
    configs.onDidCreate(() => this.refresh());
    configs.onDidDelete(() => this.refresh());
    this.store.add(workspace.onDidChangeWorkspaceFolders(() => this.refresh()));
    this.store.add(
      workspace.onDidChangeConfiguration((e) => e.affectsConfiguration("matrixNetwork") && this.refresh()),
    );
    this.store.add(trainings.onDidStart(({ folder }) => folder && this.readSoon(folder)));
    this.store.add(trainings.onDidChange((training) => this.followTraining(training)));
    const timer = setInterval(() => this.lookAtOthers(), lookMilliseconds);
    this.store.add({ dispose: () => clearInterval(timer) });
  }

  /** Every config, by path. */
  get all(): Network[] {
    return [...this.networks.values()]
      .sort((a, b) => (a.config.fsPath < b.config.fsPath ? -1 : 1))
      .map(({ config, runs, ...rest }) => ({ config, runs: runs.map((run) => this.overlaid(run, config)), ...rest }));
  }

  network(config: Uri): Network | undefined {
    return this.all.find((network) => network.config.fsPath === config.fsPath);
  }

  run(folder: string): Run | undefined {
    return this.all.flatMap(({ runs }) => runs).find((run) => run.folder === folder);
  }

  /** Resolves when the workspace has been looked through once. */
  get ready(): Promise<void> {
    this.first ??= this.refresh();
    return this.first;
  }

  /** Looks for configs and their runs again. */
  refresh(): Promise<void> {
    this.refreshing ??= this.readAll().finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  dispose(): void {
    clearTimeout(this.settling);
    for (const watcher of this.watched.values()) watcher.dispose();
    this.store.dispose();
  }

  private async readAll(): Promise<void> {
    const configs = await workspace.findFiles("**/*.network.json", "**/{node_modules,.matrix-network}/**");
    const folders = new Map(configs.map((config) => [config, runsFolderOf(config)]));
    const lists = new Map<string, Promise<RunSummary[]>>();
    for (const folder of folders.values()) lists.set(folder, lists.get(folder) ?? listRuns(folder));
    const networks = await Promise.all(
      [...folders].map(async ([config, folder]) => {
        try {
          const all = (await lists.get(folder)) ?? [];
          return { config, runs: all.filter(({ network }) => network === stemOf(config.fsPath)) };
        } catch (error) {
          return { config, runs: [], problem: (error as Error).message };
        }
      }),
    );
    this.networks = new Map(networks.map((network) => [network.config.fsPath, network]));
    this.watch(new Set(folders.values()));
    this.changed.fire();
  }

  /** Runs are watched where they are written, also outside of the workspace. */
  private watch(folders: Set<string>): void {
    for (const [folder, watcher] of this.watched) {
      if (folders.has(folder)) continue;
      watcher.dispose();
      this.watched.delete(folder);
    }
    for (const folder of folders) {
      if (this.watched.has(folder)) continue;
      const pattern = new RelativePattern(Uri.file(folder), "*/*/{manifest.json,metrics.jsonl,lock}");
      const watcher = workspace.createFileSystemWatcher(pattern);
      const look = (file: Uri) => this.readSoon(dirname(file.fsPath));
      watcher.onDidCreate(look);
      watcher.onDidChange(look);
      watcher.onDidDelete(look);
      this.watched.set(folder, watcher);
    }
  }

  private readSoon(folder: string): void {
    this.stale.add(folder);
    this.settling ??= setTimeout(() => {
      this.settling = undefined;
      const folders = [...this.stale];
      this.stale.clear();
      void Promise.all(folders.map((each) => this.readOne(each))).then(() => this.changed.fire());
    }, settleMilliseconds);
  }

  private async readOne(folder: string): Promise<void> {
    const run = await readRun(folder).catch(() => undefined);
    for (const network of this.networks.values()) {
      if (dirname(dirname(folder)) !== runsFolderOf(network.config)) continue;
      if (basename(dirname(folder)) !== stemOf(network.config.fsPath)) continue;
      const others = network.runs.filter((each) => each.folder !== folder);
      network.runs = run ? [run, ...others].sort((a, b) => (a.id < b.id ? 1 : -1)) : others;
    }
  }

  private followTraining(training: Training): void {
    if (training.isOver && training.folder) this.readSoon(training.folder);
    else this.changed.fire();
  }

  private lookAtOthers(): void {
    for (const { runs } of this.networks.values()) {
      for (const { folder, state } of runs) if (isAtWork(state)) this.readSoon(folder);
    }
  }

  private overlaid(run: RunSummary, config: Uri): Run {
    const training = this.trainings.of(run.folder);
    if (!training) return { ...run, config };
    const { state, problem } = training;
    if (training.isOver) return { ...run, config, ...(isAtWork(run.state) && { state }), ...(problem && { problem }) };
    return { ...run, config, state, training };
  }
}
