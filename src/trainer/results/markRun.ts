/** Compares a metric of an evaluated run with a bound, as automatic marking and agents do. */
import { NetworkError } from "../../core/errors";
import { metrics, needsValidation } from "../../core/metricRegistry";
import { type MetricName, metricNames, type TaskName } from "../../core/names";
import type { EvaluatedSet, RunEvaluation } from "./evaluateRun";

export interface Mark {
  set: "validation" | "test";
  /** Such as "accuracy" or "r2". */
  metric: string;
  value: number;
  /** Examples in the set. */
  examples: number;
  /** One of the two: where larger is better `atLeast`, else `atMost`. */
  atLeast?: number;
  atMost?: number;
  /** Absent if no seed is demanded. */
  seed?: { wanted: number; found: number };
  passed: boolean;
}

export interface MarkOrder {
  set?: Mark["set"] | undefined;
  /** Without it accuracy, or R² for a regression. */
  metric?: string | undefined;
  atLeast?: number | undefined;
  atMost?: number | undefined;
  seed?: number | undefined;
}

/** Metrics of a held-out set by the names of `evaluate`, which lack the word "validation". */
const markMetrics: ReadonlyMap<string, MetricName> = new Map(
  metricNames.filter(needsValidation).map((name) => [shortName(name), name]),
);

function shortName(name: MetricName): string {
  const short = name.replace("validation", "");
  return short[0].toLowerCase() + short.slice(1);
}

/**
 * @param found seed with which the run was trained
 * Throws a NetworkError if the set or the metric does not exist, or the bound has the wrong direction or is over 1.
 */
export function markRun({ sets }: RunEvaluation, order: MarkOrder, found: number): Mark {
  const { set: name = "test", atLeast, atMost, seed } = order;
  const set = sets.find((each) => each.name === name);
  if (!set) throw missingSet(name, sets);
  const task = taskOf(set);
  const { metric, largerIsBetter } = chooseMetric(task, order.metric);
  refuseBound(metric, largerIsBetter, { atLeast, atMost });
  const value = measured(set, metric);
  if (value === undefined || Number.isNaN(value)) throw new NetworkError("no-metric", { metric, set: name });
  const reached = atLeast === undefined ? value <= (atMost as number) : value >= atLeast;
  const seeds = seed === undefined ? undefined : { wanted: seed, found };
  const bound = atLeast === undefined ? { atMost: atMost as number } : { atLeast };
  const passed = reached && (!seeds || seeds.wanted === seeds.found);
  return { set: name, metric, value, examples: set.examples, ...bound, ...(seeds && { seed: seeds }), passed };
}

/**
 * Returns a metric of held-out examples by its short name, such as "accuracy"; the default is accuracy, or r2 for a
 * regression. Throws a NetworkError if the task has no such metric.
 */
export function chooseMetric(
  task: TaskName,
  wanted: string | undefined,
): { metric: string; name: MetricName; largerIsBetter: boolean } {
  const metric = wanted ?? (task === "regression" ? "r2" : "accuracy");
  const name = markMetrics.get(metric);
  if (name && metrics[name].tasks.includes(task)) return { metric, name, largerIsBetter: metrics[name].largerIsBetter };
  const names = [...markMetrics].filter(([, name]) => metrics[name].tasks.includes(task)).map(([short]) => short);
  throw new NetworkError("bad-option/metric", { metric, task, names });
}

/** Sentence such as "test accuracy 0.98 is at least 0.97: yes". */
export function markText({ set, metric, value, atLeast, atMost, seed, passed }: Mark): string {
  const [bound, words] = atLeast === undefined ? [atMost as number, "at most"] : [atLeast, "at least"];
  const reached = atLeast === undefined ? value <= bound : value >= bound;
  const seeds = seed
    ? `, seed ${seed.found} is ${seed.wanted === seed.found ? "as required" : `not ${seed.wanted}`}`
    : "";
  return `${set} ${metric} ${besideBound(value, bound)} is ${reached ? "" : "not "}${words} ${bound}${seeds}: ${
    passed ? "yes" : "no"
  }`;
}

/** Formats a value with as few digits as leave it on its side of the bound: 0.96996 is not shown as 0.97. */
function besideBound(value: number, bound: number): string {
  const side = Math.sign(value - bound);
  const rounded = [4, 6, 8].map((digits) => Number(value.toPrecision(digits)));
  return String(rounded.find((number) => Math.sign(number - bound) === side) ?? value);
}

function missingSet(set: Mark["set"], sets: readonly EvaluatedSet[]): NetworkError {
  const other = set === "test" ? "validation" : "test";
  return new NetworkError("no-set/mark", { set, ...(sets.some(({ name }) => name === other) && { other }) });
}

/** Larger values of a metric that is better when larger are at most 1. */
function refuseBound(metric: string, largerIsBetter: boolean, { atLeast, atMost }: MarkOrder) {
  const refuse = (option: string, reason: string) => {
    throw new NetworkError("bad-option/overrides", { option, reason });
  };
  if (largerIsBetter && atLeast === undefined) {
    refuse("--at-most", `${metric} is better when it is larger; give --at-least ${atMost}`);
  }
  if (!largerIsBetter && atLeast !== undefined) {
    refuse("--at-least", `${metric} is better when it is smaller; give --at-most ${atLeast}`);
  }
  if (atLeast !== undefined && atLeast > 1) refuse("--at-least", `${metric} is at most 1; give 0.97 for 97%`);
}

function taskOf({ fit, labels }: EvaluatedSet): TaskName {
  if (fit) return "regression";
  return labels ? "multi-label" : "classification";
}

function measured({ fit, cost, accuracy, balancedAccuracy, f1, auc }: EvaluatedSet, metric: string) {
  const values: Record<string, number | undefined> = { cost, accuracy, balancedAccuracy, f1, auc, ...fit };
  return values[metric];
}
