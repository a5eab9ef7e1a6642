/** Which columns are shown where nobody has chosen, and under which titles. Pure. */
import { shortNames } from "../../src/expressions/names";
import type { RunColumn } from "../../src/protocol/runsTable";
import { isConstant, type TableState } from "./store";

/** What stands at the head of each row: the run's pin, state and name or time. */
export const headColumn: RunColumn = { key: "", title: "Run", kind: "run" };

/** At the head of each row already, or of interest to few. */
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
/** Follows from the activation. */
const isDerived = (key: string) => /^layers\[\d+\]\.(?:alpha|learnAlpha|initialization)$/.test(key);

let usual: { readonly cells: TableState["cells"]; readonly keys: readonly string[] } | undefined;

/** Those in which the runs differ: figures first, they are looked for. */
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

/** Of settings the shortest name that a filter takes too. */
export function titlesOf(columns: readonly RunColumn[]): Map<string, string> {
  const known = titles.get(columns) ?? namedBriefly(columns);
  titles.set(columns, known);
  return known;
}

function namedBriefly(columns: readonly RunColumn[]): Map<string, string> {
  const short = shortNames(columns.map(({ key }) => key));
  return new Map(columns.map(({ key, kind, title }) => [key, kind === "setting" ? (short.get(key) ?? key) : title]));
}
