/**
 * Runs in groups as rows of the table of runs: trials, folds and their last networks. They are read while the table is
 * open, and again while they may change; the watcher does not report them.
 */
import { type Disposable, EventEmitter } from "vscode";
import type { RunState } from "../../protocol/panel";
import { mapInBatches } from "../../runs/mapInBatches";
import type { Run, WorkspaceNetworks } from "../workspace/networks";

/** Number of runs that are read concurrently, so that training is not slowed down. */
const atOnce = 4;
/** States of runs that do not change any more. */
const settled: readonly RunState[] = ["completed", "early-stopped", "failed"];

export class GroupRuns implements Disposable {
  private readonly known = new Map<string, Run>();
  private readonly changed = new EventEmitter<readonly string[] | undefined>();
  /** Fires with the folders of runs that were read again, or with undefined if runs were added or removed. */
  readonly onDidRead = this.changed.event;
  private readonly listening: Disposable;
  private reading: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private isDisposed = false;

  constructor(
    private readonly networks: WorkspaceNetworks,
    /** Returns true if the table is visible. */
    private readonly isVisible: () => boolean,
  ) {
    this.listening = networks.onDidChange((folders) => this.enqueue(() => this.note(folders)));
    this.enqueue(() => this.readAll());
    this.schedule();
  }

  get all(): readonly Run[] {
    return [...this.known.values()];
  }

  run(folder: string): Run | undefined {
    return this.known.get(folder);
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
    this.listening.dispose();
    this.changed.dispose();
  }

  private enqueue(read: () => Promise<void>): void {
    this.reading = this.reading.then(() => (this.isDisposed ? undefined : read())).catch(() => {});
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      if (this.networks.isPolling && this.isVisible()) this.enqueue(() => this.readAll());
      void this.reading.finally(() => !this.isDisposed && this.schedule());
    }, this.networks.waits.look);
  }

  private async note(folders: readonly string[] | undefined): Promise<void> {
    if (!folders) return this.readAll();
    const ours = folders.filter((folder) => this.known.has(folder));
    if (ours.length > 0) await this.read(ours);
  }

  /** Reads runs that are new or may have changed. */
  private async readAll(): Promise<void> {
    await this.networks.ready;
    const { memberFolders } = await import("../../groups/groupRuns");
    const groups = [...new Set(this.networks.all.flatMap((network) => network.groups))];
    const folders = new Set((await mapInBatches(groups, atOnce, memberFolders)).flat());
    let isFewer = false;
    for (const folder of this.known.keys()) if (!folders.has(folder)) isFewer = this.known.delete(folder) || isFewer;
    const isSettled = (folder: string) => settled.some((state) => state === this.known.get(folder)?.state);
    await this.read([...folders].filter((folder) => !isSettled(folder)));
    if (isFewer && !this.isDisposed) this.changed.fire(undefined);
  }

  private async read(folders: readonly string[]): Promise<void> {
    const { findMember } = await import("../workspace/members");
    // A trial that failed before training has no run.
    const runs = await mapInBatches(folders, atOnce, (folder) =>
      this.isDisposed ? Promise.resolve(undefined) : findMember(folder, this.networks).catch(() => undefined),
    );
    if (this.isDisposed) return;
    const read = runs.filter((run) => run !== undefined);
    const isMore = read.some(({ folder }) => !this.known.has(folder));
    for (const run of read) this.known.set(run.folder, run);
    if (read.length > 0) this.changed.fire(isMore ? undefined : read.map(({ folder }) => folder));
  }
}
