/** Data: task, classes and what a builtin set asks of the network. */

import type { DataConfig } from "../../schema";
import type { ResolvedConfig } from "../../schema/resolve";
import { error, hint, type Remark, setTo, warning } from "../finding";
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

/** Of a builtin set it is known without reading it how many examples there are. */
function countRemarks(config: ResolvedConfig): Remark[] {
  const examples = builtinSplit(config.data);
  const builtin = builtinOf(config.data);
  if (!builtin || !examples || examples.train < 1) return [];
  return [...exampleRemarks(config, { examples }), ...sizeRemarks(config, { inputs: builtin.inputs, examples })];
}

function taskRemarks({ data, cost, layers }: ResolvedConfig): Remark[] {
  const { activation } = layers[layers.length - 1];
  if (data.task !== "regression" || (cost === "quadratic" && activation !== "softmax")) return [];
  const message =
    "a regression takes the quadratic cost and an output layer other than softmax; change these, or the task";
  return [error("task-output", ["data", "task"], message)];
}

function labelRemarks({ classNames, classWeights }: DataConfig): Remark[] {
  const remarks: Remark[] = [];
  const repeated = classNames?.findIndex((name, i) => classNames.indexOf(name) < i) ?? -1;
  if (classNames && repeated >= 0) {
    const message = `the name "${classNames[repeated]}" stands here twice; a class needs a name of its own`;
    remarks.push(warning("class-names-repeated", ["data", "classNames", repeated], message));
  }
  if (classNames && Array.isArray(classWeights) && classNames.length !== classWeights.length) {
    const message = `${classWeights.length} weights for ${classNames.length} class names; give one weight per class`;
    remarks.push(error("class-weights", ["data", "classWeights"], message));
  }
  return remarks;
}

/** Examples of all formats have one class each; several sigmoid outputs do not know that. */
function exclusiveRemarks({ data, layers, cost }: ResolvedConfig): Remark[] {
  const { activation, units } = layers[layers.length - 1];
  if (activation !== "sigmoid" || units === 1 || cost !== "cross-entropy" || taskOf(data) !== "classification")
    return [];
  const path = ["layers", layers.length - 1, "activation"];
  const message =
    "sigmoid outputs answer yes or no each for itself; where each example has one class, softmax goes with it";
  return [hint("sigmoid-exclusive", path, message, setTo(path, "softmax"))];
}
