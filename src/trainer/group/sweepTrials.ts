/** The trials of a sweep: the search proposes them, and each config is the config file with the trial's settings. */
import { trialValue } from "../../config/sweep/trialValue";
import { NetworkError } from "../../core/errors";
import { isMetricName, isWatchedOnly } from "../../core/metricRegistry";
import { type Extension, extendedPlan } from "../../groups/extensions";
import { type Group, refuseOtherSources } from "../../groups/group";
import { OptunaJournal } from "../../groups/optunaJournal";
import { sweepPlanOf } from "../../groups/sweepPlan";
import { proposeGeneration } from "../../search/propose";
import { tpeVersion } from "../../search/tpe";
import type { Generation, Proposal, SweepPlan } from "../../search/types";
import { foundBy } from "../../search/winner";
import { readingOfGroup } from "../experiment/dataRecord";
import { type Experiment, prepareText, refuseFolds } from "../experiment/prepare";
import { Datasets } from "./datasets";
import type { GroupTrials } from "./groupTrials";

export class SweepTrials implements GroupTrials {
  /** The plan with its latest extension. */
  readonly plan: SweepPlan;
  private readonly first: SweepPlan;
  readonly keepEpochs: boolean;
  readonly minutes: number | undefined;
  readonly journal: OptunaJournal;
  private readonly datasets = new Datasets();

  constructor(
    private readonly group: Group,
    folder: string,
    private readonly extensions: readonly Extension[] = [],
  ) {
    const { sweep, tpeVersion: found, keepEpochs, minutes } = sweepPlanOf(group, folder);
    if (sweep.search.type === "tpe" && found !== tpeVersion) {
      throw new NetworkError("group-tpe", { folder, product: group.versions.product });
    }
    this.plan = extendedPlan(sweep, extensions);
    this.first = sweep;
    this.keepEpochs = keepEpochs;
    this.minutes = minutes;
    this.journal = new OptunaJournal(folder, sweep);
  }

  /** True for promotions, repeats, and a budget of examples, which has room for more if trainings end early. */
  get mayFollow(): boolean {
    const { search, repeats, budget } = this.plan;
    return search.type === "halving" || repeats !== undefined || budget?.examples !== undefined;
  }

  propose(generation: number, closed: readonly Generation[]): readonly Proposal[] | undefined {
    const [plan, before] = [generation, generation - 1].map((each) => extendedPlan(this.first, this.extensions, each));
    return proposeGeneration(plan, generation, closed, before);
  }

  async open(): Promise<void> {
    await this.experimentOf({ values: {}, seed: this.plan.seed, epochs: this.plan.epochs });
  }

  prepare(proposal: Proposal): Promise<Experiment> {
    return this.experimentOf(proposal);
  }

  private async experimentOf({
    values,
    seed,
    epochs,
  }: Pick<Proposal, "values" | "seed" | "epochs">): Promise<Experiment> {
    const swept = this.plan.space.map(({ path }) => path);
    const text = JSON.stringify(this.judged(trialValue(this.group.config, swept, { values, seed, epochs })), null, 2);
    const pinned = { backend: "wasm", threads: 1 } as const;
    const load: typeof this.datasets.load = (config, file) =>
      this.datasets.load(config, file, readingOfGroup(this.group));
    const experiment = await prepareText(this.group.configPath, text, pinned, { load, isRecorded: true });
    refuseFolds(experiment);
    refuseOtherSources(this.group, experiment.dataset.sha256);
    return experiment;
  }

  objectives(figures: Readonly<Record<string, number>>): number[] | undefined {
    const found = this.plan.objectives.map(({ metric }) => figures[metric]);
    // A metric that the examples do not define is NaN, such as AUC if a class is missing.
    return found.every((figure) => Number.isFinite(figure)) ? found : undefined;
  }

  winner(closed: readonly Generation[]): number | undefined {
    return foundBy(this.plan, closed)[0]?.proposal.trial;
  }

  /**
   * Chooses the best epoch of a trial by the objective, unless the config names a metric, and watches the metrics that
   * are measured only if watched.
   */
  private judged(value: Record<string, unknown>): Record<string, unknown> {
    const training = (value.training ?? {}) as { bestMetric?: string; metrics?: string[] };
    const [{ metric }, ...others] = this.plan.objectives;
    const bestMetric = training.bestMetric ?? metric;
    const names = [metric, ...others.map((objective) => objective.metric)];
    const watched = names.filter((name) => name !== bestMetric && isMetricName(name) && isWatchedOnly(name));
    const metrics = [...new Set([...(training.metrics ?? []), ...watched])];
    return { ...value, training: { ...training, bestMetric, ...(watched.length > 0 && { metrics }) } };
  }
}
