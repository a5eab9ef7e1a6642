/** All values of a plot as delimited text: every point and every series. Pure. */
import { t } from "../ui/l10n";
import type { Columns } from "./columns";
import { separated } from "./separated";
import type { PlotSpec } from "./spec";

/** @param smoothing weight of the smoothed columns, if there are any */
export function figuresOf(columns: Columns, { series }: PlotSpec, smoothing: number, separator: "," | "\t"): string {
  // Costs within an epoch and stepped series are not smoothed.
  const smoothed = series.flatMap(({ live }, s) => (columns.isSmoothed && !live ? [s] : []));
  const titles = [
    t("epoch"),
    ...series.map(({ name }) => name),
    ...smoothed.map((s) => t("{0} (smoothed {1})", series[s].name, smoothing)),
  ];
  const rows = Array.from({ length: columns.length }, (_, i) => [
    columns.x(i),
    ...series.map((__, s) => columns.raw(s, i)),
    ...smoothed.map((s) => columns.smoothed(s, i)),
  ]);
  return separated(titles, rows, separator);
}
