/** The sweep of a config: its parameters, their values and conditions, the search and the objective. */
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

/** Whether a path is that of a parameter, or of a setting that a condition names: what is wrong is the key. */
export const isAtKey = ([sweep, parameters, , when, ...rest]: Path): boolean =>
  sweep === "sweep" && parameters === "parameters" && (when === undefined || (when === "when" && rest.length === 1));

type Rules = (config: NetworkConfig) => Diagnostic[];

/** @param written as the file says it; @param rules what one network's config is checked by */
export function checkSweep(config: NetworkConfig, written: unknown, rules: Rules): Diagnostic[] {
  const context = sweepContext(config, written);
  if (!context) return [];
  if (context.space.length === 0) return [report("sweep-empty", ["sweep", "parameters"], {})];
  const { faults, sound } = checkParameters(context);
  return [
    ...faults,
    ...checkValues(context, sound, rules),
    // Of a space that is faulty nothing can be counted.
    ...(faults.some(({ severity }) => severity === "error") ? [] : checkSearch(context)),
    ...checkObjectives(context),
    ...checkFolds(context),
    ...checkExecutor(context.sweep.executor),
  ];
}

/** A trial is one network. */
function checkFolds({ config: { data } }: SweepContext): Diagnostic[] {
  const folds = foldsOf(data);
  return folds && folds.fold === undefined ? [report("sweep-folds", ["data", "validation", "folds"], {})] : [];
}

/** The same where the data is known: values beside it, and the objective of its task. */
export function checkSweepFacts(config: NetworkConfig, written: unknown, rules: Rules, facts: Seen): Diagnostic[] {
  const context = sweepContext(config, written, facts.task);
  if (!context) return [];
  // The facts are of the data as the config has it: they say nothing of data that is scaled or limited otherwise.
  const ofNetwork = [...checkParameters(context).sound].filter((path) => !path.startsWith("data."));
  return [
    ...checkValues(context, new Set(ofNetwork), rules),
    ...checkObjectives(context),
    ...checkObjectivesSeen(context, facts),
  ];
}

/** What is wrong with each parameter, and the paths of those whose values can be tried one by one. */
function checkParameters(context: SweepContext): { faults: Diagnostic[]; sound: Set<string> } {
  const faults = [
    ...checkPaths(context),
    ...checkHiddenLayers(context),
    ...checkRanges(context),
    ...checkConditions(context),
  ];
  // A value that is given twice can be tried all the same.
  const grave = faults.filter(({ severity, code }) => severity === "error" && code !== "sweep-choice-repeated");
  const isFaulty = (path: string) =>
    grave.some((fault) => formatPath(fault.path.slice(0, 3)) === formatPath(atParameter(path)));
  // A circle may be reported at another parameter of it.
  const circle = faults.some(({ code, path }) => code === "sweep-when" && path.length === 4);
  const isSound = (path: string) =>
    [path, ...Object.keys(conditionsOf(context.space, path))].every((each) => !isFaulty(each));
  const sound = circle ? [] : context.space.map(({ path }) => path).filter(isSound);
  return { faults, sound: new Set(sound) };
}
