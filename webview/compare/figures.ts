/** The results of runs, and their spread over the seeds of a config. Pure. */

import { metrics, watchedOnly } from "../../src/core/metricRegistry";
import type { MetricName } from "../../src/core/names";
import type { EpochEnded } from "../../src/protocol/events";
import type { State } from "../state/store";
import { figure, percent, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { metricTitle } from "../ui/metricWords";

export interface Figure {
  readonly name: string;
  /** Explanation for a tooltip. */
  readonly title?: string;
  /** 1 if larger is better, -1 if smaller is better, 0 if neither. */
  readonly better: 1 | -1 | 0;
  readonly of: (state: State) => number | undefined;
  readonly show: (value: number) => string;
}

/** Returns the epoch whose weights are the run's result: the best, or the last if there is no best. */
const resultOf = ({ epochs }: State): EpochEnded | undefined => epochs.best ?? epochs.at(-1);

const reached = (
  name: string,
  key: keyof EpochEnded,
  better: 1 | -1,
  show: (value: number) => string = figure,
): Figure => ({
  name,
  title: t("In the best epoch"),
  better,
  of: (state) => resultOf(state)?.[key] as number | undefined,
  show,
});

/** Returns the figure of a metric, with title and format from the registry. */
const measured = (name: MetricName): Figure => {
  const { largerIsBetter, format } = metrics[name];
  return reached(metricTitle(name), name, largerIsBetter ? 1 : -1, format === "percent" ? percent : figure);
};

const all: readonly Figure[] = [
  measured("validationAccuracy"),
  reached(t("Test accuracy"), "testAccuracy", 1, percent),
  reached(t("Training accuracy"), "trainAccuracy", 1, percent),
  measured("validationRmse"),
  reached(t("Test RMSE"), "testRmse", -1),
  measured("validationR2"),
  ...watchedOnly.map(measured),
  reached(t("Test R²"), "testR2", 1),
  measured("validationCost"),
  measured("cost"),
  { name: t("Best epoch"), better: 0, of: (state) => state.epochs.best?.epoch, show: figure },
  { name: t("Epochs"), better: 0, of: ({ epochs }) => epochs.at(-1)?.epoch, show: figure },
  {
    name: t("Training time"),
    title: t("Without evaluation time"),
    better: -1,
    of: ({ epochs }) => epochs.column("trainSeconds")?.reduce((sum, seconds) => sum + seconds, 0),
    show: (seconds) => `${figure(seconds)} s`,
  },
  { name: t("Parameters"), better: 0, of: ({ started }) => started?.parameters, show: whole },
];

/** Returns the figures that any of the runs has. */
export const figuresOf = (states: readonly State[]): Figure[] =>
  all.filter(({ of }) => states.some((state) => of(state) !== undefined));

export interface Spread {
  readonly mean: number;
  /** Sample standard deviation (n − 1); undefined for one value. */
  readonly deviation: number | undefined;
  readonly least: number;
  readonly most: number;
  readonly count: number;
}

/** Returns the spread of the values without NaN; undefined if there are none. */
export function spreadOf(values: readonly (number | undefined)[]): Spread | undefined {
  const known = values.filter((value): value is number => value !== undefined && !Number.isNaN(value));
  const count = known.length;
  if (count === 0) return undefined;
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = count > 1 ? Math.sqrt(squares / (count - 1)) : undefined;
  return { mean, deviation, least: Math.min(...known), most: Math.max(...known), count };
}
