/** The table of a plot: the same values, one row per epoch. Pure. */

import type { State } from "../state/store";
import { figure, percent } from "../ui/format";
import { t } from "../ui/l10n";
import type { TableColumn, TableContents } from "../ui/virtualTable";
import { changesIn } from "./changes";
import type { Columns } from "./columns";
import type { PlotSpec } from "./spec";

/** Returns the table of the completed epochs; costs within an epoch are discarded when it ends. */
export function plotTable(
  state: State,
  { series, rows, percent: isPercent }: PlotSpec,
  columns: Columns,
): TableContents {
  const { epochs, changes } = state;
  const show = isPercent ? percent : figure;
  const text = (value: number) => (Number.isNaN(value) ? "–" : show(value));
  const best = epochs.best?.epoch;
  const column = (title: string, value: (row: number) => number): TableColumn => ({
    title,
    text: (row) => text(value(row)),
    value,
  });
  const epoch = (row: number) => columns.x(row);
  const shown: TableColumn[] = [{ title: t("Epoch"), text: (row) => String(epoch(row)), value: epoch }];
  series.forEach(({ name, live }, s) => {
    if (live) return;
    shown.push(column(name, (row) => columns.raw(s, row)));
    if (columns.isSmoothed) shown.push(column(t("{0}, smoothed", name), (row) => columns.smoothed(s, row)));
  });
  if (changes.length > 0) shown.push({ title: t("Changed"), text: (row) => changesIn(changes, epoch(row)) });
  return {
    rows: state[rows].length,
    columns: shown,
    mark: (row) => (epoch(row) === best ? t("Best epoch") : undefined),
  };
}
