/** The scores of folds: mean, standard deviation and confidence interval of the metrics at each fold's best epoch. */
import { type ScoreSummary, summarizeScores } from "../core/resampled";

export interface MeasuredFold {
  /** Number of training and of validation examples. */
  readonly examples: { readonly train: number; readonly validation: number };
  readonly figures: Readonly<Record<string, number>>;
}

/** Returns the scores of all validation metrics that all folds have. */
export function scoresOf(folds: readonly MeasuredFold[], isOrdered: boolean): Record<string, ScoreSummary> {
  const [first] = folds;
  const sum = (set: "train" | "validation") => folds.reduce((all, { examples }) => all + examples[set], 0);
  // Ordered folds are no random samples: each learns more than the one before it.
  const ratio = isOrdered ? undefined : sum("validation") / sum("train");
  const metrics = Object.keys(first?.figures ?? {}).filter(
    (metric) => metric.startsWith("validation") && folds.every(({ figures }) => Number.isFinite(figures[metric])),
  );
  return Object.fromEntries(
    metrics.map((metric) => [
      metric,
      summarizeScores(
        folds.map(({ figures }) => figures[metric]),
        ratio,
      ),
    ]),
  );
}
