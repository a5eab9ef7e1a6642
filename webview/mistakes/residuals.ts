/** What the page makes of a regression's residuals: points with their places, and words. Pure. */
import type { RequestResult } from "../../src/protocol/requests";
import type { Range } from "../plots/zoom";
import { quantity, signed } from "../ui/format";

export type Residuals = RequestResult<"residuals">;
export type ResidualExample = Residuals["examples"][number];

/** An example, of the target that is looked at. */
export interface Point {
  readonly index: number;
  readonly actual: number;
  readonly predicted: number;
  /** It stands in the list of examples too. */
  readonly listed: boolean;
}

export const residualOf = ({ actual, predicted }: Point): number => actual - predicted;

/**
 * The points that are drawn and those that are listed, each once, by what is actual. What is not a number has no place.
 */
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

/** Of both axes alike, so that where predictions are right is a diagonal; a little wider than the points. */
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

/** "example 17: actual 21.5, predicted 30.1, residual −8.6" */
export function describePoint(point: Point): string {
  const { index, actual, predicted } = point;
  return `example ${index}: actual ${quantity(actual)}, predicted ${quantity(predicted)}, residual ${signed(residualOf(point))}`;
}
