/** Brushes: ranges of values selected on the axes, both ends included. Pure. */
import type { TrialTable } from "../../src/protocol/trialTable";
import type { Axis } from "./axes";
import type { Scale } from "./scale";

/** Ranges by column; for choices, the indices of the first and the last. */
export type Brushes = Readonly<Record<string, readonly [low: number, high: number]>>;

/** An interval of an axis, in positions from 0 to 1. */
export type Interval = readonly [from: number, to: number];

/** Returns a predicate of the rows within all brushes; undefined without brushes. */
export function brushedRows(brushes: Brushes, table: TrialTable): ((row: number) => boolean) | undefined {
  const ranges = Object.entries(brushes).map(([column, [low, high]]) => ({ values: table.column(column), low, high }));
  if (ranges.length === 0) return undefined;
  return (row) =>
    ranges.every(({ values, low, high }) => {
      const value = values?.[row] ?? Number.NaN;
      return value >= low && value <= high;
    });
}

export const withBrush = (
  brushes: Brushes,
  { column }: Axis,
  range: readonly [number, number] | undefined,
): Brushes => {
  const { [column]: _, ...others } = brushes;
  return range ? { ...others, [column]: range } : others;
};

/** Converts positions to values. */
export function valuesIn({ kind, value, step }: Scale, [from, to]: Interval): readonly [number, number] {
  if (kind !== "choice") return [value(from), value(to)];
  const choices = Math.round(1 / step);
  const first = Math.max(0, Math.min(choices - 1, Math.floor(from * choices + 1e-9)));
  return [first, Math.max(first, Math.min(choices - 1, Math.ceil(to * choices - 1e-9) - 1))];
}

/** Converts a range of values to positions. */
export function intervalOf({ kind, position, step }: Scale, [low, high]: readonly [number, number]): Interval {
  const half = kind === "choice" ? step / 2 : 0;
  return [Math.max(0, position(low) - half), Math.min(1, position(high) + half)];
}

const least = 0.02;

/** Returns the brush after a key; "clear" removes it. Undefined if the axis does not handle the key. */
export function movedByKey(key: string, scale: Scale, interval: Interval | undefined): Interval | "clear" | undefined {
  const step = Math.max(scale.step, scale.kind === "choice" ? 0 : 0.05);
  if (key === "Escape" || key === "Delete" || key === "Backspace") return interval ? "clear" : undefined;
  const half = scale.kind === "choice" ? Math.ceil(0.5 / step) * step : 0.5;
  const first: Record<string, Interval> = {
    ArrowUp: [1 - half, 1],
    ArrowDown: [0, half],
    Home: [0, step],
    End: [1 - step, 1],
  };
  if (!interval) return first[key];
  const [from, to] = interval;
  const width = to - from;
  const moved = (by: number): Interval => {
    const at = Math.max(0, Math.min(1 - width, from + by));
    return [at, at + width];
  };
  switch (key) {
    case "ArrowUp":
      return moved(step);
    case "ArrowDown":
      return moved(-step);
    case "Home":
      return moved(-1);
    case "End":
      return moved(1);
    case "+":
    case "=":
      return [Math.max(0, from - step), Math.min(1, to + step)];
    case "-":
      return narrowed(interval, scale.kind === "choice" ? step : Math.min(step, (width - least) / 2));
    default:
      return undefined;
  }
}

/** Shrinks a range by `by` at both ends; a short one, such as two choices, only at its upper end. */
function narrowed([from, to]: Interval, by: number): Interval {
  if (by <= 0 || to - from < 1.5 * by) return [from, to];
  return to - from > 2.5 * by ? [from + by, to - by] : [from, to - by];
}
