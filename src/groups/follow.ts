/** Follows a group for display: reports what has changed since the last call, whatever process trains it. */
import { Claims } from "./claims";
import { type ClosedGeneration, endedIn, readGeneration } from "./generations";
import { namesIn, trialsFolder } from "./names";
import { readOpenTrial, type TrialSummary } from "./trials";

export interface GroupChanges {
  /** Trials that were started, returned or ended. */
  readonly trials: readonly TrialSummary[];
  readonly closed: readonly ClosedGeneration[];
}

export class GroupFollower {
  readonly closed: ClosedGeneration[] = [];
  private readonly claims: Claims;
  /** Last state of each open trial; an ended one is not read again. */
  private readonly states = new Map<number, TrialSummary["state"]>();

  constructor(private readonly group: string) {
    this.claims = new Claims(group);
  }

  async poll(): Promise<GroupChanges> {
    const trials: TrialSummary[] = [];
    const closed: ClosedGeneration[] = [];
    const take = (summary: TrialSummary) => {
      const { trial } = summary.proposal;
      if (this.states.get(trial) !== summary.state) trials.push(summary);
      this.states.set(trial, summary.state);
    };
    // Closed generations first: their trials need no further reads, even if there are thousands.
    for (;;) {
      const next = await readGeneration(this.group, this.closed.length);
      if (!next) break;
      for (const { proposal, result } of endedIn(next)) take({ proposal, result, state: result.state });
      this.closed.push(next);
      closed.push(next);
    }
    for (const trial of (await this.openTrials()).sort((a, b) => a - b)) {
      const summary = await readOpenTrial(this.group, trial, this.claims);
      if (summary) take(summary);
    }
    return { trials, closed };
  }

  private async openTrials(): Promise<number[]> {
    const all = (await namesIn(trialsFolder(this.group))).filter((name) => /^\d{6,}$/.test(name)).map(Number);
    return all.filter((trial) => {
      const state = this.states.get(trial);
      return state !== "done" && state !== "failed";
    });
  }
}
