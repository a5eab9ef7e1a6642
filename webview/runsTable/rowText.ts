/** The texts of a row: of a run, or of a group of runs that differ only in their seed. Pure. */

import type { RunColumn } from "../../src/protocol/runsTable";
import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import { groupCell, type Item, isDraw } from "./arrange";
import { cellText, editText } from "./cellText";
import { titlesOf, usualColumns } from "./columns";
import { cellOf, isConstant, type TableState } from "./store";

/** Maximum number of settings in the name of a group. */
const maxSettings = 2;

/** Returns the name or time of a run; of a group "3 seeds, learningRate 0.3", with its network if there are several. */
export function nameOf(state: TableState, item: Item): string {
  if (item.kind === "group") {
    const { rows, total } = item;
    const network = isConstant(state, "network") ? [] : [String(cellOf(state, "network", rows[0]) ?? "")];
    const seeds = `${rows.length === total ? total : t("{0} of {1}", rows.length, total)} ${areFolds(state, rows) ? t("folds") : t("seeds")}`;
    return [...network, seeds, ...differingSettings(state, rows[0])].join(", ");
  }
  const name = cellOf(state, "name", item.row);
  const created = state.columns.find(({ key }) => key === "created");
  if (typeof name === "string") return name;
  const trial = cellOf(state, "trial", item.row);
  const inGroup =
    trial !== undefined ? [t("trial {0}", String(trial))] : cellOf(state, "group", item.row) ? [t("final")] : [];
  return [...inGroup, created ? cellText(created, cellOf(state, "created", item.row)) : ""].join(", ");
}

/** Returns true if runs differ in the fold that they are validated on. */
const areFolds = (state: TableState, rows: readonly number[]) =>
  ["data.validation.fold", "data.validation.repeat"].some(
    (key) => new Set(rows.map((row) => cellOf(state, key, row))).size > 1,
  );

/** Returns the settings in which a group differs from others. */
function differingSettings(state: TableState, row: number): string[] {
  const titles = titlesOf(state.columns);
  const kinds = new Map(state.columns.map(({ key, kind }) => [key, kind]));
  const apart = usualColumns(state).filter((key) => kinds.get(key) === "setting" && !isDraw(key));
  return apart
    .filter((key) => cellOf(state, key, row) !== undefined)
    .slice(0, maxSettings)
    .map((key) => `${titles.get(key)} ${editText(cellOf(state, key, row))}`);
}

/** Returns the text of a cell; of a group, "97.63% ± 0.12%". */
export function textOf(state: TableState, item: Item, column: RunColumn): string {
  if (item.kind === "run") return cellText(column, cellOf(state, column.key, item.row));
  const cell = groupCell(state, column.key, item.rows);
  if (!("spread" in cell))
    return cell.differ > 0 ? t("{0} values", cell.differ) : cellText(column, cell.same as undefined);
  const { mean, deviation, count } = cell.spread;
  // The mean excludes runs without the figure or with NaN.
  const rest = count < item.rows.length ? t(" ({0} of {1})", count, item.rows.length) : "";
  const isPlain = column.kind === "setting" || (column.kind === "run" && !column.unit);
  const show = (value: number) => (isPlain ? figure(value) : cellText(column, value));
  return `${show(mean)}${deviation === undefined ? "" : ` ± ${show(deviation)}`}${rest}`;
}

/** Returns the tooltip of a group's figure: its number of runs and their spread. */
export function titleOf(state: TableState, item: Item, column: RunColumn): string | undefined {
  if (item.kind === "run") return undefined;
  const cell = groupCell(state, column.key, item.rows);
  if (!("spread" in cell)) return undefined;
  const { count, least, most } = cell.spread;
  return t("{0} of {1} runs, from {2} to {3}", count, item.total, cellText(column, least), cellText(column, most));
}
