/**
 * The state of the workspace's groups, sweeps and folds. The watcher does not report changes inside a group: it is read
 * when it is shown, and again while the view is visible. Each read is incremental.
 */

import { stat } from "node:fs/promises";
import { type Disposable, EventEmitter } from "vscode";
import type { GroupStanding, WatchedGroup } from "../../groups/standing";
import type { TrialSummary } from "../../groups/trials";
import type { Label } from "../../runs/label";
import { DisposableStore } from "../base/disposables";
import { messageOf } from "../base/translated";
import type { WorkspaceNetworks } from "./networks";

/** The last read state of a group. */
export interface GroupView {
  readonly folder: string;
  /** State; undefined if it cannot be read and `problem` is the reason. */
  readonly standing?: GroupStanding;
  readonly trials: ReadonlyMap<number, TrialSummary>;
  /** The group itself, for callers that need more than its state. */
  readonly watched?: WatchedGroup;
  readonly label: Label;
  readonly problem?: string;
}

interface Known {
  watched?: WatchedGroup | undefined;
  view?: GroupView;
  /** Stamp of the folder when it was read; an ended group is read again only if it has changed. */
  stamp?: number;
  looking?: Promise<GroupView> | undefined;
}

export class WorkspaceGroups implements Disposable {
  private readonly store = new DisposableStore();
  private readonly known = new Map<string, Known>();
  private readonly changed = this.store.add(new EventEmitter<string>());
  /** Fires with the folder of a group whose state has changed. */
  readonly onDidChange = this.changed.event;
  /** Returns true if the groups are visible. */
  isVisible = (): boolean => false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly networks: WorkspaceNetworks) {
    this.store.add(networks.onDidChange((folders) => this.forgetGone(folders)));
    this.store.add({ dispose: () => clearTimeout(this.timer) });
    this.schedule();
  }

  /** Returns the known state. If there is none, starts reading it; the event fires when it is read. */
  of(folder: string): GroupView | undefined {
    const known = this.known.get(folder);
    if (!known) void this.poll(folder);
    return known?.view;
  }

  /** Returns the current state. */
  poll(folder: string): Promise<GroupView> {
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
      await known.watched.poll();
      const { watched } = known;
      return { folder, label, watched, standing: watched.standing, trials: watched.trials };
    } catch (error) {
      // The next read starts from the beginning: the group may have been incomplete.
      known.watched = undefined;
      return { folder, label, trials: new Map(), problem: messageOf(error as Error) };
    }
  }

  /** @param folders of runs that have changed; undefined if anything may have changed */
  private forgetGone(folders: readonly string[] | undefined): void {
    if (folders) return;
    const all = new Set(this.networks.all.flatMap(({ groups }) => groups));
    for (const folder of this.known.keys()) if (!all.has(folder)) this.known.delete(folder);
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      void this.pollAll().finally(() => this.schedule());
    }, this.networks.waits.look);
  }

  /** Reads one group after the other, so that training is not slowed down. */
  private async pollAll(): Promise<void> {
    if (!this.networks.isPolling || !this.isVisible()) return;
    for (const [folder, known] of [...this.known]) {
      const isAtRest = known.view?.standing?.state === "ended" && (await stampOf(folder)) === known.stamp;
      if (!isAtRest && this.known.has(folder)) await this.poll(folder);
    }
  }
}

/** Returns a stamp that changes when a trial, an extension or a label is added. */
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
