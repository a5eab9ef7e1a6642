/** All figures of a plot as text, every point and every series, in full precision: for files and spreadsheets. Pure. */
import type { Columns } from "./columns";
import type { PlotSpec } from "./spec";

/** @param smoothing what the smoothed columns, if there are any, were smoothed with */
export function figuresOf(
  { x, raw, smoothed }: Columns,
  { series }: PlotSpec,
  smoothing: number,
  separator: "," | "\t",
): string {
  const heads = ["epoch", ...series.map(({ name }) => name)];
  // What is within an epoch, or is set, is never smoothed.
  const alsoSmoothed = series.flatMap(({ name, live }, s) =>
    smoothed[s] && !live ? [{ name, column: smoothed[s] }] : [],
  );
  const titles = [...heads, ...alsoSmoothed.map(({ name }) => `${name} (smoothed ${smoothing})`)];
  const columns = [x, ...raw, ...alsoSmoothed.map(({ column }) => column)];
  const lines = x.map((_, i) => columns.map((column) => number(column[i])).join(separator));
  return `${[titles.map((title) => quoted(title, separator)).join(separator), ...lines].join("\n")}\n`;
}

const number = (value: number) => (Number.isNaN(value) ? "" : String(value));

const quoted = (text: string, separator: string) =>
  text.includes(separator) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
