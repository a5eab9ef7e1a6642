/** Data: task, classes and what a builtin set requires of the network. */

import type { DataConfig } from "../../schema";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Remark, report, setTo } from "../finding";
import { builtinOf } from "./builtins";
import { classRemarks, exampleRemarks, rangeRemarks, sizeRemarks } from "./facts";
import { taskOf } from "./metric";
import { pathRemarks } from "./paths";
import { builtinSplit, splitRemarks } from "./split";

export function dataRemarks(config: ResolvedConfig): Remark[] {
  const { data } = config;
  const builtin = builtinOf(data);
  return [
    ...taskRemarks(config),
    ...splitRemarks(data),
    ...labelRemarks(data),
    ...pathRemarks(data),
    ...exclusiveRemarks(config),
    ...(builtin ? classRemarks(config, { task: "classification", ...builtin }) : []),
    ...(builtin ? rangeRemarks(config, builtin) : []),
    ...countRemarks(config),
  ];
}

/** The number of examples of a builtin set is known without reading it. */
function countRemarks(config: ResolvedConfig): Remark[] {
  const examples = builtinSplit(config.data);
  const builtin = builtinOf(config.data);
  if (!builtin || !examples || examples.train < 1) return [];
  return [...exampleRemarks(config, { examples }), ...sizeRemarks(config, { inputs: builtin.inputs, examples })];
}

function taskRemarks({ data, cost, layers }: ResolvedConfig): Remark[] {
  const { activation } = layers[layers.length - 1];
  if (data.task !== "regression" || (cost === "quadratic" && activation !== "softmax")) return [];
  return [report("task-output", ["data", "task"], {})];
}

function labelRemarks({ classNames, classWeights }: DataConfig): Remark[] {
  const remarks: Remark[] = [];
  const repeated = classNames?.findIndex((name, i) => classNames.indexOf(name) < i) ?? -1;
  if (classNames && repeated >= 0) {
    const path = ["data", "classNames", repeated];
    remarks.push(report("class-names-repeated", path, { name: classNames[repeated] }));
  }
  if (classNames && Array.isArray(classWeights) && classNames.length !== classWeights.length) {
    const values = { weights: classWeights.length, names: classNames.length };
    remarks.push(report("class-weights/names", ["data", "classWeights"], values));
  }
  return remarks;
}

/** Examples of all formats have one class each; several sigmoid outputs are independent of each other. */
function exclusiveRemarks({ data, layers, cost }: ResolvedConfig): Remark[] {
  const { activation, units } = layers[layers.length - 1];
  if (activation !== "sigmoid" || units === 1 || cost !== "cross-entropy" || taskOf(data) !== "classification")
    return [];
  const path = ["layers", layers.length - 1, "activation"];
  return [report("sigmoid-exclusive", path, {}, setTo(path, "softmax"))];
}
