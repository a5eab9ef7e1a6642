/**
 * How the groups of the workspace stand, sweeps and folds. The watcher knows nothing of what is in one: it is looked
 * at when it is shown, and again while the view is visible. A look reads only what has changed.
 */
import { stat } from "node:fs/promises";
import { type Disposable, EventEmitter } from "vscode";
import type { GroupStanding, WatchedGroup } from "../../groups/standing";
import type { TrialSummary } from "../../groups/trials";
import type { Label } from "../../runs/label";
import { DisposableStore } from "../base/disposables";
import type { WorkspaceNetworks } from "./networks";

/** A group as it was seen last. */
export interface GroupView {
  readonly folder: string;
  /** Undefined where it cannot be read: `problem` says why. */
  readonly standing?: GroupStanding;
  readonly trials: ReadonlyMap<number, TrialSummary>;
  /** Itself, for who needs more than how it stands. */
  readonly watched?: WatchedGroup;
  readonly label: Label;
  readonly problem?: string;
}

interface Known {
  watched?: WatchedGroup | undefined;
  view?: GroupView;
  /** Of the folder, when it was looked at: one that has ended is read again where it has changed. */
  stamp?: number;
  looking?: Promise<GroupView> | undefined;
}

export class WorkspaceGroups implements Disposable {
  private readonly store = new DisposableStore();
  private readonly known = new Map<string, Known>();
  private readonly changed = this.store.add(new EventEmitter<string>());
  /** Fires with the folder of a group that stands otherwise than before. */
  readonly onDidChange = this.changed.event;
  /** Whether somebody sees them. */
  isVisible = (): boolean => false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly networks: WorkspaceNetworks) {
    this.store.add(networks.onDidChange((folders) => this.forgetGone(folders)));
    this.store.add({ dispose: () => clearTimeout(this.timer) });
    this.schedule();
  }

  /** What is known now. Where that is nothing, a look begins, and the event says when it has ended. */
  of(folder: string): GroupView | undefined {
    const known = this.known.get(folder);
    if (!known) void this.look(folder);
    return known?.view;
  }

  /** As it stands now. */
  look(folder: string): Promise<GroupView> {
    const known: Known = this.known.get(folder) ?? {};
    this.known.set(folder, known);
    known.looking ??= this.read(folder, known).finally(() => {
      known.looking = undefined;
    });
    return known.looking;
  }

  dispose(): void {
    this.store.dispose();
  }

  private async read(folder: string, known: Known): Promise<GroupView> {
    const before = textOf(known.view);
    known.stamp = await stampOf(folder);
    known.view = await this.seen(folder, known);
    if (textOf(known.view) !== before) this.changed.fire(folder);
    return known.view;
  }

  private async seen(folder: string, known: Known): Promise<GroupView> {
    const [{ WatchedGroup }, { readLabel }] = await Promise.all([
      import("../../groups/standing"),
      import("../../runs/label"),
    ]);
    const label = await readLabel(folder);
    try {
      known.watched ??= await WatchedGroup.open(folder);
      await known.watched.look();
      const { watched } = known;
      return { folder, label, watched, standing: watched.standing, trials: watched.trials };
    } catch (error) {
      // From the beginning at the next look: maybe it was just being written.
      known.watched = undefined;
      return { folder, label, trials: new Map(), problem: (error as Error).message };
    }
  }

  /** @param folders of runs that have changed; undefined: anything may have */
  private forgetGone(folders: readonly string[] | undefined): void {
    if (folders) return;
    const all = new Set(this.networks.all.flatMap(({ groups }) => groups));
    for (const folder of this.known.keys()) if (!all.has(folder)) this.known.delete(folder);
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      void this.lookAgain().finally(() => this.schedule());
    }, this.networks.waits.look);
  }

  /** One after the other: there may be many, and training goes on beside it. */
  private async lookAgain(): Promise<void> {
    if (!this.networks.isPolling || !this.isVisible()) return;
    for (const [folder, known] of [...this.known]) {
      const isAtRest = known.view?.standing?.state === "ended" && (await stampOf(folder)) === known.stamp;
      if (!isAtRest && this.known.has(folder)) await this.look(folder);
    }
  }
}

/** Another number after a trial, an extension or a label was added. */
const stampOf = async (folder: string): Promise<number> => {
  const times = await Promise.all(
    [folder, `${folder}/trials`].map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return times[0] + times[1];
};

function textOf(view: GroupView | undefined): string {
  if (!view) return "";
  const { standing, label, problem, trials } = view;
  const running = [...trials.values()].filter(({ state }) => state === "running" || state === "waiting");
  return JSON.stringify({
    standing,
    label,
    problem,
    running: running.map(({ proposal, state }) => [proposal.trial, state]),
  });
}
