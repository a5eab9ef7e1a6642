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
  private places: RunsLocation[] = [];
  private looking: Promise<void> | undefined;
  private lookAgain = false;

  constructor(
    private readonly networks: WorkspaceNetworks,
    private readonly trainings: TrainingProcesses,
  ) {
    const first = setImmediate(() => void this.look());
    this.store.add({ dispose: () => clearImmediate(first) });
    this.store.add(workspace.onDidGrantWorkspaceTrust(() => this.look()));
    this.store.add(networks.onDidChange((folders) => void (folders ? this.lookAt(folders) : this.look())));
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Reads all locks, and starts connecting to the trainings found. */
  look(): Promise<void> {
    if (this.looking) {
      // The current search may miss changes since it began.
      this.lookAgain = true;
      return this.looking;
    }
    // Unreadable folders are searched again after the next change.
    const looked = this.lookOnce().catch(() => {});
    this.looking = looked.then(() => {
      this.looking = undefined;
      if (this.lookAgain) void this.look();
    });
    return this.looking;
  }

  private async lookOnce(): Promise<void> {
    this.lookAgain = false;
    // In an untrusted workspace no process is asked.
    if (!workspace.isTrusted) return;
    const { findRunsLocations } = await import("./findNetworks");
    const { findRunning } = await import("../../runs/running");
    this.places = await findRunsLocations();
    const found = await Promise.all(
      this.places.map(async ({ config, runsFolder, network }) =>
        (await findRunning(runsFolder, network)).map((run) => ({ config, ...run })),
      ),
    );
    for (const { config, folder, pid } of found.flat()) void this.trainings.attach(config, folder, pid);
    // Events report trainings that begin later, once the runs are known.
    await this.networks.ready;
  }

  private async lookAt(folders: readonly string[]): Promise<void> {
    if (!workspace.isTrusted) return;
    for (const folder of folders) {
      const known = this.trainings.of(folder);
      const place = this.placeOf(folder);
      if (!place || (known && !known.isGone)) continue;
      const { runningIn } = await import("../../runs/running");
      const run = await runningIn(folder);
      if (run) void this.trainings.attach(place.config, folder, run.pid);
    }
  }

  private placeOf(folder: string): RunsLocation | undefined {
    const parent = dirname(folder);
    return this.places.find((each) => each.runsFolder === dirname(parent) && each.network === basename(parent));
  }
}
