/**
 * Points of the input plane at which a network of two inputs is evaluated: a grid, and the examples. Values as stored,
 * not scaled.
 */
import type { Examples } from "../../../core/backend";
import type { Dataset } from "../../../data/dataset";
import type { ParsedParams } from "../../../protocol/requests";

export type Point = [x: number, y: number];

/** Margin on each side, as a share of the examples' extent. */
const margin = 0.1;

/** Ratio of the inputs' extents up to which both are drawn at the same scale, so that a circle stays a circle. */
const alike = 1.5;

/** Returns the bounding box of the examples with a margin; ±1 around an input that is constant. */
export function extentOf({ count, values }: Examples): { from: Point; to: Point } {
  const from: Point = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const to: Point = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < 2 * count; i++) {
    from[i % 2] = Math.min(from[i % 2], values[i]);
    to[i % 2] = Math.max(to[i % 2], values[i]);
  }
  for (const axis of [0, 1]) {
    const air = (to[axis] - from[axis]) * margin || 1;
    from[axis] -= air;
    to[axis] += air;
  }
  const spans = [to[0] - from[0], to[1] - from[1]];
  const longest = Math.max(...spans);
  for (const axis of [0, 1]) {
    if (longest > alike * spans[axis]) continue;
    from[axis] -= (longest - spans[axis]) / 2;
    to[axis] += (longest - spans[axis]) / 2;
  }
  return { from, to };
}

/** Returns grid points from `from` to `to`, row by row [rows · columns, 2]. */
export function gridOf(from: Point, to: Point, { columns, rows }: { columns: number; rows: number }): Float32Array {
  const places = new Float32Array(2 * rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const i = 2 * (row * columns + column);
      places[i] = from[0] + ((to[0] - from[0]) * column) / (columns - 1);
      places[i + 1] = from[1] + ((to[1] - from[1]) * row) / (rows - 1);
    }
  }
  return places;
}

/** Evenly sampled examples of a set. */
export interface SetPoints {
  readonly set: "train" | "validation" | "test";
  readonly examples: number;
  readonly count: number;
  /** [count, 2] */
  readonly inputs: Float32Array;
  /** Classes [count], or targets in their own units [count, outputs] */
  readonly targets: Float32Array;
}

export function pointsOf(dataset: Dataset, { mostPoints }: Pick<ParsedParams<"surface">, "mostPoints">): SetPoints[] {
  return (["train", "validation", "test"] as const).flatMap((set) => {
    const examples = dataset[set];
    return examples ? [some(set, examples, dataset.targets, mostPoints)] : [];
  });
}

function some(set: SetPoints["set"], all: Examples, scaled: Dataset["targets"], most: number): SetPoints {
  const { count: total, values, targets, outputs } = all;
  const count = Math.min(total, most);
  const width = scaled ? outputs : 1;
  const points = { inputs: new Float32Array(2 * count), targets: new Float32Array(width * count) };
  for (let i = 0; i < count; i++) {
    const example = Math.floor((i * total) / count);
    points.inputs.set([values[2 * example], values[2 * example + 1]], 2 * i);
    for (let j = 0; j < width; j++) {
      const target = targets[example * width + j];
      points.targets[i * width + j] = scaled ? target / scaled[j].factor + scaled[j].shift : target;
    }
  }
  return { set, examples: total, count, ...points };
}
