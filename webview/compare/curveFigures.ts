/** The values of compared curves as delimited text, one row per epoch; several seeds by mean and spread. Pure. */

import { separated } from "../plots/separated";
import { t } from "../ui/l10n";
import type { Curve } from "./curves";

/** @param smoothing weight of smoothing; 0 for raw curves */
export function curveFigures(curves: readonly Curve[], smoothing: number, separator: "," | "\t"): string {
  const columns = curves.flatMap(({ look: { name }, values, raw, low, high }) => {
    const smoothed = smoothing > 0 ? t(" (smoothed {0})", smoothing) : "";
    const edges =
      low && high
        ? [column(t("{0}, from{1}", name, smoothed), low), column(t("{0}, to{1}", name, smoothed), high)]
        : [];
    if (raw) return [column(name, raw), column(`${name}${smoothed}`, values)];
    return [column(`${name}${edges.length > 0 ? smoothed : ""}`, values), ...edges];
  });
  const length = Math.max(0, ...columns.map(({ values }) => values.length));
  const rows = Array.from({ length }, (_, i) => [i + 1, ...columns.map(({ values }) => values[i] ?? Number.NaN)]);
  return separated([t("epoch"), ...columns.map(({ title }) => title)], rows, separator);
}

const column = (title: string, values: Float64Array) => ({ title, values });
