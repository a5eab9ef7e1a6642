/** All figures of a plot as text, every point and every series, in full precision: for files and spreadsheets. Pure. */
import type { Columns } from "./columns";
import type { PlotSpec } from "./spec";

/** @param smoothing what the smoothed columns, if there are any, were smoothed with */
export function figuresOf(columns: Columns, { series }: PlotSpec, smoothing: number, separator: "," | "\t"): string {
  // What is within an epoch, or is set, is never smoothed.
  const smoothed = series.flatMap(({ live }, s) => (columns.isSmoothed && !live ? [s] : []));
  const titles = [
    "epoch",
    ...series.map(({ name }) => name),
    ...smoothed.map((s) => `${series[s].name} (smoothed ${smoothing})`),
  ];
  const lines = Array.from({ length: columns.length }, (_, i) =>
    [columns.x(i), ...series.map((__, s) => columns.raw(s, i)), ...smoothed.map((s) => columns.smoothed(s, i))]
      .map(number)
      .join(separator),
  );
  return `${[titles.map((title) => quoted(title, separator)).join(separator), ...lines].join("\n")}\n`;
}

const number = (value: number) => (Number.isNaN(value) ? "" : String(value));

const quoted = (text: string, separator: string) =>
  text.includes(separator) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
