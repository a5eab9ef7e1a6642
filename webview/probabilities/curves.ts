/** The three pictures of a class's probabilities: ROC, precision-recall and calibration. Pure. */

import { precisionRecallCurve, rocCurve, type ThresholdCounts } from "../../src/core/thresholds";
import type { RequestResult } from "../../src/protocol/requests";
import { figure, percent, whole } from "../ui/format";
import { t, within } from "../ui/l10n";
import type { TableColumn } from "../ui/virtualTable";
import { thresholdText } from "./thresholdPanel";
import type { UnitContents } from "./unitPlot";

export type Probabilities = RequestResult<"probabilities">;
type Bin = Probabilities["bins"][number];

/** Thresholds by index: the chosen one, and the one whose mistakes cost least. */
interface Marks {
  readonly at: number;
  readonly cheapest: number;
}

const blue = ["--vscode-charts-blue"];
const orange = ["--vscode-charts-orange"];

/** Returns the counts with the first threshold, which no probability reaches. */
export function countsOf({
  examples,
  positives,
  thresholds,
  truePositives,
  falsePositives,
}: Probabilities): ThresholdCounts {
  return {
    positives,
    negatives: examples - positives,
    thresholds: Float64Array.of(Number.POSITIVE_INFINITY, ...thresholds),
    truePositives: Float64Array.of(0, ...truePositives),
    falsePositives: Float64Array.of(0, ...falsePositives),
  };
}

export function rocContents({ auc }: Probabilities, counts: ThresholdCounts, marks: Marks, name: string): UnitContents {
  const { falsePositiveRate, truePositiveRate } = rocCurve(counts);
  return {
    ...curveContents(
      { title: t("False positive rate"), values: falsePositiveRate },
      { title: t("True positive rate"), values: truePositiveRate },
      counts,
      marks,
    ),
    diagonal: true,
    words:
      auc === null
        ? t("There is no ROC curve of {0}: all examples, or none, are {0}.", name)
        : t("ROC curve of {0}: the area under it is {1}; 1 is best, 0.5 is chance.", name, figure(auc)),
  };
}

export function recallContents(
  { averagePrecision, positives, examples }: Probabilities,
  counts: ThresholdCounts,
  marks: Marks,
  name: string,
): UnitContents {
  const { precision, recall } = precisionRecallCurve(counts);
  return {
    ...curveContents(
      { title: t("Recall"), values: recall },
      { title: t("Precision"), values: precision },
      counts,
      marks,
    ),
    diagonal: false,
    words:
      averagePrecision === null
        ? t("There is no precision-recall curve of {0}: no example is {0}.", name)
        : t(
            "Precision-recall curve of {0}: average precision {1}; {2} is chance.",
            name,
            figure(averagePrecision),
            percent(positives / examples),
          ),
  };
}

interface Axis {
  readonly title: string;
  readonly values: Float64Array;
}

function curveContents(
  x: Axis,
  y: Axis,
  counts: ThresholdCounts,
  { at, cheapest }: Marks,
): Omit<UnitContents, "words" | "diagonal"> {
  const isDefined = !Number.isNaN(x.values[x.values.length - 1]) && !Number.isNaN(y.values[y.values.length - 1]);
  const point = (i: number) => [x.values[i], y.values[i]] as const;
  const column = ({ title, values }: Axis): TableColumn => ({
    title,
    value: (row) => values[row],
    text: (row) => (Number.isNaN(values[row]) ? "–" : percent(values[row])),
  });
  const threshold = {
    title: t("Threshold"),
    text: (row: number) => thresholdText(counts, row),
    value: (row: number) => -row,
  };
  return {
    x: within(x.title),
    y: within(y.title),
    curves: isDefined ? [{ points: Array.from(x.values, (_, i) => point(i)), color: blue, dash: [], dots: false }] : [],
    chosen: isDefined ? point(at) : undefined,
    cheapest: isDefined ? point(cheapest) : undefined,
    table: {
      rows: counts.thresholds.length,
      columns: [threshold, column(x), column(y)],
      mark: (row) => (row === cheapest ? t("Cheapest threshold") : undefined),
    },
  };
}

export function calibrationContents({ bins, ece, calibrated }: Probabilities, name: string): UnitContents {
  const curve = (of: readonly Bin[], color: readonly string[], dash: readonly number[]) => ({
    points: of.flatMap(({ predicted, observed }) =>
      predicted === null || observed === null ? [] : [[predicted, observed] as const],
    ),
    color,
    dash,
    dots: true,
  });
  const share = (value: number | null) => (value === null ? "–" : percent(value));
  const columns = (of: readonly Bin[], titleOf = (title: string) => title): TableColumn[] => [
    { title: titleOf(t("Examples")), text: (row) => whole(of[row].count), value: (row) => of[row].count },
    { title: titleOf(t("Predicted")), text: (row) => share(of[row].predicted) },
    { title: titleOf(t("Observed")), text: (row) => share(of[row].observed) },
  ];
  const range = (row: number) => `${percentOf(row, bins.length)}–${percentOf(row + 1, bins.length)}`;
  const after = calibrated ? t(", with the temperature {0}", percent(calibrated.ece)) : "";
  return {
    x: t("predicted probability"),
    y: t("share that is {0}", name),
    curves: [curve(bins, blue, []), ...(calibrated ? [curve(calibrated.bins, orange, [5, 3])] : [])],
    diagonal: true,
    words: t(
      "Calibration curve of {0}: the expected calibration error is {1}{2}. On the dashed line probabilities are right.",
      name,
      percent(ece),
      after,
    ),
    table: {
      rows: bins.length,
      columns: [
        { title: t("Probability"), text: range, value: (row) => row },
        ...columns(bins),
        ...(calibrated ? columns(calibrated.bins, (title) => t("{0}, calibrated", title)) : []),
      ],
    },
  };
}

const percentOf = (part: number, of: number) => `${Math.round((100 * part) / of)}%`;
