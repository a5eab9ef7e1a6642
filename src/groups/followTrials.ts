/**
 * Follows all trials of a group for display: closed generations from the index in chunks, open ones from their folders.
 * An ended trial is read once.
 */
import { Claims } from "./claims";
import { IndexFollower } from "./followIndex";
import { endedIn, readGeneration } from "./generations";
import { generationsFolder, numbersIn, trialsFolder } from "./names";
import type { EndedTrial } from "./trial";
import { readOpenTrial, type TrialSummary } from "./trials";

export class TrialsFollower {
  private readonly index: IndexFollower;
  private readonly claims: Claims;
  private readonly read = new Set<number>();
  /** Number of closed generations without gaps. */
  private contiguous = 0;
  private readonly ended = new Set<number>();
  /** Last state of each open trial. */
  private readonly open = new Map<number, string>();

  constructor(private readonly group: string) {
    this.index = new IndexFollower(group);
    this.claims = new Claims(group);
  }

  /** Number of closed generations without gaps. */
  get closed(): number {
    for (; this.read.has(this.contiguous); this.contiguous++);
    return this.contiguous;
  }

  /**
   * Yields trials started, returned or ended since the last call, in parts, between which other work can run. Throws
   * NetworkError of kind "run" if a file is damaged.
   */
  async *poll(): AsyncGenerator<readonly TrialSummary[]> {
    for await (const generations of this.index.read()) {
      const trials = generations.flatMap(({ generation, ended }) => this.take(generation, ended));
      if (trials.length > 0) yield trials;
    }
    for (const generation of await numbersIn(generationsFolder(this.group), /^(\d{4,})\.json$/)) {
      // Its worker was killed before it wrote the index, or is about to write it.
      const found = this.read.has(generation) ? undefined : await readGeneration(this.group, generation);
      if (found) yield this.take(generation, endedIn(found));
    }
    const changed: TrialSummary[] = [];
    for (const trial of await numbersIn(trialsFolder(this.group), /^(\d{6,})$/)) {
      if (this.ended.has(trial)) continue;
      const summary = await readOpenTrial(this.group, trial, this.claims);
      if (summary && this.isNew(summary)) changed.push(summary);
    }
    if (changed.length > 0) yield changed;
  }

  private take(generation: number, ended: readonly EndedTrial[]): TrialSummary[] {
    this.read.add(generation);
    const trials = ended.map(({ proposal, result }): TrialSummary => ({ proposal, result, state: result.state }));
    return trials.filter((summary) => this.isNew(summary));
  }

  private isNew({ proposal: { trial }, state, host, result }: TrialSummary): boolean {
    if (this.ended.has(trial)) return false;
    const stands = `${state} ${host}`;
    if (this.open.get(trial) === stands) return false;
    if (result) {
      this.ended.add(trial);
      this.open.delete(trial);
    } else this.open.set(trial, stands);
    return true;
  }
}
