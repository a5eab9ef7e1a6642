/** The description of a group for its page, without its trials, from group.json. */
import type { TrainingConfig } from "../../config/schema";
import { bestMetricOf } from "../../config/schema/resolve";
import { type Extension, extendedPlan } from "../../groups/extensions";
import { nameOfRun } from "../../groups/finalRun";
import { foldsPlanOf } from "../../groups/foldsPlan";
import type { Group } from "../../groups/group";
import { sweepPlanOf } from "../../groups/sweepPlan";
import type { GroupDescription } from "../../protocol/groupPanel";

/** Throws NetworkError of kind "run" if this version cannot produce the plan. */
export function describeGroup(folder: string, group: Group, extensions: readonly Extension[] = []): GroupDescription {
  const about = { folder, network: nameOfRun(folder).network, created: group.created };
  if (group.kind === "sweep") {
    const { sweep, minutes } = sweepPlanOf(group, folder);
    return { ...about, kind: "sweep", plan: extendedPlan(sweep, extensions), minutes };
  }
  const { folds, repeats, refit, ordered, examples } = foldsPlanOf(group, folder);
  return { ...about, kind: "folds", folds: { folds, repeats, refit, ordered, examples, metric: metricOf(group) } };
}

/** Returns the metric by which the config chooses the best epoch. */
const metricOf = ({ config }: Group): string | undefined =>
  bestMetricOf((config.training ?? {}) as TrainingConfig).bestMetric;
