/** The state of a group and its trials, for lists that show it as one entry and refresh it. */
import type { TrainingConfig } from "../config/schema";
import { bestMetricOf } from "../config/schema/resolve";
import { gridCount } from "../config/sweep/gridCount";
import { bestMetric, type Figures } from "../core/earlyStopping";
import type { MetricName } from "../core/names";
import type { ScoreSummary } from "../core/resampled";
import { proposeGeneration } from "../search/propose";
import type { Objective, SweepPlan } from "../search/types";
import { type Found, foundBy } from "../search/winner";
import { type Extension, extendedPlan, readExtensions } from "./extensions";
import { scoresOf } from "./foldScores";
import { type FoldsPlan, foldsPlanOf } from "./foldsPlan";
import { GroupFollower } from "./follow";
import type { ClosedGeneration } from "./generations";
import { type Group, readGroup } from "./group";
import { type SweepGroupPlan, sweepPlanOf } from "./sweepPlan";
import type { TrialSummary } from "./trials";

/** "unfinished": trials are left, and no process trains one now. */
export type GroupState = "running" | "unfinished" | "ended";

interface Counts {
  readonly state: GroupState;
  readonly created: Date;
  readonly done: number;
  readonly failed: number;
  readonly running: number;
  /** Machines whose claims say that they train trials, but whose processes cannot be checked. */
  readonly hosts: readonly string[];
}

export interface SweepStanding extends Counts {
  readonly kind: "sweep";
  readonly objectives: readonly Objective[];
  /** Number of settings tried, without repeats and promotions. */
  readonly settings: number;
  /** Largest number of settings; undefined if the config sets none. */
  readonly planned?: number | undefined;
  /** Results of closed generations. */
  readonly found: readonly Found[];
}

export interface FoldsStanding extends Counts {
  readonly kind: "folds";
  readonly plan: FoldsPlan;
  readonly planned: number;
  /** Metric that determines a fold's best epoch; undefined if its last one counts. */
  readonly metric?: MetricName | undefined;
  /** Score of that metric, once all folds have ended and none has failed. */
  readonly score?: ScoreSummary | undefined;
}

export type GroupStanding = SweepStanding | FoldsStanding;

export class WatchedGroup {
  readonly trials = new Map<number, TrialSummary>();
  private readonly follower: GroupFollower;
  /** True if a trial was in training at the last call, and one has ended since. */
  private isAtWork = false;
  private extensions: readonly Extension[] = [];
  private found: { key: string; found: readonly Found[]; isOver: boolean } | undefined;

  private constructor(
    readonly folder: string,
    readonly group: Group,
    private readonly plan: SweepGroupPlan | FoldsPlan,
    private readonly now: () => Date,
  ) {
    this.follower = new GroupFollower(folder);
  }

  /** Opens a group; throws NetworkError of kind "run" if it is damaged. */
  static async open(folder: string, now = () => new Date()): Promise<WatchedGroup> {
    const group = await readGroup(folder);
    const plan = group.kind === "sweep" ? sweepPlanOf(group, folder) : foldsPlanOf(group, folder);
    return new WatchedGroup(folder, group, plan, now);
  }

  get closed(): readonly ClosedGeneration[] {
    return this.follower.closed;
  }

  /** Undefined for folds. */
  get sweepPlan(): SweepPlan | undefined {
    return "sweep" in this.plan ? extendedPlan(this.plan.sweep, this.extensions) : undefined;
  }

  /** Reads changes. Throws NetworkError of kind "run" if a file is damaged. */
  async poll(): Promise<void> {
    const { trials } = await this.follower.poll();
    // Between two trials a worker is active without a claim.
    const isAtWork = this.isAtWork || this.isRunning();
    this.isAtWork = isAtWork && trials.some(({ result }) => result);
    if (this.group.kind === "sweep") this.extensions = await readExtensions(this.folder);
    for (const summary of trials) this.trials.set(summary.proposal.trial, summary);
  }

  get standing(): GroupStanding {
    const { plan } = this;
    return "sweep" in plan ? this.sweep(plan) : this.folds(plan);
  }

  private sweep({ sweep: first, minutes }: SweepGroupPlan): SweepStanding {
    const sweep = extendedPlan(first, this.extensions);
    const { found, isOver } = this.foundIn(first);
    const isLate = minutes !== undefined && this.now().getTime() > this.begun.getTime() + minutes * 60_000;
    const tried = [...this.trials.values()].filter(
      ({ proposal: { repeats, continues }, result }) => result && repeats === undefined && continues === undefined,
    );
    return {
      kind: "sweep",
      ...this.counts(isOver || isLate),
      objectives: sweep.objectives,
      settings: tried.length,
      planned: plannedOf(sweep),
      found,
    };
  }

  private folds(plan: FoldsPlan): FoldsStanding {
    const { examples, ordered } = plan;
    const results = examples.flatMap((_, trial) => this.trials.get(trial)?.result ?? []);
    const figures = results.map(({ best }) => best?.figures ?? {});
    const recorded = bestMetricOf((this.group.config.training ?? {}) as TrainingConfig).bestMetric;
    const metric = figures[0] && bestMetric(figures[0] as Figures, recorded);
    const isWhole = results.length === examples.length;
    const measured = results.map(({ trial }, i) => ({ examples: examples[trial], figures: figures[i] }));
    const isMeasured = isWhole && results.every(({ state }) => state === "done");
    return {
      kind: "folds",
      ...this.counts(isWhole),
      plan,
      planned: examples.length,
      metric,
      score: isMeasured && metric !== undefined ? scoresOf(measured, ordered)[metric] : undefined,
    };
  }

  private isRunning(): boolean {
    return [...this.trials.values()].some(({ state }) => state === "running");
  }

  private get begun(): Date {
    return new Date(this.group.created);
  }

  private counts(isOver: boolean): Counts {
    const all = [...this.trials.values()];
    const count = (state: TrialSummary["state"]) => all.filter((each) => each.state === state).length;
    const running = count("running");
    const hosts = new Set(all.flatMap(({ host }) => host ?? []));
    const isEnded = isOver && running + count("waiting") === 0;
    return {
      state: isEnded ? "ended" : running > 0 || this.isAtWork ? "running" : "unfinished",
      created: this.begun,
      done: count("done"),
      failed: count("failed"),
      running,
      hosts: [...hosts],
    };
  }

  /** Computes the results once per number of closed generations: for thousands of trials it takes a while. */
  private foundIn(first: SweepPlan) {
    const { extensions } = this;
    const { closed } = this.follower;
    const key = `${closed.length} ${extensions.length}`;
    if (this.found?.key !== key) {
      const known = closed.filter(({ generation }) => generation <= closed.length - 2);
      const [plan, before] = [closed.length, closed.length - 1].map((each) => extendedPlan(first, extensions, each));
      const isOver = proposeGeneration(plan, closed.length, known, before) === undefined;
      this.found = { key, found: foundBy(plan, closed), isOver };
    }
    return this.found;
  }
}

/** A space with fewer settings than trials ends the search earlier. */
function plannedOf({ search, space, fixed, budget }: SweepPlan): number | undefined {
  const endless = Number.POSITIVE_INFINITY;
  const most = Math.min(search.trials ?? endless, gridCount(space, fixed) ?? endless, budget?.trials ?? endless);
  return Number.isFinite(most) ? most : undefined;
}
