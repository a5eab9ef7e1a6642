/** The figures by which a person reads the result of an epoch, as texts. Shared by the editor and its pages. Pure. */
import type { Figures } from "./earlyStopping";
import { isMetricName, metrics } from "./metricRegistry";
import type { MetricName } from "./names";

/** Metrics of an epoch; fields of the epoch event. */
export interface ResultFigures extends Figures {
  readonly testAccuracy?: number | undefined;
  readonly testRmse?: number | undefined;
  readonly trainAccuracy?: number | undefined;
}

/** Formats of numbers and words in the reader's language. */
export interface ResultStyle {
  readonly percent: (share: number) => string;
  readonly number: (value: number) => string;
  /** Returns the translation of an abbreviation, such as that of a metric. */
  readonly word: (english: string) => string;
}

type ResultName = MetricName | "testAccuracy" | "testRmse" | "trainAccuracy";

/** The first of these that an epoch has is its main result. */
const mainResults: readonly ResultName[] = [
  "validationAccuracy",
  "validationRmse",
  "testAccuracy",
  "testRmse",
  "trainAccuracy",
];

/**
 * Returns texts such as ["97.9%", "cost 0.038"] or ["RMSE 2.317", "R² 0.914"], the most important one first: the
 * accuracy, or for a regression the RMSE, before a cost. A metric that is not a cost, such as F1, comes first if it
 * chose the best epoch. Returns [] if the epoch has none of them.
 * @param chosenBy the metric that chose the best epoch; undefined for any other epoch
 */
export function resultTexts(figures: ResultFigures, chosenBy: string | undefined, style: ResultStyle): string[] {
  const chosen = chosenBy !== undefined && isMetricName(chosenBy) ? chosenBy : undefined;
  const main = mainResults.find((name) => figures[name] !== undefined);
  const r2 = main === "validationRmse" && Number.isFinite(figures.validationR2) ? "validationR2" : undefined;
  const isCost = chosen === "validationCost" || chosen === "cost";
  const names: (ResultName | undefined)[] = isCost || !chosen ? [main, r2, chosen] : [chosen, main, r2];
  return [...new Set(names)].flatMap((name) => {
    const value = name && figures[name];
    return name && value !== undefined ? [resultText(name, value, style)] : [];
  });
}

function resultText(name: ResultName, value: number, { percent, number, word }: ResultStyle): string {
  if (name === "validationAccuracy") return percent(value);
  if (name === "testAccuracy") return `${percent(value)} ${word("test")}`;
  if (name === "trainAccuracy") return `${percent(value)} ${word("training")}`;
  if (name === "testRmse") return `${word("test")} RMSE ${number(value)}`;
  const { format, short } = metrics[name];
  return format === "percent" ? `${percent(value)} ${word(short)}` : `${word(short)} ${number(value)}`;
}
