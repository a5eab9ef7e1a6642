/** How many examples of each class the parts have into which the data is divided. */
import type { TaskName } from "../../../core/names";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Diagnostic, leaveOut, report, setTo } from "../finding";
import { foldsOf } from "./folds";
import { hasValidation } from "./split";

export interface ShareFacts {
  task: TaskName;
  /** After the split. */
  examples: { train: number; validation: number; test: number };
  classNames?: readonly string[];
  /** Training examples of each class, where they were counted. */
  classSizes?: number[];
  /** Validation examples of each class, where they were counted. */
  validationSizes?: number[];
  /** Test examples of each class, where they were counted. */
  testSizes?: number[];
}

export const checkShares = (config: ResolvedConfig, facts: ShareFacts): Diagnostic[] => [
  ...checkSorted(config, facts),
  ...checkFoldClasses(config, facts),
  ...checkStratified(config, facts),
];

/** So many validation examples of a class are expected before none at all is no accident. */
const surelySome = 5;
/** So unlikely is a draw that leaves out as many classes before it is no accident. */
const hardlyChance = 0.001;

/** The last examples of a file that is sorted by class are of few classes. */
function checkSorted({ data }: ResolvedConfig, facts: ShareFacts): Diagnostic[] {
  const { classSizes = [], validationSizes = [], testSizes = [], examples } = facts;
  const classes = classSizes.length;
  const found: Diagnostic[] = [];
  const absentTest = data.test ? surelyAbsent(testSizes, classSizes) : 0;
  if (data.test && absentTest > 0) {
    const path = ["data", "test"];
    const values = { missing: absentTest, classes };
    found.push(report("validation-sorted/test", path, values, setTo(path, { ...data.test, stratified: true })));
  }
  const missing = surelyAbsent(validationSizes, classSizes);
  const path = ["data", "validation"];
  const values = { missing, classes };
  if (missing === 0) return found;
  const folds = foldsOf(data);
  if (folds?.ordered)
    return [...found, report("validation-sorted/ordered", path, values, leaveOut([...path, "ordered"]))];
  if (folds) return found;
  if (data.validation) {
    const fix = setTo(path, { ...data.validation, stratified: true });
    return [...found, report("validation-sorted", path, values, fix)];
  }
  // The folders of pictures that somebody sorted by hand are not drawn anew.
  if (!hasValidation(data)) return found;
  const { validation } = examples;
  const drawn = { examples: validation, stratified: true };
  return [...found, report("validation-sorted/own", path, { ...values, examples: validation }, setTo(path, drawn))];
}

/** A class with fewer examples than folds is not measured in all of them. */
function checkFoldClasses(
  { data }: ResolvedConfig,
  { classSizes = [], validationSizes = [], classNames }: ShareFacts,
): Diagnostic[] {
  const folds = foldsOf(data);
  if (!folds || folds.ordered) return [];
  const sizes = classSizes.map((size, label) => size + (validationSizes[label] ?? 0));
  const few = sizes.flatMap((size, label) => (size > 0 && size < folds.folds ? [label] : []));
  if (few.length === 0) return [];
  const smallest = Math.min(...few.map((label) => sizes[label]));
  const label = sizes.indexOf(smallest);
  const name = classNames?.[label] ?? String(label);
  const path = ["data", "validation", "folds"];
  const fix = smallest > 1 ? setTo(path, smallest) : undefined;
  return [report("folds-class", path, { name, smallest, folds: folds.folds, others: few.length - 1 }, fix)];
}

/** Only classes have shares that a draw can keep. */
function checkStratified({ data }: ResolvedConfig, { task }: ShareFacts): Diagnostic[] {
  if (task === "classification") return [];
  const parts = (["validation", "test"] as const).filter((part) => data[part]?.stratified);
  return parts.map((part) => report("stratified-random", ["data", part, "stratified"], { task }));
}

/** How many classes a part of the examples lacks, where that is no accident of a draw; 0 where it may be one. */
function surelyAbsent(sizes: readonly number[], training: readonly number[]): number {
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const share = sum(sizes) / (sum(sizes) + sum(training));
  const expected = sizes.map((size, label) => (training[label] + size) * share);
  const absent = expected.filter((count, label) => sizes[label] === 0 && count > 0);
  // Of few examples no class has many to expect, but that so many classes have none is still no accident.
  const byChance = sum(expected.map((count) => (count > 0 ? Math.exp(-count) : 0)));
  if (atLeast(absent.length, byChance) < hardlyChance) return absent.length;
  return absent.filter((count) => count >= surelySome).length;
}

/** How likely at least so many are where `mean` are expected. Source: Poisson's approximation of independent events. */
function atLeast(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let k = 0; k < count; k++) {
    below += term;
    term *= mean / (k + 1);
  }
  return 1 - below;
}
