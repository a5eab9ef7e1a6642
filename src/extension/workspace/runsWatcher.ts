/** Watches the runs folders, inside and outside of the workspace. Changes that come in bursts are reported once. */
import { basename, dirname, relative, sep } from "node:path";
import { Disposable, RelativePattern, Uri, workspace } from "vscode";

const settleMilliseconds = 150;

interface RunsListener {
  /** Called with the folders of changed runs. */
  onRunsChanged(folders: string[]): void;
  /** Called when runs were added or deleted. */
  onListChanged(): void;
}

export class RunsWatcher implements Disposable {
  private readonly watched = new Map<string, Disposable>();
  private readonly changed = new Set<string>();
  private listChanged = false;
  private settling: NodeJS.Timeout | undefined;
  private disposed = false;

  constructor(private readonly listener: RunsListener) {}

  /** Replaces the folders that were watched before. */
  watch(folders: ReadonlySet<string>): void {
    for (const [folder, watcher] of this.watched) {
      if (folders.has(folder)) continue;
      watcher.dispose();
      this.watched.delete(folder);
    }
    for (const folder of folders) if (!this.watched.has(folder)) this.watched.set(folder, this.watchOne(folder));
  }

  /** Reports a change of a run folder that was detected elsewhere. */
  markChanged(folder: string): void {
    this.changed.add(folder);
    this.settle();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.settling);
    this.watch(new Set());
  }

  /** Watches files and folders, since a folder that appears with all its files may be reported as one change. */
  private watchOne(folder: string): Disposable {
    const inside = new RelativePattern(
      Uri.file(folder),
      "{*,*/*,*/*/manifest.json,*/*/metrics.jsonl,*/*/label.json,*/*/lock}",
    );
    const itself = new RelativePattern(Uri.file(dirname(folder)), basename(folder));
    const watchers = [inside, itself].map((pattern) => workspace.createFileSystemWatcher(pattern));
    for (const watcher of watchers) {
      for (const event of [watcher.onDidCreate, watcher.onDidDelete, watcher.onDidChange])
        event(({ fsPath }) => this.note(folder, fsPath));
    }
    return Disposable.from(...watchers);
  }

  /** Reports a folder that is deleted and soon created again as changed. */
  private note(folder: string, path: string): void {
    const parts = relative(folder, path).split(sep);
    // Not a network: marks of comparisons, which are renewed frequently.
    if (parts[0].startsWith(".")) return;
    if (parts.length === 3) this.changed.add(dirname(path));
    else this.listChanged = true;
    this.settle();
  }

  private settle(): void {
    if (this.disposed) return;
    this.settling ??= setTimeout(() => {
      this.settling = undefined;
      const folders = [...this.changed];
      const { listChanged } = this;
      this.changed.clear();
      this.listChanged = false;
      if (listChanged) this.listener.onListChanged();
      if (folders.length > 0) this.listener.onRunsChanged(folders);
    }, settleMilliseconds);
  }
}
