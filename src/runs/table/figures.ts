/** Results of runs as columns: all metrics of the result's epoch, and the number of parameters. */
import { type Metric, metricOf, metrics } from "../../core/metricRegistry";
import type { EpochEnded } from "../../protocol/events";
import type { Cell, RunColumn } from "../../protocol/runsTable";
import type { Measured } from "../measured";
import type { RunSummary } from "../summary";

/** Fields of an epoch that are no metrics; its learning rate would clash with the setting's name. */
const noMetrics = ["type", "epoch", "trainSeconds", "evaluateSeconds", "learningRate"];
/** Column of the training cost: `cost` is a setting, the cost function. */
const trainCost = "trainCost";

export function figuresOf({ best }: Pick<RunSummary, "best">, { reached, parameters }: Measured): Record<string, Cell> {
  const cells: Record<string, Cell> = { bestEpoch: best?.epoch, parameters };
  for (const [key, value] of Object.entries(reached ?? {}) as [keyof EpochEnded, unknown][]) {
    if (!noMetrics.includes(key) && typeof value === "number") cells[key === "cost" ? trainCost : key] = value;
  }
  return cells;
}

/** Data sets by prefix: metrics of other sets use the registry's title of the validation metric. */
const sets = { validation: "Validation", test: "Test", train: "Training" };
const ofSet = /^(validation|test|train)(?=[A-Z])/;

const ownColumns: Record<string, Omit<RunColumn, "key" | "kind">> = {
  bestEpoch: { title: "Best epoch" },
  parameters: { title: "Parameters", about: "Weights, biases and learned alphas" },
};

/** Returns the columns among the keys: metrics in the registry's order, validation first; best epoch, parameters. */
export function figureColumns(keys: ReadonlySet<string>): RunColumn[] {
  const found = [...keys].filter((key) => key === trainCost || Object.hasOwn(ownColumns, key) || ofSet.test(key));
  return found.sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1)).map(columnOf);
}

function rankOf(key: string): number {
  if (key === "bestEpoch") return Number.MAX_SAFE_INTEGER - 1;
  if (key === "parameters") return Number.MAX_SAFE_INTEGER;
  const names = Object.keys(metrics);
  const at = names.indexOf(nameOf(key));
  const set = Object.keys(sets).indexOf(ofSet.exec(key)?.[1] ?? "");
  return (at < 0 ? names.length : at) * 4 + set;
}

/** Returns the name in the registry, that of the validation metric. */
const nameOf = (key: string): string => (key === trainCost ? "cost" : key.replace(ofSet, "validation"));

function columnOf(key: string): RunColumn {
  if (Object.hasOwn(ownColumns, key)) return { key, kind: "figure", ...ownColumns[key] };
  const metric = metricOf(nameOf(key));
  return {
    key,
    kind: "figure",
    about: "In the best epoch, or in the last one if there is no best",
    ...wordsOf(key, metric),
  };
}

function wordsOf(key: string, metric: Metric | undefined): Pick<RunColumn, "title" | "unit" | "better"> {
  if (!metric) return { title: key };
  const set = ofSet.exec(key)?.[1] as keyof typeof sets | undefined;
  const title = set && key !== trainCost ? metric.title.replace(sets.validation, sets[set]) : metric.title;
  const better = metric.largerIsBetter ? 1 : -1;
  return metric.format === "percent" ? { title, unit: "share", better } : { title, better };
}
