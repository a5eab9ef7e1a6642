/** A plot as a table: the same figures, epoch by epoch. Pure. */
import { figure, percent } from "../format";
import { bestEpoch, type State } from "../store";
import type { TableColumn, TableContents } from "../virtualTable";
import { changesIn } from "./changes";
import type { Columns } from "./columns";
import type { PlotSpec } from "./spec";

/** Whole epochs alone: what is within one is gone when it ends. */
export function plotTable(
  state: State,
  { series, rows, percent: isPercent }: PlotSpec,
  columns: Columns,
): TableContents {
  const { epochs, changes } = state;
  const show = isPercent ? percent : figure;
  const text = (value: number) => (Number.isNaN(value) ? "–" : show(value));
  const best = bestEpoch(epochs)?.epoch;
  const column = (title: string, values: readonly number[]): TableColumn => ({
    title,
    text: (row) => text(values[row]),
    value: (row) => values[row],
  });
  const { x, raw, smoothed } = columns;
  const shown: TableColumn[] = [{ title: "Epoch", text: (row) => String(x[row]), value: (row) => x[row] }];
  series.forEach(({ name, live }, s) => {
    if (live) return;
    shown.push(column(name, raw[s]));
    if (smoothed[s]) shown.push(column(`${name}, smoothed`, smoothed[s]));
  });
  if (changes.length > 0) shown.push({ title: "Changed", text: (row) => changesIn(changes, x[row]) });
  return {
    rows: state[rows].length,
    columns: shown,
    mark: (row) => (x[row] === best ? "Best epoch" : undefined),
  };
}
