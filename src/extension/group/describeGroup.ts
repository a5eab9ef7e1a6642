/** What a group's page needs to know of it besides its trials, from group.json. */
import type { TrainingConfig } from "../../config/schema";
import { bestMetricOf } from "../../config/schema/resolve";
import { type Extension, extendedPlan } from "../../groups/extensions";
import { nameOfRun } from "../../groups/finalRun";
import { foldsPlanOf } from "../../groups/foldsPlan";
import type { Group } from "../../groups/group";
import { sweepPlanOf } from "../../groups/sweepPlan";
import type { GroupDescription } from "../../protocol/groupPanel";

/** Throws NetworkError of kind "run" where the plan is none that this version makes. */
export function describeGroup(folder: string, group: Group, extensions: readonly Extension[] = []): GroupDescription {
  const about = { folder, network: nameOfRun(folder).network, created: group.created };
  if (group.kind === "sweep") {
    const { sweep, minutes } = sweepPlanOf(group, folder);
    return { ...about, kind: "sweep", plan: extendedPlan(sweep, extensions), minutes };
  }
  const { folds, repeats, refit, ordered, examples } = foldsPlanOf(group, folder);
  return { ...about, kind: "folds", folds: { folds, repeats, refit, ordered, examples, metric: metricOf(group) } };
}

/** What the config says the best epoch is chosen by. */
const metricOf = ({ config }: Group): string | undefined =>
  bestMetricOf((config.training ?? {}) as TrainingConfig).bestMetric;
