/**
 * The kind of a target: class, count or quantity, by one rule for columns and arrays. The values decide; if they are
 * ambiguous, the user is asked, with the likelier answer first.
 */

import type { TaskName } from "../../core/names";

export type Values = ReadonlyMap<number, number>;

export interface TargetKind {
  kind: "classes" | "labels" | "counts" | "quantities";
  task: TaskName;
  /** Evidence for display: "10 different whole numbers from 0 to 9". */
  why: string;
  /** True if the values are unambiguous. */
  isSure: boolean;
}

/** Number of different integers up to which they may be classes even if some are rare. */
const fewClasses = 20;
/** Smallest mean number of repeats of a value among classes; and a number that suggests classes. */
const [minRepeats, manyRepeats] = [2, 5];
/** Ratio of the largest to the smallest class size from which sizes are uneven. */
const uneven = 5;

/**
 * @param values number of occurrences of each number, in any order
 * @param isAll false if a column has too many different numbers, so that only some are given
 */
export function kindOfNumbers(values: Values, { isAll = true } = {}): TargetKind {
  const numbers = [...values.keys()].sort((a, b) => a - b);
  const fraction = numbers.find((value) => !Number.isInteger(value));
  const [least, most] = [numbers[0], numbers[numbers.length - 1]];
  const range = `from ${least} to ${most}`;
  if (!isAll) return quantities(`more than ${numbers.length} different numbers`);
  const k = numbers.length;
  if (fraction !== undefined) return quantities(`numbers with fractions, such as ${fraction}`);
  const count = [...values.values()].reduce((sum, times) => sum + times, 0);
  const repeats = count / k;
  const found = `${k} different whole numbers ${range}`;
  if (k <= 2) return classes(k === 2 ? `the two values ${least} and ${most}` : `the same value, ${least}, everywhere`);
  if (repeats < minRepeats) return quantities(`${found}, few of which repeat`);
  const sizes = numbers.map((value) => values.get(value) as number);
  const gaps = k === most - least + 1 ? " without a gap" : " with hardly a gap";
  const isNumbered = (least === 0 || least === 1) && k >= 0.8 * (most - least + 1);
  const isEven = Math.max(...sizes) < uneven * Math.min(...sizes);
  if (isNumbered && k <= fewClasses) {
    if (!isEven && k >= 5 && fallsOff(sizes)) {
      return {
        ...counts(`${found}, of which those in the middle, or the small ones, are the most frequent`),
        isSure: false,
      };
    }
    return classes(`${found}${gaps}`);
  }
  if (isNumbered && isEven && repeats >= manyRepeats) return classes(`${found}${gaps}, all about as frequent`);
  if (k === 3) return { ...classes(`only ${found}`), isSure: false };
  const isOpen = repeats >= manyRepeats && (k <= fewClasses || isNumbered);
  return { ...quantities(found), isSure: !isOpen };
}

/** Returns the kind that the user chose, if it differs from the values' kind. */
export function withTask(target: TargetKind, task: TargetKind["task"] | undefined): TargetKind {
  if (task === undefined || task === target.task) return { ...target, isSure: target.isSure || task !== undefined };
  const kind = ({ classification: "classes", "multi-label": "labels", regression: "quantities" } as const)[task];
  return { kind, task, why: `${target.why}; ${kind} as chosen`, isSure: true };
}

/**
 * Returns `"species" is the target (the last column): 3 different texts, so they are classes.`
 * @param subject start of the sentence; @param chosen reason for this choice, if there are others
 */
export function describeTarget(subject: string, chosen: string | undefined, { kind, why, isSure }: TargetKind): string {
  const what = kind === "labels" ? "labels that do not exclude each other" : kind;
  const so = why.endsWith("as chosen") ? "" : `, so they are ${what}`;
  const otherwise =
    kind === "classes"
      ? "one linear unit and the quadratic cost learn them as quantities"
      : "softmax with a unit for each and cross-entropy learn them as classes";
  const guess = isSure ? "" : ` That is a guess: ${otherwise}.`;
  return `${subject}${chosen === undefined ? "" : ` (${chosen})`}: ${why}${so}.${guess}`;
}

/** Returns the kind of texts, which are always classes. */
export const kindOfTexts = (different: number): TargetKind => classes(`${different} different texts`);

export const oneHotKind = (classCount: number): TargetKind =>
  classes(`${classCount} columns with a single 1 in every row`);

export const multiLabelKind = (labelCount: number): TargetKind => ({
  kind: "labels",
  task: "multi-label",
  why: `${labelCount} columns of 0 and 1 with several 1 or none in a row`,
  isSure: true,
});

const classes = (why: string): TargetKind => ({ kind: "classes", task: "classification", why, isSure: true });
const counts = (why: string): TargetKind => ({ kind: "counts", task: "regression", why, isSure: true });
export const quantities = (why: string): TargetKind => ({ kind: "quantities", task: "regression", why, isSure: true });

/** Returns true if numbers get rarer away from the most frequent one, as counts do, up to chance. */
function fallsOff(sizes: readonly number[]): boolean {
  const peak = sizes.indexOf(Math.max(...sizes));
  return sizes.every((size, i) => {
    const nearer = sizes[i < peak ? i + 1 : i - 1];
    return i === peak || size - nearer <= 3 * Math.sqrt(size);
  });
}
