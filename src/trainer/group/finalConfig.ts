/** The config of the final network: it is trained on all examples, for the median of the folds' best epochs. */
import { keepEveryOf, type ResolvedConfig } from "../../config/schema/resolve";
import { beforeFolds } from "../../data/split";

/** Returns the median of the best epochs; of two in the middle their mean, rounded. */
export function medianEpoch(best: readonly number[]): number {
  const sorted = [...best].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const mean = (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
  return Math.max(1, Math.round(mean));
}

/**
 * Without validation there is no early stopping, and the last epoch counts as the best. The learning rate of each epoch
 * is that of the folds.
 */
export function finalConfig(config: ResolvedConfig, epochs: number): ResolvedConfig {
  const { validation } = config.data;
  if (!validation || !("folds" in validation)) throw new TypeError("the config has no folds");
  const { earlyStopping: _, bestMetric: __, schedule, ...training } = config.training;
  const isDefault = training.keepEvery === keepEveryOf(training.epochs);
  const kept =
    schedule.type === "cosine" ? { ...schedule, epochs: schedule.epochs ?? config.training.epochs } : schedule;
  return {
    ...config,
    data: { ...config.data, ...withoutGroup(config), validation: beforeFolds(validation) },
    training: { ...training, schedule: kept, epochs, ...(isDefault && { keepEvery: keepEveryOf(epochs) }) },
  };
}

/** Excludes the column of the groups by name, since no key of folds excludes it any more. */
function withoutGroup({ data }: ResolvedConfig): { exclude?: string[] } {
  const { validation } = data;
  const group = validation && "folds" in validation ? validation.group : undefined;
  if (group === undefined || !("label" in data) || data.features) return {};
  const excluded = data.exclude ?? [];
  return { exclude: excluded.includes(group) ? excluded : [...excluded, group] };
}
