/** The points of a map as drawn: aligned with those drawn before, centred, and grouped by colour. Pure. */
import { aligned, alignedAxes, type Layout, withAxes } from "../../src/core/projection/align";
import type { RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import { percent, quantity } from "../ui/format";
import { t } from "../ui/l10n";
import { answersOf } from "../why/sets";

export type LayerMap = RequestResult<"layerMap">;

export interface Drawn extends Layout {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Titles of the axes of PCA; UMAP's have no meaning. */
  readonly axes: readonly [string, string] | undefined;
  /** Half the width of the square around 0 that holds all points. */
  readonly extent: number;
}

/** @param before the map drawn before, of the same examples; the new one is turned or mirrored to fit it */
export function drawnOf({ points, shares }: LayerMap, before: Layout | undefined): Drawn | undefined {
  if (!points) return undefined;
  const order = shares && before ? alignedAxes(points, before) : unchanged;
  const layout = shares ? withAxes(points, order) : aligned(points, before ?? points);
  const [x, y] = [centred(layout.x), centred(layout.y)];
  const title = (i: 0 | 1) =>
    t("Component {0}: {1} of the variance", order.order[i] + 1, percent(shares?.[order.order[i]]));
  const axes = shares && ([title(0), title(1)] as const);
  return { x, y, axes, extent: 1.06 * Math.max(largest(x), largest(y)) || 1 };
}

const unchanged = { order: [0, 1], signs: [1, 1] } as const;

function centred(values: Float64Array): Float64Array {
  const middle = (Math.max(...values) + Math.min(...values)) / 2;
  return values.map((value) => value - middle);
}

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** A colour of the map, with the points that have it. */
interface Group {
  readonly name: string;
  readonly count: number;
}

export interface Coloring {
  /** Groups of classes, labels or right and wrong; empty for values. */
  readonly groups: readonly Group[];
  /** Group of each point. */
  readonly group: readonly number[];
  /** For values: their range, and the position of each point in it from 0 to 1. */
  readonly range?: readonly [number, number];
  readonly share?: readonly number[];
  /** Name of the values. */
  readonly title: string;
}

/** @param of index of the label or target */
export function coloringOf(map: LayerMap, data: DataDescription, of: number, byError: boolean): Coloring {
  const { actual, predicted } = map;
  if (data.task === "regression") {
    const values = byError ? actual.map((value, i) => Math.abs(predicted[i] - value)) : actual;
    const range = [Math.min(...values), Math.max(...values)] as const;
    const width = range[1] - range[0] || 1;
    const title = byError ? t("|residual| of {0}", answersOf(data)[of]) : answersOf(data)[of];
    return { groups: [], group: [], range, share: values.map((value) => (value - range[0]) / width), title };
  }
  const group = byError ? actual.map((value, i) => Number(predicted[i] !== value)) : actual;
  const names = byError ? [t("Right"), t("Wrong")] : namesOf(data, of);
  const groups = names.map((name, i) => ({ name, count: group.filter((each) => each === i).length }));
  return { groups, group, title: byError ? t("Prediction") : t("Class") };
}

/** Returns the names of the classes, or of a label's values. */
const namesOf = (data: DataDescription, of: number): readonly string[] =>
  data.task === "classification" ? data.classNames : [t("not {0}", data.targetNames[of]), data.targetNames[of]];

/** Returns the name of a class, the name of a label or its absence, or the value of a target. */
export const answerText = (data: DataDescription, of: number, value: number): string =>
  data.task === "regression" ? quantity(value) : namesOf(data, of)[value];

/** Returns the nearest point to a place, not farther than `reach`; undefined without one. */
export function nearestTo({ x, y }: Layout, toX: number, toY: number, reach: number): number | undefined {
  let [found, least]: [number | undefined, number] = [undefined, reach];
  for (let i = 0; i < x.length; i++) {
    const distance = Math.hypot(x[i] - toX, y[i] - toY);
    if (distance < least) [found, least] = [i, distance];
  }
  return found;
}

/**
 * Returns the nearest point in a direction: within 45 degrees of it.
 * @param across 1 to the right, −1 to the left, 0 for up and down
 * @param up 1 upwards, −1 downwards, 0 for left and right
 */
export function neighbourIn({ x, y }: Layout, from: number, across: number, up: number): number {
  let [found, least] = [from, Number.POSITIVE_INFINITY];
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [x[i] - x[from], y[i] - y[from]];
    const along = across * dx + up * dy;
    const aside = Math.abs(up * dx) + Math.abs(across * dy);
    const distance = Math.hypot(dx, dy);
    if (along > 0 && aside <= along && distance < least) [found, least] = [i, distance];
  }
  return found;
}
