/** Data: splits, classes and what is known of the builtin sets. */
import { error, hint, type Remark, warning } from "../finding";
import type { ResolvedConfig } from "../resolve";
import type { DataConfig } from "../schema";
import { classRemarks } from "./facts";

/** Known without reading anything, so that the editor can tell while a person types. */
const builtins = {
  mnist: { inputs: 784, classes: 10, examples: 60000, hasTest: true },
  iris: { inputs: 4, classes: 3, examples: 150, hasTest: false },
};

export function dataRemarks(config: ResolvedConfig): Remark[] {
  const { data } = config;
  return [
    ...taskRemarks(config),
    ...splitRemarks(data),
    ...idxRemarks(data),
    ...labelRemarks(data),
    ...(data.format === "builtin" ? classRemarks(config, { task: "classification", ...builtins[data.name] }) : []),
  ];
}

function taskRemarks({ data, cost, layers }: ResolvedConfig): Remark[] {
  const { activation } = layers[layers.length - 1];
  if (data.task !== "regression" || (cost === "quadratic" && activation !== "softmax")) return [];
  const message =
    "a regression takes the quadratic cost and an output layer other than softmax; change these, or the task";
  return [error("task-output", ["data", "task"], message)];
}

function splitRemarks(data: DataConfig): Remark[] {
  const builtin = data.format === "builtin" ? builtins[data.name] : undefined;
  const remarks: Remark[] = [];
  if (data.test && hasTest(data)) {
    const message = "this data has test examples of its own; leave data.test out";
    remarks.push(error("test-split", ["data", "test"], message));
  }
  const test = held(data.test, builtin?.examples);
  const validation = held(data.validation, builtin && builtin.examples - test.examples);
  if (builtin && test.examples + validation.examples >= builtin.examples) {
    const message = `${builtin.examples} examples are there, and this leaves none to train on; hold back fewer`;
    remarks.push(error("split-too-large", ["data", data.validation ? "validation" : "test"], message));
  } else if (!builtin && test.fraction + validation.fraction >= 1) {
    const message = "validation and test together leave no examples to train on; hold back less";
    remarks.push(error("split-too-large", ["data", "validation"], message));
  }
  if (!hasValidation(data)) {
    const message = "without validation examples overfitting stays unseen, and the last epoch counts as the best";
    remarks.push(hint("no-validation", ["data", "validation"], `${message}; add "validation": { "fraction": 0.2 }`));
  }
  return remarks;
}

function held(share: DataConfig["validation"], available = 0): { examples: number; fraction: number } {
  if (!share) return { examples: 0, fraction: 0 };
  if ("examples" in share) return { examples: share.examples, fraction: 0 };
  return {
    examples: Math.round(share.fraction * available),
    fraction: share.fraction,
  };
}

function hasTest(data: DataConfig): boolean {
  switch (data.format) {
    case "builtin":
      return builtins[data.name].hasTest;
    case "idx":
      return data.testImages !== undefined;
    case "npz":
      return data.keys.testX !== undefined;
    case "csv":
    case "images":
      return data.testPath !== undefined;
    case "pickle":
      return true;
  }
}

/** Whether anything is held back to validate on: by the config, or by the data's own split (mnist, pickle). */
export function hasValidation(data: DataConfig): boolean {
  if (data.validation) return ("examples" in data.validation ? data.validation.examples : data.validation.fraction) > 0;
  return (data.format === "builtin" && data.name === "mnist") || data.format === "pickle";
}

function idxRemarks(data: DataConfig): Remark[] {
  if (data.format !== "idx" || (data.testImages === undefined) === (data.testLabels === undefined)) return [];
  const [given, missing] = data.testImages ? ["testImages", "testLabels"] : ["testLabels", "testImages"];
  return [error("test-pair", ["data", given], `${given} needs ${missing} beside it; give both, or neither`)];
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
