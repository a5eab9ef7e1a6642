/** Shows the state of a sweep, read from its folder alone: the same for all executors and machines. */
import { GroupFollower } from "../groups/follow";
import type { TrialSummary } from "../groups/trials";
import type { GroupEvent } from "../protocol/groupEvents";
import { budgetLeft } from "../search/budgetLeft";
import type { SweepPlan } from "../search/types";
import { foundBy } from "../search/winner";
import { exitCodeOfFailure } from "./failures";
import type { GroupReporter } from "./report/groupReporter";
import { foundTrial, trialEvent } from "./report/trialLines";

export class SweepView {
  private readonly follower: GroupFollower;
  private readonly running = new Set<number>();
  /** Number of failed trials by error code. */
  private readonly failures = new Map<string, number>();
  private done = 0;
  private failed = 0;

  constructor(
    readonly folder: string,
    private readonly plan: SweepPlan,
    readonly reporter: GroupReporter,
  ) {
    this.follower = new GroupFollower(folder);
  }

  /** Number of closed generations. */
  get closed(): number {
    return this.follower.closed.length;
  }

  /** True if a trial is being trained, as far as this process can know. */
  get isTraining(): boolean {
    return this.running.size > 0;
  }

  /** Shows the changes since the last look. Returns trials that have ended meanwhile. */
  async poll(beforeTrial: (ended: TrialSummary) => Promise<void> = async () => {}): Promise<TrialSummary[]> {
    const { trials, closed } = await this.follower.poll();
    const ended = trials.filter(({ result }) => result !== undefined);
    for (const summary of trials) {
      this.count(summary);
      if (summary.result) await beforeTrial(summary);
      this.reporter.show(trialEvent(summary));
    }
    for (const { generation, results } of closed) {
      if (results.length > 0) this.reporter.show({ type: "generation", generation, trials: results.length });
    }
    return ended;
  }

  show(state: GroupEvent["state"]): void {
    const { objectives } = this.plan;
    const { folder, done, failed, follower } = this;
    const found = foundBy(this.plan, follower.closed).map((each) => foundTrial(folder, each));
    const budget = state === "over" ? budgetLeft(this.plan, follower.closed) : undefined;
    const event = { group: folder, state, objectives, done, failed, ...(budget && { budget }), found };
    this.reporter.show({ type: "group", kind: "sweep", ...event });
  }

  /** 0 if a trial is done, otherwise the code of the most frequent failure; of equally frequent ones the first. */
  get exitCode(): number {
    const [[code] = []] = [...this.failures].sort(([, a], [, b]) => b - a);
    return this.done > 0 || code === undefined ? 0 : exitCodeOfFailure(code);
  }

  private count({ proposal, state, result }: TrialSummary): void {
    if (state === "done") this.done++;
    if (state === "failed") this.failed++;
    if (state === "running") this.running.add(proposal.trial);
    else this.running.delete(proposal.trial);
    const { failure } = result ?? {};
    if (failure !== undefined) this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
  }
}
