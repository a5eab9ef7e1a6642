/**
 * The progress of a group as one worker sees it: closed generations, proposals of the open ones, and the trial that may
 * begin. At most two generations are open, since the third waits for the first.
 */
import { Claim } from "../../groups/claim";
import { findTrial } from "../../groups/claimFile";
import { Claims } from "../../groups/claims";
import { type ClosedGeneration, closeGeneration, endedIn, readGeneration, tidyAfter } from "../../groups/generations";
import type { Group } from "../../groups/group";
import { completeIndex } from "../../groups/indexLines";
import { openTrial, readResult, type StoredResult } from "../../groups/trial";
import type { Proposal } from "../../search/types";
import type { GroupTrials } from "./groupTrials";

export interface Work {
  readonly claim: Claim;
  readonly proposal: Proposal;
}

/** "waiting": others train what is left for now; "ending": likewise, and nothing follows it. */
export type NoWork = "waiting" | "ending" | "over";

interface Options {
  /** Returns true if generations that have not begun are too late. */
  isLate(): boolean;
  onClosed?(closed: ClosedGeneration): void;
}

/** Returns a test of whether a budget in minutes, counted from the group's creation, is used up. */
export const lateness =
  ({ created }: Pick<Group, "created">, minutes: number | undefined) =>
  (): boolean =>
    minutes !== undefined && Date.now() - Date.parse(created) > minutes * 60_000;

export class GroupProgress {
  readonly closed: ClosedGeneration[] = [];
  private readonly claims: Claims;
  private left = 0;
  /** Process ids of the trials that others train; undefined if a process is not known to live on this machine. */
  private holders: (number | undefined)[] = [];
  private readonly known = new Map<number, StoredResult>();
  private readonly proposals = new Map<number, readonly Proposal[] | undefined>();
  private isNew = true;

  constructor(
    private readonly group: string,
    private readonly trials: GroupTrials,
    private readonly options: Options,
  ) {
    this.claims = new Claims(group);
  }

  /** Returns true if nothing is left, for processes that only watch; closes generations that have ended. */
  async isOver(): Promise<boolean> {
    await this.close();
    const next = this.proposed(this.closed.length);
    const isOver = !next || (this.options.isLate() && !(await this.isBegun(next)));
    if (isOver) await this.finish();
    return isOver;
  }

  /** Returns the result of a trial of a closed generation. */
  resultOf(trial: number): StoredResult | undefined {
    for (const { results } of this.closed) {
      const found = results.find((result) => result.trial === trial);
      if (found) return found;
    }
    return undefined;
  }

  /** Number of trials that others trained when `next` last found no work. */
  get trialsOfOthers(): number {
    return this.left;
  }

  /** The processes that train them; undefined if one of them is not known to live on this machine. */
  get owners(): readonly number[] | undefined {
    const known = this.holders.filter((pid) => pid !== undefined);
    return known.length === this.holders.length ? known : undefined;
  }

  /** Records the result of a trial of this worker. */
  ended(result: StoredResult): void {
    this.known.set(result.trial, result);
  }

  /** Claims the first trial that may begin or continue. */
  async next(): Promise<Work | NoWork> {
    await this.close();
    if (this.isNew) await this.completeIndex();
    this.isNew = false;
    const first = this.closed.length;
    this.left = 0;
    this.holders = [];
    for (const generation of [first, first + 1]) {
      const proposals = this.proposed(generation);
      if (!proposals || (this.options.isLate() && !(await this.isBegun(proposals)))) {
        if (this.left > 0) return "ending";
        await this.finish();
        return "over";
      }
      // No result of the open trials can lead to more trials.
      if (this.left > 0 && proposals.length === 0 && !this.trials.mayFollow) return "ending";
      for (const proposal of proposals) {
        if (this.known.has(proposal.trial)) continue;
        const look = await this.claims.stateOf(proposal.trial);
        if (look.state === "ended") continue;
        this.left++;
        this.holders.push(look.state === "claimed" && look.isCertain ? look.pid : undefined);
        const work = look.state === "free" && (await this.claim(proposal, look.attempt));
        if (work) return work;
      }
    }
    return "waiting";
  }

  private async isBegun(proposals: readonly Proposal[]): Promise<boolean> {
    for (const { trial } of proposals) if ((await findTrial(this.group, trial)).attempt > 0) return true;
    return false;
  }

  private async claim(proposal: Proposal, attempt: number): Promise<Work | undefined> {
    await openTrial(this.group, proposal);
    const claim = await Claim.make(this.group, proposal.trial, attempt);
    return claim && { claim, proposal };
  }

  /** Closes generations that have ended, and reads those that others have closed. */
  private async close(): Promise<void> {
    for (;;) {
      const generation = this.closed.length;
      const found = await readGeneration(this.group, generation);
      const closed = found ?? (await this.closeIfEnded(generation));
      if (!closed) return;
      this.closed.push(closed);
      for (const { trial } of closed.proposals) this.known.delete(trial);
      this.proposals.delete(generation);
      if (!found) await this.writeJournal();
      this.options.onClosed?.(closed);
    }
  }

  /** Completes what killed workers have left. */
  private async finish(): Promise<void> {
    await tidyAfter(this.group, this.closed.length);
    await this.completeIndex();
    await this.writeJournal();
  }

  /** A worker may have been killed between closing a generation and adding it to the index. */
  private completeIndex(): Promise<void> {
    return completeIndex(this.group, this.closed.map(endedIn));
  }

  /** If a reader holds the file, or the disk is full, the next worker that closes a generation writes it. */
  private async writeJournal(): Promise<void> {
    await this.trials.journal?.write(this.closed).catch(() => {});
  }

  private async closeIfEnded(generation: number): Promise<ClosedGeneration | undefined> {
    const proposals = this.proposed(generation);
    if (!proposals) return undefined;
    for (const { trial } of proposals) {
      const result = this.known.get(trial) ?? (await readResult(this.group, trial));
      if (!result) return undefined;
      this.known.set(trial, result);
    }
    return closeGeneration(this.group, generation, proposals, this.known);
  }

  /** Returns proposals, computed once: the results that they depend on do not change. */
  private proposed(generation: number): readonly Proposal[] | undefined {
    if (!this.proposals.has(generation)) {
      const known = this.closed.filter((each) => each.generation <= generation - 2);
      this.proposals.set(generation, this.trials.propose(generation, known));
    }
    return this.proposals.get(generation);
  }
}
