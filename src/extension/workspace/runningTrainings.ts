/**
 * Finds trainings that other processes started, in the runs folders of the workspace's configs, and connects this
 * window to them: those of the window before it was reloaded, of other windows, and of terminals. The first look is at
 * locks alone and comes after activation; later ones follow what is known to have changed.
 */
import { basename, dirname } from "node:path";
import { type Disposable, workspace } from "vscode";
import { DisposableStore } from "../base/disposables";
import type { TrainingProcesses } from "../process/trainingProcesses";
import type { RunsPlace } from "./findNetworks";
import type { WorkspaceNetworks } from "./networks";

export class RunningTrainings implements Disposable {
  private readonly store = new DisposableStore();
  private places: RunsPlace[] = [];
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

  /** Looks at all locks, and begins to connect to what it finds. */
  look(): Promise<void> {
    if (this.looking) {
      // What changed since that look began may have been missed.
      this.lookAgain = true;
      return this.looking;
    }
    // What cannot be read now is looked at again when something changes.
    const looked = this.lookOnce().catch(() => {});
    this.looking = looked.then(() => {
      this.looking = undefined;
      if (this.lookAgain) void this.look();
    });
    return this.looking;
  }

  private async lookOnce(): Promise<void> {
    this.lookAgain = false;
    // Of a workspace that is not trusted no process is asked.
    if (!workspace.isTrusted) return;
    const { findPlaces } = await import("./findNetworks");
    const { findRunning } = await import("../../runs/running");
    this.places = await findPlaces();
    const found = await Promise.all(
      this.places.map(async ({ config, runsFolder, network }) =>
        (await findRunning(runsFolder, network)).map((run) => ({ config, ...run })),
      ),
    );
    for (const { config, folder, pid } of found.flat()) void this.trainings.attach(config, folder, pid);
    // Whoever knows the runs hears of those that begin later.
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

  private placeOf(folder: string): RunsPlace | undefined {
    const parent = dirname(folder);
    return this.places.find((each) => each.runsFolder === dirname(parent) && each.network === basename(parent));
  }
}
