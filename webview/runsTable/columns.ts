/** The default columns, and the titles of columns. Pure. */

import { shortNames } from "../../src/expressions/names";
import type { RunColumn } from "../../src/protocol/runsTable";
import { t } from "../ui/l10n";
import { isConstant, type TableState } from "./store";

/** The first column of each row: the run's pin, state, and name or time. */
export const headColumn: RunColumn = { key: "", title: t("Run"), kind: "run" };

/** Keys that are not shown by default: they are in the first column already, or rarely of interest. */
const quiet = new Set([
  "run",
  "name",
  "pinned",
  "created",
  "layers",
  "epochs",
  "backend",
  "config.backend",
  "threads",
  "data.classNames",
  "training.keepEvery",
  "training.checkpointEvery",
  "training.trainAccuracy",
]);
/** Returns true for settings that follow from the activation function. */
const isDerived = (key: string) => /^layers\[\d+\]\.(?:alpha|learnAlpha|initialization)$/.test(key);

let usual: { readonly cells: TableState["cells"]; readonly keys: readonly string[] } | undefined;

/** Returns the default columns: those in which the runs differ, figures first. */
export function usualColumns(state: TableState): readonly string[] {
  if (usual?.cells !== state.cells) usual = { cells: state.cells, keys: differing(state) };
  return usual.keys;
}

function differing(state: TableState): string[] {
  const shown = state.columns.filter(({ key }) => !quiet.has(key) && !isDerived(key) && !isConstant(state, key));
  const rank = ({ kind, key }: RunColumn) =>
    key === "network" ? 0 : kind === "figure" ? 1 : kind === "setting" ? 2 : 3;
  return shown.sort((a, b) => rank(a) - rank(b)).map(({ key }) => key);
}

const titles = new WeakMap<readonly RunColumn[], Map<string, string>>();

/** Returns the titles of columns; of a setting, the shortest name that filters accept. */
export function titlesOf(columns: readonly RunColumn[]): Map<string, string> {
  const known = titles.get(columns) ?? namedBriefly(columns);
  titles.set(columns, known);
  return known;
}

function namedBriefly(columns: readonly RunColumn[]): Map<string, string> {
  const short = shortNames(columns.map(({ key }) => key));
  return new Map(columns.map(({ key, kind, title }) => [key, kind === "setting" ? (short.get(key) ?? key) : t(title)]));
}
