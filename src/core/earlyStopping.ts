/** Which epoch is the best so far, and when to give up waiting for a better one. */
import { isMetricName, largerIsBetter, metrics, usualMetrics } from "./metricRegistry";
import type { MetricName } from "./names";

export interface BestEpoch {
  readonly epoch: number;
  readonly metric: string;
  readonly value: number;
}

export type Figures = { readonly [Metric in MetricName]?: number | undefined };

/**
 * What "best" looks at: what the run recorded, else accuracy, for regression RMSE, else the validation cost; undefined:
 * the last epoch is the best.
 * @param recorded `training.bestMetric` of the run; left out by runs that do not choose
 */
export function bestMetric(figures: Figures, recorded: MetricName | undefined): MetricName | undefined {
  if (recorded) return recorded;
  return usualMetrics.find((metric) => figures[metric] !== undefined);
}

/** Whether `value` is better than `than` by more than minDelta; what is not a number is never better. */
export function isBetter(metric: MetricName, value: number, than: number | undefined, minDelta = 0): boolean {
  if (Number.isNaN(value)) return false;
  if (than === undefined || Number.isNaN(than)) return true;
  return largerIsBetter(metric) ? value > than + minDelta : value < than - minDelta;
}

/** The better of the best so far and this epoch. Everybody who needs the best epoch of a run asks this. */
export function betterOf(
  best: BestEpoch | undefined,
  epoch: number,
  figures: Figures,
  recorded: MetricName | undefined,
): BestEpoch {
  const metric = bestMetric(figures, recorded);
  if (metric === undefined) return { epoch, metric: "epoch", value: epoch };
  // A figure that was not measured is never better: without any, the first epoch stays.
  const value = figures[metric] ?? Number.NaN;
  return best && !isBetter(metric, value, best.value) ? best : { epoch, metric, value };
}

const ranks = Object.keys(metrics);

/** For lists of runs, the better one first; figures of another metric, and those that are none, come after. */
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

  /** Takes in an epoch's figures; true when training should stop. */
  ended(figures: Figures): boolean {
    const metric = bestMetric(figures, this.settings.metric) ?? "cost";
    const value = figures[metric] ?? Number.NaN;
    const better = isBetter(metric, value, this.state.value, this.settings.minDelta);
    this.state = better ? { value, waited: 0 } : { ...this.state, waited: this.state.waited + 1 };
    return this.state.waited >= this.settings.patience;
  }
}
