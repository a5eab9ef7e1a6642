/** How the data is divided: training, validation and test examples. */
import { error, hint, leaveOut, type Remark, setTo, warning } from "../finding";
import type { DataConfig } from "../schema";
import { builtinOf } from "./builtins";

export function splitRemarks(data: DataConfig): Remark[] {
  const remarks = [...idxRemarks(data), ...overlapRemarks(data)];
  if (data.test && hasTest(data)) {
    const message = "this data has test examples of its own; leave data.test out";
    remarks.push(error("test-split", ["data", "test"], message, leaveOut(["data", "test"])));
  }
  const builtin = builtinOf(data);
  if (builtin) {
    const test = held(data.test, builtin.examples);
    const validation = held(data.validation, builtin.examples - test);
    if (test + validation >= builtin.examples) {
      const message = `of ${builtin.examples} examples this leaves none to train on; hold back fewer`;
      remarks.push(error("split-too-large", ["data", data.validation ? "validation" : "test"], message));
    }
  }
  if (!hasValidation(data)) {
    const message = "without validation examples overfitting stays unseen, and the last epoch counts as the best";
    const fix = setTo(["data", "validation"], { fraction: 0.2 });
    remarks.push(
      hint("no-validation", ["data", "validation"], `${message}; add "validation": { "fraction": 0.2 }`, fix),
    );
  }
  return remarks;
}

function held(share: DataConfig["validation"], available: number): number {
  if (!share) return 0;
  return "examples" in share ? share.examples : Math.round(share.fraction * available);
}

function hasTest(data: DataConfig): boolean {
  switch (data.format) {
    case "builtin":
      return builtinOf(data)?.hasTest ?? false;
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

/** The same file to train on and to test on says nothing of examples that were never seen. */
function overlapRemarks(data: DataConfig): Remark[] {
  const [train, test, key] =
    data.format === "idx"
      ? [data.trainImages, data.testImages, "testImages"]
      : data.format === "csv" || data.format === "images"
        ? [data.path, data.testPath, "testPath"]
        : [];
  if (key === undefined || test === undefined || train === undefined || plain(train) !== plain(test)) return [];
  const message = "these are the training examples: a network tested on what it has learned looks better than it is";
  return [warning("test-is-training", ["data", key], `${message}; name other examples`)];
}

const plain = (path: string) => path.replace(/^(\.\/)+/, "");
