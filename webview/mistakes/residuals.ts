/** Converts a regression's residuals to the points of a scatter plot, and describes them. Pure. */

import type { RequestResult } from "../../src/protocol/requests";
import type { Range } from "../plots/zoom";
import { quantity, signed } from "../ui/format";
import { t } from "../ui/l10n";

export type Residuals = RequestResult<"residuals">;
export type ResidualExample = Residuals["examples"][number];

/** An example's values of the shown target. */
export interface Point {
  readonly index: number;
  readonly actual: number;
  readonly predicted: number;
  /** True if the example is also in the list of examples. */
  readonly listed: boolean;
}

export const residualOf = ({ actual, predicted }: Point): number => actual - predicted;

/** Returns the drawn and the listed points, each once, sorted by actual value; without points that are not finite. */
export function pointsOf({ points, examples }: Residuals, target: number): Point[] {
  const all = new Map<number, Point>();
  points.index.forEach((index, i) => {
    all.set(index, { index, actual: points.actual[i], predicted: points.predicted[i], listed: false });
  });
  for (const { index, actual, predicted } of examples) {
    all.set(index, { index, actual: actual[target], predicted: predicted[target], listed: true });
  }
  return [...all.values()]
    .filter((point) => Number.isFinite(residualOf(point)))
    .sort((a, b) => a.actual - b.actual || a.index - b.index);
}

/** Returns the common range of both axes, with a margin; correct predictions are then on the diagonal. */
export function rangeOf(points: readonly Point[]): Range {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { actual, predicted } of points) {
    least = Math.min(least, actual, predicted);
    most = Math.max(most, actual, predicted);
  }
  if (least > most) return [0, 1];
  const room = (most - least) * 0.04 || Math.abs(most) * 0.1 || 1;
  return [least - room, most + room];
}

/** Describes a point: "example 17: actual 21.5, predicted 30.1, residual −8.6". */
export function describePoint(point: Point): string {
  const { index, actual, predicted } = point;
  return t(
    "example {0}: actual {1}, predicted {2}, residual {3}",
    index,
    quantity(actual),
    quantity(predicted),
    signed(residualOf(point)),
  );
}
