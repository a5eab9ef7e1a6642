/** Checks the sweep of a config: parameters, values and conditions, search and objective. */
import type { NetworkConfig } from "../../schema";
import { conditionsOf } from "../../sweep/conditions";
import { type Diagnostic, formatPath, type Path, report } from "../finding";
import { foldsOf } from "../rules/folds";
import type { Seen } from "../rules/unseen";
import { checkConditions } from "./conditions";
import { checkExecutor } from "./executor";
import { checkHiddenLayers } from "./hiddenLayers";
import { checkObjectives, checkObjectivesSeen } from "./objectives";
import { checkPaths } from "./paths";
import { checkRanges } from "./ranges";
import { checkSearch } from "./search";
import { atParameter, type SweepContext, sweepContext } from "./sweepContext";
import { checkValues } from "./values";

/** Returns true for paths of parameters, or of settings in conditions: their findings belong at the key. */
export const isAtKey = ([sweep, parameters, , when, ...rest]: Path): boolean =>
  sweep === "sweep" && parameters === "parameters" && (when === undefined || (when === "when" && rest.length === 1));

type Rules = (config: NetworkConfig) => Diagnostic[];

/** @param written the config as written; @param rules checks of a single network's config */
export function checkSweep(config: NetworkConfig, written: unknown, rules: Rules): Diagnostic[] {
  const context = sweepContext(config, written);
  if (!context) return [];
  if (context.space.length === 0) return [report("sweep-empty", ["sweep", "parameters"], {})];
  const { faults, sound } = checkParameters(context);
  return [
    ...faults,
    ...checkValues(context, sound, rules),
    // Settings of an invalid space cannot be counted.
    ...(faults.some(({ severity }) => severity === "error") ? [] : checkSearch(context)),
    ...checkObjectives(context),
    ...checkFolds(context),
    ...checkExecutor(context.sweep.executor),
  ];
}

/** Rejects folds, since a trial is one network. */
function checkFolds({ config: { data } }: SweepContext): Diagnostic[] {
  const folds = foldsOf(data);
  return folds && folds.fold === undefined ? [report("sweep-folds", ["data", "validation", "folds"], {})] : [];
}

/** Checks the sweep with known data: values against it, and the objective for its task. */
export function checkSweepFacts(config: NetworkConfig, written: unknown, rules: Rules, facts: Seen): Diagnostic[] {
  const context = sweepContext(config, written, facts.task);
  if (!context) return [];
  // The facts describe the data as configured, not with other scaling or limits.
  const ofNetwork = [...checkParameters(context).sound].filter((path) => !path.startsWith("data."));
  return [
    ...checkValues(context, new Set(ofNetwork), rules),
    ...checkObjectives(context),
    ...checkObjectivesSeen(context, facts),
  ];
}

/** Returns the findings of each parameter, and the paths of those whose values can be checked one by one. */
function checkParameters(context: SweepContext): { faults: Diagnostic[]; sound: Set<string> } {
  const faults = [
    ...checkPaths(context),
    ...checkHiddenLayers(context),
    ...checkRanges(context),
    ...checkConditions(context),
  ];
  // A repeated value can be checked nevertheless.
  const grave = faults.filter(({ severity, code }) => severity === "error" && code !== "sweep-choice-repeated");
  const isFaulty = (path: string) =>
    grave.some((fault) => formatPath(fault.path.slice(0, 3)) === formatPath(atParameter(path)));
  // A circular condition may be reported at another of its parameters.
  const circle = faults.some(({ code, path }) => code === "sweep-when" && path.length === 4);
  const isSound = (path: string) =>
    [path, ...Object.keys(conditionsOf(context.space, path))].every((each) => !isFaulty(each));
  const sound = circle ? [] : context.space.map(({ path }) => path).filter(isSound);
  return { faults, sound: new Set(sound) };
}
