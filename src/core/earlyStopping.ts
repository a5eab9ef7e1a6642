/** The best epoch so far, and early stopping. */
import { isMetricName, largerIsBetter, metrics, usualMetrics } from "./metricRegistry";
import type { MetricName } from "./names";

export interface BestEpoch {
  readonly epoch: number;
  readonly metric: string;
  readonly value: number;
}

export type Figures = { readonly [Metric in MetricName]?: number | undefined };

/**
 * Returns the metric that decides the best epoch: the one the run recorded, else accuracy, for regression RMSE, else
 * the validation cost. If it is undefined, the last epoch is the best.
 * @param recorded `training.bestMetric` of the run; undefined if the config does not set it
 */
export function bestMetric(figures: Figures, recorded: MetricName | undefined): MetricName | undefined {
  if (recorded) return recorded;
  return usualMetrics.find((metric) => figures[metric] !== undefined);
}

/** Returns true if `value` is better than `than` by more than minDelta; NaN is never better. */
export function isBetter(metric: MetricName, value: number, than: number | undefined, minDelta = 0): boolean {
  if (Number.isNaN(value)) return false;
  if (than === undefined || Number.isNaN(than)) return true;
  return largerIsBetter(metric) ? value > than + minDelta : value < than - minDelta;
}

/** Returns the better of the best epoch so far and this one. All code that needs the best epoch of a run calls this. */
export function betterOf(
  best: BestEpoch | undefined,
  epoch: number,
  figures: Figures,
  recorded: MetricName | undefined,
): BestEpoch {
  const metric = bestMetric(figures, recorded);
  if (metric === undefined) return { epoch, metric: "epoch", value: epoch };
  // A figure that was not measured is NaN and never better, so without any figure the first epoch stays the best.
  const value = figures[metric] ?? Number.NaN;
  return best && !isBetter(metric, value, best.value) ? best : { epoch, metric, value };
}

const ranks = Object.keys(metrics);

/** Compares runs for sorting, the better one first; other metrics and runs without a figure come last. */
export function compareBest(a: BestEpoch | undefined, b: BestEpoch | undefined): number {
  const rank = (best: BestEpoch | undefined) =>
    best && isMetricName(best.metric) ? ranks.indexOf(best.metric) : Number.MAX_SAFE_INTEGER;
  if (!a || !b || rank(a) !== rank(b)) return rank(a) - rank(b);
  if (!isMetricName(a.metric) || a.value === b.value) return 0;
  return isBetter(a.metric, a.value, b.value) ? -1 : 1;
}

export interface EarlyStoppingSettings {
  readonly metric?: MetricName | undefined;
  readonly patience: number;
  readonly minDelta: number;
}

/** Counts the epochs since the watched metric last improved. Its state is saved with every checkpoint. */
export class EarlyStopping {
  constructor(
    private readonly settings: EarlyStoppingSettings,
    public state: { value?: number | undefined; waited: number } = {
      waited: 0,
    },
  ) {}

  /** Adds an epoch's figures; returns true if training should stop. */
  ended(figures: Figures): boolean {
    const metric = bestMetric(figures, this.settings.metric) ?? "cost";
    const value = figures[metric] ?? Number.NaN;
    const better = isBetter(metric, value, this.state.value, this.settings.minDelta);
    this.state = better ? { value, waited: 0 } : { ...this.state, waited: this.state.waited + 1 };
    return this.state.waited >= this.settings.patience;
  }
}
