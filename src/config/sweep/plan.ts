/** Converts a config's `sweep` to the plan of a search. */
import { bestMetric } from "../../core/earlyStopping";
import { metrics } from "../../core/metricRegistry";
import type { MetricName, TaskName } from "../../core/names";
import type { Objective, Parameter, SearchOptions, SweepPlan, Value } from "../../search/types";
import type { NetworkConfig } from "../schema";
import { type ResolvedConfig, resolveConfig } from "../schema/resolve";
import type { SweepConfig, SweepParameter } from "../schema/sweep";
import { parsePath, valueAt } from "./paths";

/** A valid config with a sweep. */
export type SweptConfig = NetworkConfig & { sweep: SweepConfig };

export const isSwept = (config: NetworkConfig): config is SweptConfig => config.sweep !== undefined;

/** Facts known only from the data. */
export interface SweptData {
  /** Determines the objective if neither the sweep nor `training.bestMetric` names one. */
  readonly task: TaskName;
  /** Number of training examples, before `data.limit` if that is swept. */
  readonly examples: number;
}

/** @param seed to record if the config has none */
export function sweepPlan(
  config: SweptConfig,
  seed: number,
  { task, examples: examplesPerEpoch }: SweptData,
): SweepPlan {
  const { sweep } = config;
  const resolved = resolveConfig(config, seed);
  const { epochs, seed: ownSeed } = resolved.training;
  const { trials, examples } = sweep.budget ?? {};
  return {
    space: spaceOf(sweep),
    search: searchOf(sweep, ownSeed),
    objectives: objectiveMetrics(sweep, resolved, task).map(objectiveOf),
    fixed: fixedOf(sweep, resolved),
    ...(sweep.repeats && { repeats: { most: sweep.repeats.most } }),
    ...((trials ?? examples) !== undefined && {
      budget: { ...(trials !== undefined && { trials }), ...(examples !== undefined && { examples }) },
    }),
    examplesPerEpoch,
    epochs,
    seed: ownSeed,
  };
}

/** Returns the parameters in the order of the file. */
export const spaceOf = ({ parameters }: SweepConfig): Parameter[] =>
  Object.entries(parameters).map(([path, parameter]) => ({
    path,
    ...(parameter.when && { when: parameter.when }),
    ...drawn(parameter),
  }));

/** Distributes over the members of a union. */
type Drawn<Each> = Each extends Parameter ? Omit<Each, "path" | "when"> : never;

function drawn(parameter: SweepParameter): Drawn<Parameter> {
  if ("choice" in parameter) return { kind: "choice", choices: parameter.choice };
  if ("integer" in parameter) {
    const [low, high] = parameter.integer;
    return { kind: "integer", low, high, log: parameter.log };
  }
  const [low, high] = "range" in parameter ? parameter.range : parameter.log;
  return { kind: "range" in parameter ? "range" : "log", low, high };
}

function searchOf({ search }: SweepConfig, seed: number): SearchOptions {
  const { type, trials, generation } = search;
  return {
    type,
    ...(trials !== undefined && { trials }),
    generation,
    seed: search.seed ?? seed,
    ...(search.type === "halving" && { reduction: search.reduction }),
  };
}

/** @param task undefined if only the data determines it: without a named objective, none is returned */
export function objectiveMetrics(
  { objective }: SweepConfig,
  { training }: ResolvedConfig,
  task: TaskName | undefined,
): string[] {
  if (objective) return [objective].flat().map(({ metric }) => metric);
  if (training.bestMetric) return [training.bestMetric];
  if (!task) return [];
  const measured = task === "regression" ? { validationRmse: 0 } : { validationAccuracy: 0 };
  return [bestMetric(measured, undefined) ?? "validationCost"];
}

const objectiveOf = (metric: string): Objective => ({
  metric,
  largerIsBetter: metrics[metric as MetricName].largerIsBetter,
});

/**
 * Returns the config's values of settings that a `when` names and that are not swept. A swept setting counts only where
 * it is drawn: other variants may not have it.
 */
export function fixedOf({ parameters }: SweepConfig, config: ResolvedConfig): Record<string, Value> {
  const named = Object.values(parameters).flatMap(({ when }) => Object.keys(when ?? {}));
  const fixed = [...new Set(named)].filter((path) => !Object.hasOwn(parameters, path));
  return Object.fromEntries(
    fixed.flatMap((path) => {
      const value = valueAt(config, parsePath(path) ?? []);
      return isValue(value) ? [[path, value]] : [];
    }),
  );
}

const isValue = (value: unknown): value is Value => ["number", "string", "boolean"].includes(typeof value);
