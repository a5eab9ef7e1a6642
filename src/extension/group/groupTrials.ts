/** The trials of a group for its page: reads the folder incrementally and returns the changed rows. */

import { stat } from "node:fs/promises";
import { finalFolder } from "../../groups/finalRun";
import { scoresOf } from "../../groups/foldScores";
import { TrialsFollower } from "../../groups/followTrials";
import { trialsFolder } from "../../groups/names";
import { type GroupCourse, type GroupDescription, trialColumn } from "../../protocol/groupPanel";
import type { RunState } from "../../protocol/panel";
import { stateColumn, type TrialPart, TrialTable, trialStates } from "../../protocol/trialTable";
import { readRun } from "../../runs/summary";
import { messageOf } from "../base/translated";
import { fillTrial } from "./fillTrials";

const [running, done] = [trialStates.indexOf("running"), trialStates.indexOf("done")];

export class GroupTrials {
  private readonly table = new TrialTable();
  private readonly follower: TrialsFollower;
  private changed = new Set<number>();
  private isRead = false;
  private final: RunState | undefined;
  private problem: string | undefined;
  private lastChange = Number.NEGATIVE_INFINITY;

  /** @param now returns milliseconds since 1970 */
  constructor(
    private readonly group: GroupDescription,
    private readonly now: () => number,
  ) {
    this.follower = new TrialsFollower(group.folder);
  }

  /**
   * Reads what is new. Errors are stated in the course, and reading is retried on the next call.
   * @param pause is awaited between batches of trials
   */
  async poll(pause: () => Promise<void>): Promise<void> {
    const space = this.group.kind === "sweep" ? this.group.plan.space : [];
    try {
      if (!this.isRead) this.lastChange = Math.min(this.now(), await lastBegun(this.group.folder));
      for await (const trials of this.follower.poll()) {
        for (const trial of trials) {
          fillTrial(this.table, space, trial, messageOf);
          this.changed.add(trial.proposal.trial);
        }
        if (this.isRead) this.lastChange = this.now();
        await pause();
      }
      if (this.group.kind === "folds" && !isOver(this.final))
        this.final = await stateOf(finalFolder(this.group.folder));
      this.problem = undefined;
      this.isRead = true;
    } catch (error) {
      this.problem = messageOf(error as Error);
    }
  }

  /** Returns the rows that have changed since the last call; undefined if none have. */
  takeChanges(): TrialPart | undefined {
    if (this.changed.size === 0) return undefined;
    const rows = [...this.changed].sort((a, b) => a - b);
    this.changed.clear();
    return this.table.part(rows);
  }

  /** Returns all rows, for a new page. */
  all(): TrialPart {
    this.changed.clear();
    const states = this.table.column(stateColumn) ?? new Float64Array();
    const rows: number[] = [];
    for (let row = 0; row < states.length; row++) if (!Number.isNaN(states[row])) rows.push(row);
    return this.table.part(rows);
  }

  /** @param recently milliseconds after the last change during which a worker may be between two trials */
  course(recently: number): GroupCourse {
    const states = this.table.column(stateColumn);
    const scores = this.scores(states);
    return {
      closed: this.follower.closed,
      isRead: this.isRead,
      isWorking:
        states?.includes(running) === true || this.final === "running" || this.now() - this.lastChange < recently,
      ...(scores && { scores }),
      ...(this.final !== undefined && { final: this.final }),
      ...(this.problem !== undefined && { problem: this.problem }),
    };
  }

  private scores(states: Float64Array | undefined): GroupCourse["scores"] {
    const { group, table } = this;
    if (group.kind !== "folds" || !states) return undefined;
    const { examples, ordered } = group.folds;
    if (states.length < examples.length || states.some((state) => state !== done)) return undefined;
    const names = table.names.flatMap((name) => (name.startsWith(trialColumn.figure("")) ? [name] : []));
    const measured = examples.map((each, row) => ({
      examples: each,
      figures: Object.fromEntries(
        names.map((name) => [name.slice(trialColumn.figure("").length), table.number(name, row)]),
      ),
    }));
    return scoresOf(measured, ordered);
  }
}

/** Returns when the last trial was begun, the only evidence of a worker between two trials. */
const lastBegun = (group: string): Promise<number> =>
  stat(trialsFolder(group)).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.NEGATIVE_INFINITY,
  );

const isOver = (state: RunState | undefined): boolean => state === "completed" || state === "early-stopped";

/** Returns undefined if there is no run yet. */
const stateOf = (run: string): Promise<RunState | undefined> =>
  readRun(run, messageOf).then(
    ({ state }) => state,
    () => undefined,
  );
