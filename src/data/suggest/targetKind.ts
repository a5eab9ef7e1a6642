/**
 * Whether a target is a class, a count or a quantity: one rule for columns of tables and for arrays. Values decide;
 * where they leave it open, a person is asked, with the likelier answer first.
 */

import type { TaskName } from "../../core/names";

export type Values = ReadonlyMap<number, number>;

export interface TargetKind {
  kind: "classes" | "labels" | "counts" | "quantities";
  task: TaskName;
  /** What shows it, for a person: "10 different whole numbers from 0 to 9". */
  why: string;
  /** Whether the values leave no doubt. */
  isSure: boolean;
}

/** So many different whole numbers may be classes although some of them are rare. */
const fewClasses = 20;
/** In classes every value repeats: so often at least, on average. */
const [leastRepeats, manyRepeats] = [2, 5];
/** From this ratio of the largest to the smallest on, class sizes are uneven. */
const uneven = 5;

/**
 * @param values how often each number occurs, in any order
 * @param isWhole whether these are all there are; a column of too many different numbers gives only some
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
  if (repeats < leastRepeats) return quantities(`${found}, which hardly repeat`);
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

/** As a person answered, where that is not what the values show. */
export function withTask(target: TargetKind, task: TargetKind["task"] | undefined): TargetKind {
  // Several labels are classes too, though not one for each example.
  const isMeant = task === target.task || (target.kind === "labels" && task === "classification");
  if (task === undefined || isMeant) return { ...target, isSure: target.isSure || task !== undefined };
  const kind = task === "classification" ? "classes" : "quantities";
  return { kind, task, why: `${target.why}; ${kind} as chosen`, isSure: true };
}

/**
 * `"species" is learned (the last column): 3 different texts, so they are classes.`
 * @param chosen why just this one, where there are others
 */
export function describeTarget(name: string, chosen: string | undefined, { kind, why, isSure }: TargetKind): string {
  const so = why.endsWith("as chosen") ? "" : `, so they are ${kind}`;
  const otherwise =
    kind === "classes"
      ? "one linear unit and the quadratic cost learn them as quantities"
      : "softmax with a unit for each and cross-entropy learn them as classes";
  const subject = chosen === undefined ? name : `${name} is learned (${chosen})`;
  return `${subject}: ${why}${so}.${isSure ? "" : ` That is a guess: ${otherwise}.`}`;
}

/** Texts are classes. */
export const kindOfTexts = (different: number): TargetKind => classes(`${different} different texts`);

export const oneHotKind = (classCount: number): TargetKind =>
  classes(`rows with a single 1: ${classCount} classes, one-hot`);

export const labelsKind = (count: number): TargetKind => ({
  kind: "labels",
  task: "multi-label",
  why: `rows of 0 and 1 with several 1 or none: ${count} labels`,
  isSure: true,
});

const classes = (why: string): TargetKind => ({ kind: "classes", task: "classification", why, isSure: true });
const counts = (why: string): TargetKind => ({ kind: "counts", task: "regression", why, isSure: true });
export const quantities = (why: string): TargetKind => ({ kind: "quantities", task: "regression", why, isSure: true });

/** Whether numbers are rarer the further they are from the most frequent one, as counts are, but for chance. */
function fallsOff(sizes: readonly number[]): boolean {
  const peak = sizes.indexOf(Math.max(...sizes));
  return sizes.every((size, i) => {
    const nearer = sizes[i < peak ? i + 1 : i - 1];
    return i === peak || size - nearer <= 3 * Math.sqrt(size);
  });
}
