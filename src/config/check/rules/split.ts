/** How the data is divided: training, validation and test examples. */
import { posix } from "node:path";
import type { DataConfig } from "../../schema";
import { error, hint, leaveOut, type Remark, setTo, warning } from "../finding";
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
      const path = ["data", data.validation ? "validation" : "test"];
      remarks.push(error("split-too-large", path, message, setTo(path, { fraction: 0.2 })));
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

/** How many examples of a builtin set go where: as src/data/split.ts does it. */
export function builtinSplit(data: DataConfig): { train: number; validation: number; test: number } | undefined {
  const builtin = builtinOf(data);
  if (!builtin) return undefined;
  const test = held(data.test, builtin.examples);
  const validation = held(data.validation ?? builtin.validation, builtin.examples - test);
  const train = builtin.examples - test - validation;
  return { train: Math.min(train, data.limit ?? train), validation, test };
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
  return builtinOf(data)?.validation !== undefined || data.format === "pickle";
}

function idxRemarks(data: DataConfig): Remark[] {
  if (data.format !== "idx" || (data.testImages === undefined) === (data.testLabels === undefined)) return [];
  const [given, missing] = data.testImages ? ["testImages", "testLabels"] : ["testLabels", "testImages"];
  return [error("test-pair", ["data", given], `${given} needs ${missing} beside it; give both, or neither`)];
}

/** The same examples to train on and to test on say nothing of those that were never seen. */
function overlapRemarks(data: DataConfig): Remark[] {
  const parts = trainAndTest(data);
  if (!parts) return [];
  const { train, test, path } = parts;
  const isPart = data.format === "images" && test.startsWith(`${train}/`);
  if (test !== train && !isPart) return [];
  const message = isPart
    ? "this folder lies in that of the training examples, of which it would be a class; move it out"
    : "these are the training examples: a network tested on what it has learned looks better than it is; name other examples";
  const fix = path[path.length - 1] === "testPath" ? leaveOut(path) : undefined;
  return [warning("test-is-training", path, message, fix)];
}

function trainAndTest(data: DataConfig): { train: string; test: string; path: string[] } | undefined {
  const plain = (path: string) => posix.normalize(path.replaceAll("\\", "/")).replace(/\/$/, "");
  switch (data.format) {
    case "idx":
      if (data.testImages === undefined) return undefined;
      return { train: plain(data.trainImages), test: plain(data.testImages), path: ["data", "testImages"] };
    case "csv":
    case "images":
      if (data.testPath === undefined) return undefined;
      return { train: plain(data.path), test: plain(data.testPath), path: ["data", "testPath"] };
    case "npz":
      if (data.keys.testX === undefined) return undefined;
      return { train: data.keys.x, test: data.keys.testX, path: ["data", "keys", "testX"] };
    default:
      return undefined;
  }
}
