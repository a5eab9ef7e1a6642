/** Checks the data: task, classes, and the requirements of a builtin set on the network. */

import type { DataConfig } from "../../schema";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Diagnostic, report, setTo } from "../finding";
import { builtinOf } from "./builtins";
import { checkClasses, checkExampleCounts, checkParameters, checkRange } from "./facts";
import { taskOf } from "./metric";
import { checkPaths } from "./paths";
import { builtinSplit, checkSplit } from "./split";

export function checkData(config: ResolvedConfig): Diagnostic[] {
  const { data } = config;
  const builtin = builtinOf(data);
  return [
    ...checkTask(config),
    ...checkSplit(config),
    ...checkLabels(data),
    ...checkPaths(config),
    ...checkExclusive(config),
    ...(builtin ? checkClasses(config, { task: "classification", ...builtin }) : []),
    ...(builtin ? checkRange(config, builtin) : []),
    ...checkBuiltinCounts(config),
  ];
}

/** Checks the counts of a builtin set's examples, which are known without reading it. */
function checkBuiltinCounts(config: ResolvedConfig): Diagnostic[] {
  const examples = builtinSplit(config.data);
  const builtin = builtinOf(config.data);
  if (!builtin || !examples || examples.train < 1) return [];
  return [
    ...checkExampleCounts(config, { examples }),
    ...checkParameters(config, { inputs: builtin.inputs, examples }),
  ];
}

function checkTask({ data, cost, layers }: ResolvedConfig): Diagnostic[] {
  const { activation } = layers[layers.length - 1];
  if (data.task === "multi-label" && activation !== "sigmoid") {
    const path = ["layers", layers.length - 1, "activation"];
    return [report("task-output/multi-label", path, { activation }, setTo(path, "sigmoid"))];
  }
  if (data.task !== "regression" || (cost === "quadratic" && activation !== "softmax")) return [];
  return [report("task-output", ["data", "task"], {})];
}

function checkLabels({ classNames, classWeights }: DataConfig): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const repeated = classNames?.findIndex((name, i) => classNames.indexOf(name) < i) ?? -1;
  if (classNames && repeated >= 0) {
    const path = ["data", "classNames", repeated];
    diagnostics.push(report("class-names-repeated", path, { name: classNames[repeated] }));
  }
  if (classNames && Array.isArray(classWeights) && classNames.length !== classWeights.length) {
    const values = { weights: classWeights.length, names: classNames.length };
    diagnostics.push(report("class-weights/names", ["data", "classWeights"], values));
  }
  return diagnostics;
}

/** Rejects several sigmoid outputs, which are independent, for examples that have one class each. */
function checkExclusive({ data, layers, cost }: ResolvedConfig): Diagnostic[] {
  const { activation, units } = layers[layers.length - 1];
  if (activation !== "sigmoid" || units === 1 || cost !== "cross-entropy" || taskOf(data) !== "classification")
    return [];
  const path = ["layers", layers.length - 1, "activation"];
  return [report("sigmoid-exclusive", path, {}, setTo(path, "softmax"))];
}
