/** Checks the division of the data into training, validation and test examples. */
import { posix } from "node:path";
import type { DataConfig } from "../../schema";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Diagnostic, leaveOut, report, setTo } from "../finding";
import { builtinOf } from "./builtins";
import { checkFolds, firstFold, foldsOf } from "./folds";

export function checkSplit({ data, training }: ResolvedConfig): Diagnostic[] {
  const diagnostics = [...checkTestPair(data), ...checkOverlap(data), ...checkFolds(data)];
  if (data.test && hasTest(data)) {
    diagnostics.push(report("test-split", ["data", "test"], {}, leaveOut(["data", "test"])));
  }
  const builtin = builtinOf(data);
  if (builtin) {
    const test = held(data.test, builtin.examples);
    const validation = held(sharesOf(data), builtin.examples - test);
    if (test + validation >= builtin.examples) {
      const path = ["data", data.validation ? "validation" : "test"];
      const fix = setTo(path, { fraction: 0.2 });
      diagnostics.push(report("split-too-large", path, { examples: builtin.examples }, fix));
    }
  }
  if (!hasValidation(data) && !usesFolderSplit(data)) {
    const fix = setTo(["data", "validation"], { fraction: 0.2 });
    const isByCost = training.bestMetric === "cost";
    diagnostics.push(report(isByCost ? "no-validation/cost" : "no-validation", ["data", "validation"], {}, fix));
  }
  return diagnostics;
}

/** Returns the split of a builtin set, with the same counts as src/data/split.ts. */
export function builtinSplit(data: DataConfig): { train: number; validation: number; test: number } | undefined {
  const builtin = builtinOf(data);
  if (!builtin) return undefined;
  const test = held(data.test, builtin.examples);
  const folds = foldsOf(data);
  if (folds) {
    const left = builtin.examples - test;
    return { ...firstFold(folds, Math.min(left, data.limit ?? left)), test };
  }
  const validation = held(sharesOf(data) ?? builtin.validation, builtin.examples - test);
  const train = builtin.examples - test - validation;
  return { train: Math.min(train, data.limit ?? train), validation, test };
}

/** Returns the validation share; none for folds, whose final network trains on all examples. */
const sharesOf = ({ validation }: DataConfig) => (validation && "folds" in validation ? undefined : validation);

function held(share: DataConfig["test"], available: number): number {
  if (!share) return 0;
  return "examples" in share ? share.examples : Math.round(share.fraction * available);
}

const hasTest = (data: DataConfig): boolean =>
  builtinOf(data)?.hasTest || data.format === "pickle" || trainAndTest(data) !== undefined;

/** Returns true if validation examples are held out by the config, or by the data's own split (mnist, pickle). */
export function hasValidation(data: DataConfig): boolean {
  if (data.validation && "folds" in data.validation) return true;
  if (data.validation) return ("examples" in data.validation ? data.validation.examples : data.validation.fraction) > 0;
  return builtinOf(data)?.validation !== undefined || data.format === "pickle";
}

/** Returns true if only the data decides: an image folder may be named val. */
export const usesFolderSplit = (data: DataConfig): boolean => data.format === "images" && !data.validation;

function checkTestPair(data: DataConfig): Diagnostic[] {
  if (data.format !== "idx" || (data.testImages === undefined) === (data.testLabels === undefined)) return [];
  const [given, missing] = data.testImages ? ["testImages", "testLabels"] : ["testLabels", "testImages"];
  return [report("test-pair", ["data", given], { given, missing })];
}

/** Reports test sets that consist of training examples. */
function checkOverlap(data: DataConfig): Diagnostic[] {
  const parts = trainAndTest(data);
  if (!parts) return [];
  const { train, test, path } = parts;
  const isPart = data.format === "images" && test.startsWith(`${train}/`);
  if (test !== train && !isPart) return [];
  const fix = path[path.length - 1] === "testPath" ? leaveOut(path) : undefined;
  return [report(isPart ? "test-is-training/folder" : "test-is-training", path, {}, fix)];
}

function trainAndTest(data: DataConfig): { train: string; test: string; path: string[] } | undefined {
  const plain = (path: string) => posix.normalize(path.replaceAll("\\", "/")).replace(/\/$/, "");
  switch (data.format) {
    case "idx":
      if (data.testImages === undefined) return undefined;
      return { train: plain(data.trainImages), test: plain(data.testImages), path: ["data", "testImages"] };
    case "csv":
    case "excel":
    case "parquet":
    case "jsonl":
    case "arff":
    case "svmlight":
    case "images":
      if (data.testPath === undefined) return undefined;
      return { train: plain(data.path), test: plain(data.testPath), path: ["data", "testPath"] };
    case "npz":
    case "matlab":
    case "hdf5":
    case "octave":
      if (data.keys.testX === undefined) return undefined;
      return { train: data.keys.x, test: data.keys.testX, path: ["data", "keys", "testX"] };
    default:
      return undefined;
  }
}
