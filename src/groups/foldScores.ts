/** What the folds say together: mean, deviation and interval of what was measured at the best epoch of each. */
import { type ScoreSummary, summarizeScores } from "../core/resampled";

export interface MeasuredFold {
  /** Examples that it learned, and those that it was validated on. */
  readonly examples: { readonly train: number; readonly validation: number };
  readonly figures: Readonly<Record<string, number>>;
}

/** Of every figure of the validation examples that all folds have. */
export function scoresOf(folds: readonly MeasuredFold[], isOrdered: boolean): Record<string, ScoreSummary> {
  const [first] = folds;
  const sum = (set: "train" | "validation") => folds.reduce((all, { examples }) => all + examples[set], 0);
  // Ordered folds are no draws: each learns more than the one before it.
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
