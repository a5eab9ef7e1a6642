/**
 * Runs as rows of a table: properties, results and all settings of a run, as columns. The table in the editor and `runs
 * --columns` have the same columns with the same names.
 */
import { compareTexts } from "../../expressions/values";
import { type Edited, shortEdit } from "../../protocol/edited";
import type { Changed } from "../../protocol/events";
import type { Cell, RunColumn } from "../../protocol/runsTable";
import type { Measured } from "../measured";
import type { RunSummary } from "../summary";
import { figureColumns, figuresOf } from "./figures";
import type { RunRow } from "./row";
import { settingsOf } from "./settings";

const runColumns: readonly RunColumn[] = [
  { key: "network", title: "Network", kind: "run" },
  { key: "run", title: "Run", about: "Name of the run folder", kind: "run" },
  { key: "group", title: "Group", about: "Folder of the sweep or the folds that the run belongs to", kind: "run" },
  { key: "trial", title: "Trial", about: "Number of the trial in its group", kind: "run" },
  { key: "name", title: "Name", kind: "run" },
  { key: "pinned", title: "Pinned", kind: "run" },
  { key: "tags", title: "Tags", kind: "run" },
  { key: "note", title: "Note", kind: "run" },
  { key: "state", title: "State", kind: "run" },
  { key: "created", title: "Started", about: "UTC, ISO 8601", kind: "run", unit: "time" },
  { key: "epoch", title: "Epochs done", kind: "run" },
  { key: "epochs", title: "Epochs planned", kind: "run" },
  { key: "seconds", title: "Time", about: "Time of training and evaluation", kind: "run", unit: "seconds" },
  {
    key: "backend",
    title: "Backend",
    about: "Backend that trained the run; config.backend is the config's",
    kind: "run",
  },
  { key: "layers", title: "Layers", about: "Units and activation of each layer", kind: "run" },
  {
    key: "changes",
    title: "Changed in training",
    about: "Settings that were changed while it trained, and values that were set in the debugger",
    kind: "run",
  },
  { key: "problem", title: "Problem", kind: "run" },
];

/** @param measured complete figures, if the summary lacks some */
export function rowOf(run: RunSummary, measured: Measured | undefined = run.measured): RunRow {
  const { trained } = run;
  const cells: Record<string, Cell> = {
    ...(trained && settingsOf(trained).cells),
    network: run.network,
    run: run.id,
    group: run.group,
    trial: run.trial,
    name: run.name,
    pinned: run.pinned ?? false,
    tags: run.tags,
    note: run.note,
    state: run.state,
    created: run.createdAt.toISOString(),
    epoch: run.epoch,
    epochs: run.epochs,
    seconds: run.seconds,
    backend: run.backend === "" ? undefined : run.backend,
    layers: trained?.layers.map(({ units, activation }) => `${units} ${activation}`).join(", "),
    changes: measured && changesText(measured),
    problem: run.problem,
    ...(measured && figuresOf(run, measured)),
  };
  return { folder: run.folder, cells };
}

/** Returns undefined if nothing was changed. */
function changesText({ changes, edits }: Measured): string | undefined {
  const all = [...changes.map(changeText), ...edits.slice(0, maxEdits).map(editText)];
  const more = edits.length - maxEdits;
  if (more > 0) all.push(`${more} more set in the debugger`);
  return all.length > 0 ? all.join(", ") : undefined;
}

/** Number of edits that are listed; there may be many. */
const maxEdits = 10;

/** Formats an edit as "W1[3,4] 0.5 → 0 in epoch 7 (debugger)". */
const editText = (edited: Edited): string => `${shortEdit(edited)} in epoch ${edited.epoch} (debugger)`;

/** Formats a change as "learningRate 0.5 → 0.1 in epoch 7". */
const changeText = ({ path, from, to, epoch }: Changed): string =>
  `${path.split(".").at(-1)} ${from ?? "none"} → ${to} in epoch ${epoch}`;

/** Returns the columns of all rows: the fixed ones, then figures and settings that occur. */
export function columnsOf(rows: readonly RunRow[]): RunColumn[] {
  const keys = new Set<string>();
  for (const { cells } of rows) for (const key in cells) keys.add(key);
  const own = new Set(runColumns.map(({ key }) => key));
  const figures = figureColumns(keys);
  const isFigure = new Set(figures.map(({ key }) => key));
  const settings = [...keys].filter((key) => !own.has(key) && !isFigure.has(key)).sort(bySetting);
  return [...runColumns, ...figures, ...settings.map((key): RunColumn => ({ key, title: key, kind: "setting" }))];
}

const sections = ["data", "layers", "cost", "training", "config"];

/** Compares by the order in a config; layer 2 before layer 10. */
function bySetting(a: string, b: string): number {
  const rank = (key: string) => (sections.indexOf(/^\w+/.exec(key)?.[0] ?? "") + sections.length) % sections.length;
  return rank(a) - rank(b) || compareTexts(a, b);
}
