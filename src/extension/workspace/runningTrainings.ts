/**
 * Finds trainings that other processes started, in the runs folders of the workspace's configs, and connects this
 * window to them: those of this window before a reload, of other windows, and of terminals. The first search reads only
 * locks and runs after activation; later ones follow reported changes.
 */
import { basename, dirname } from "node:path";
import { type Disposable, workspace } from "vscode";
import { DisposableStore } from "../base/disposables";
import type { TrainingProcesses } from "../process/trainingProcesses";
import type { RunsLocation } from "./findNetworks";
import type { WorkspaceNetworks } from "./networks";

export class RunningTrainings implements Disposable {
  private readonly store = new DisposableStore();
  private locations: RunsLocation[] = [];
  private searching: Promise<void> | undefined;
  private isOutdated = false;

  constructor(
    private readonly networks: WorkspaceNetworks,
    private readonly trainings: TrainingProcesses,
  ) {
    const first = setImmediate(() => void this.search());
    this.store.add({ dispose: () => clearImmediate(first) });
    this.store.add(workspace.onDidGrantWorkspaceTrust(() => this.search()));
    this.store.add(networks.onDidChange((folders) => void (folders ? this.searchIn(folders) : this.search())));
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Reads all locks, and starts connecting to the trainings found. */
  search(): Promise<void> {
    if (this.searching) {
      // The current search may miss changes since it began.
      this.isOutdated = true;
      return this.searching;
    }
    // Unreadable folders are searched again after the next change.
    const search = this.searchOnce().catch(() => {});
    this.searching = search.then(() => {
      this.searching = undefined;
      if (this.isOutdated) void this.search();
    });
    return this.searching;
  }

  private async searchOnce(): Promise<void> {
    this.isOutdated = false;
    // In an untrusted workspace no process is asked.
    if (!workspace.isTrusted) return;
    const { findRunsLocations } = await import("./findNetworks");
    const { findRunning } = await import("../../runs/running");
    this.locations = await findRunsLocations();
    const found = await Promise.all(
      this.locations.map(async ({ config, runsFolder, network }) =>
        (await findRunning(runsFolder, network)).map((run) => ({ config, ...run })),
      ),
    );
    for (const { config, folder, pid } of found.flat()) void this.trainings.attach(config, folder, pid);
    // Events report trainings that begin later, once the runs are known.
    await this.networks.ready;
  }

  private async searchIn(folders: readonly string[]): Promise<void> {
    if (!workspace.isTrusted) return;
    for (const folder of folders) {
      const known = this.trainings.of(folder);
      const location = this.locationOf(folder);
      if (!location || (known && !known.isGone)) continue;
      const { runningIn } = await import("../../runs/running");
      const run = await runningIn(folder);
      if (run) void this.trainings.attach(location.config, folder, run.pid);
    }
  }

  private locationOf(folder: string): RunsLocation | undefined {
    const parent = dirname(folder);
    return this.locations.find((each) => each.runsFolder === dirname(parent) && each.network === basename(parent));
  }
}
