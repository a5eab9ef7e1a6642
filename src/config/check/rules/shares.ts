/** The numbers of examples per class in the parts of the data. */
import type { TaskName } from "../../../core/names";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Diagnostic, leaveOut, report, setTo } from "../finding";
import { foldsOf } from "./folds";
import { hasValidation } from "./split";

export interface ShareFacts {
  task: TaskName;
  /** Numbers of examples after the split. */
  examples: { train: number; validation: number; test: number };
  classNames?: readonly string[];
  /** Number of training examples per class, if counted. */
  classSizes?: number[];
  /** Number of validation examples per class, if counted. */
  validationSizes?: number[];
  /** Number of test examples per class, if counted. */
  testSizes?: number[];
}

export const checkShares = (config: ResolvedConfig, facts: ShareFacts): Diagnostic[] => [
  ...checkSorted(config, facts),
  ...checkFoldClasses(config, facts),
  ...checkStratified(config, facts),
];

/** Expected number of a class's validation examples from which their absence is not by chance. */
const surelySome = 5;
/** Probability below which the absence of this many classes is not by chance. */
const hardlyChance = 0.001;

/** Reports parts that lack classes, as the last examples of a file sorted by class do. */
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
  // Images sorted into folders by hand are not sampled again.
  if (!hasValidation(data)) return found;
  const { validation } = examples;
  const drawn = { examples: validation, stratified: true };
  return [...found, report("validation-sorted/own", path, { ...values, examples: validation }, setTo(path, drawn))];
}

/** Reports classes with fewer examples than folds, which some folds cannot be validated on. */
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

/** Reports stratified sampling for tasks without classes. */
function checkStratified({ data }: ResolvedConfig, { task }: ShareFacts): Diagnostic[] {
  if (task === "classification") return [];
  const parts = (["validation", "test"] as const).filter((part) => data[part]?.stratified);
  return parts.map((part) => report("stratified-random", ["data", part, "stratified"], { task }));
}

/** Returns the number of classes that a part lacks, other than by chance. */
function surelyAbsent(sizes: readonly number[], training: readonly number[]): number {
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const share = sum(sizes) / (sum(sizes) + sum(training));
  const expected = sizes.map((size, label) => (training[label] + size) * share);
  const absent = expected.filter((count, label) => sizes[label] === 0 && count > 0);
  // With few examples, each class may be absent by chance, but not this many classes.
  const expectedAbsent = sum(expected.map((count) => (count > 0 ? Math.exp(-count) : 0)));
  if (atLeast(absent.length, expectedAbsent) < hardlyChance) return absent.length;
  return absent.filter((count) => count >= surelySome).length;
}

/** Returns P(at least `count`) when `mean` are expected. Source: Poisson's approximation of independent events. */
function atLeast(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let k = 0; k < count; k++) {
    below += term;
    term *= mean / (k + 1);
  }
  return 1 - below;
}
