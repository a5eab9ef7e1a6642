/** Converts the trials of a sweep to the state of the runs table, to reuse its filter, sorting, columns and grid. */

import { trialColumn, trialText } from "../../src/protocol/groupPanel";
import type { Cell, RunColumn } from "../../src/protocol/runsTable";
import { stateColumn, trialStates } from "../../src/protocol/trialTable";
import type { SweepPlan } from "../../src/search/types";
import { type Column, isConstant, noTable, type TableState } from "../runsTable/store";
import { t } from "../ui/l10n";
import type { GroupState } from "./store";
import { isShare, titleOfMetric } from "./trialText";

const figurePrefix = trialColumn.figure("");

/** The shown properties of trials: objectives and settings of a sweep, or figures of folds. */
export type TrialPlan = Pick<SweepPlan, "objectives" | "space">;

interface Source {
  readonly column: RunColumn;
  readonly numbers: string;
  readonly words?: readonly Cell[];
}

const own: readonly Source[] = [
  { column: { key: "trial", title: t("Trial"), kind: "run" }, numbers: "trial" },
  { column: { key: "state", title: t("State"), kind: "run" }, numbers: stateColumn, words: trialStates },
  { column: { key: "generation", title: t("Generation"), kind: "run" }, numbers: trialColumn.generation },
  { column: { key: "bestEpoch", title: t("Best epoch"), kind: "figure" }, numbers: trialColumn.best },
  { column: { key: "epoch", title: t("Epochs done"), kind: "figure" }, numbers: trialColumn.ended },
  { column: { key: "epochs", title: t("Epochs planned"), kind: "figure" }, numbers: trialColumn.epochs },
  {
    column: { key: "examples", title: t("Examples"), about: t("Trained on, in all epochs"), kind: "figure" },
    numbers: trialColumn.examples,
  },
  { column: { key: "seed", title: t("Seed"), kind: "figure" }, numbers: trialColumn.seed },
  {
    column: { key: "repeats", title: t("Repeats trial"), about: t("Its settings, with another seed"), kind: "figure" },
    numbers: trialColumn.repeats,
  },
  {
    column: {
      key: "continues",
      title: t("Continues trial"),
      about: t("Its training, for more epochs"),
      kind: "figure",
    },
    numbers: trialColumn.continues,
  },
];

const failureColumn: RunColumn = { key: "failure", title: t("Failure"), kind: "run" };

/** Returns the columns: objectives, then settings, then other measured figures. */
function sourcesOf({ table }: Pick<GroupState, "table">, { objectives, space }: TrialPlan): Source[] {
  const figure = (name: string, better?: 1 | -1): RunColumn => ({
    key: name,
    title: titleOfMetric(name),
    kind: "figure",
    ...(isShare(name) && { unit: "share" as const }),
    ...(better !== undefined && { better }),
  });
  const asked = objectives.map(({ metric }) => metric);
  const measured = table.names.flatMap((name) =>
    name.startsWith(figurePrefix) ? [name.slice(figurePrefix.length)] : [],
  );
  return [
    ...objectives.map(({ metric, largerIsBetter }, i) => ({
      column: figure(metric, largerIsBetter ? 1 : -1),
      numbers: trialColumn.objective(i),
    })),
    ...space.map((parameter) => ({
      column: { key: parameter.path, title: parameter.path, kind: "setting" as const },
      numbers: trialColumn.value(parameter.path),
      ...(parameter.kind === "choice" && { words: parameter.choices }),
    })),
    ...measured
      .filter((name) => !asked.includes(name))
      .map((name) => ({ column: figure(name), numbers: `${figurePrefix}${name}` })),
    ...own,
  ];
}

let kept: { readonly of: GroupState["table"]; readonly version: number; readonly state: TableState } | undefined;

/** Returns a state with a row per trial number, empty for trials that are not known yet. */
export function tableStateOf(state: GroupState, plan: TrialPlan): TableState {
  const { table, version } = state;
  if (kept?.of === table && kept.version === version) return kept.state;
  const { length } = table;
  const sources = sourcesOf(state, plan);
  const numbers = Float64Array.from({ length }, (_, row) => row);
  const cells = new Map<string, Column>(
    sources.map(({ column, numbers: name, words }) => [
      column.key,
      {
        numbers: name === "trial" ? numbers : (table.column(name) ?? new Float64Array(length).fill(Number.NaN)),
        ...(words && { words }),
      },
    ]),
  );
  cells.set(failureColumn.key, { cells: Array.from({ length }, (_, row) => table.text(trialText.message, row)) });
  const before = kept?.of === table ? kept.state.folders : [];
  const folders = before.length === length ? before : Array.from({ length }, (_, row) => String(row));
  const made: TableState = {
    ...noTable,
    known: true,
    columns: [...sources.map(({ column }) => column), failureColumn],
    folders,
    cells,
    groups: [],
  };
  kept = { of: table, version, state: made };
  return made;
}

let usual: { readonly of: TableState; readonly plan: TrialPlan; readonly keys: readonly string[] } | undefined;

/** Returns the default columns: objectives, settings, and others in which trials differ. */
export function usualKeys(state: TableState, plan: TrialPlan): readonly string[] {
  if (usual?.of === state && usual.plan === plan) return usual.keys;
  const { objectives, space } = plan;
  const figures = objectives.length === 0 ? state.columns.filter(({ key }) => key.startsWith("validation")) : [];
  const others = [...figures.map(({ key }) => key), "repeats", "continues", "bestEpoch", "failure"].filter(
    (key) => !isConstant(state, key),
  );
  const keys = [...objectives.map(({ metric }) => metric), ...space.map(({ path }) => path), ...others];
  usual = { of: state, plan, keys };
  return keys;
}
