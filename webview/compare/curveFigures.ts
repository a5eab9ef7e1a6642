/**
 * All figures of compared curves as text: epoch by epoch, of several seeds their mean and what they lie between. Pure.
 */
import { separated } from "../plots/separated";
import type { Curve } from "./curves";

/** @param smoothing what the curves were smoothed with; 0: as they came */
export function curveFigures(curves: readonly Curve[], smoothing: number, separator: "," | "\t"): string {
  const columns = curves.flatMap(({ look: { name }, values, raw, low, high }) => {
    const smoothed = smoothing > 0 ? ` (smoothed ${smoothing})` : "";
    const edges = low && high ? [column(`${name}, from${smoothed}`, low), column(`${name}, to${smoothed}`, high)] : [];
    if (raw) return [column(name, raw), column(`${name}${smoothed}`, values)];
    return [column(`${name}${edges.length > 0 ? smoothed : ""}`, values), ...edges];
  });
  const length = Math.max(0, ...columns.map(({ values }) => values.length));
  const rows = Array.from({ length }, (_, i) => [i + 1, ...columns.map(({ values }) => values[i] ?? Number.NaN)]);
  return separated(["epoch", ...columns.map(({ title }) => title)], rows, separator);
}

const column = (title: string, values: Float64Array) => ({ title, values });
