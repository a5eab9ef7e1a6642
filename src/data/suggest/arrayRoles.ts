/**
 * Assigns arrays of a file as inputs and labels of training and test examples. Shapes and counts decide; names break
 * ties.
 */

export interface Candidate {
  name: string;
  /** Number of examples: the size of the first axis, or of another one in MATLAB's formats. */
  count: number;
  /** Shape of one example. */
  example: number[];
  /** Returns the kind of the values as labels; reads all of them. */
  label(): LabelKind;
}

export type LabelKind =
  /** The numbers 0, 1, 2, … in order, which are row numbers. */
  | "rows"
  /** Class numbers or one-hot rows. */
  | "classes"
  /** Any other numbers. */
  | "numbers";

interface Pair {
  x: Candidate;
  y: Candidate;
}

type Role = "train" | "validation" | "test";

export interface Chosen {
  train: Pair;
  test?: Pair;
  /** Possible labels for the same inputs, the proposed one first. */
  labels: Candidate[];
}

/** Returns the values per example. */
const widthOf = ({ example }: Candidate): number => example.reduce((product, size) => product * size, 1);

const roles: Record<Role, RegExp> = {
  train: /^(train|training|tr)$/i,
  validation: /^(val|valid|validation|dev|va|eval)$/i,
  test: /^(test|testing|te|tst)$/i,
};
const inputName = /^(x|xs|data|images?|inputs?|features?|samples?|pictures?|imgs?|pixels)$/i;
const labelName = /^(y|ys|t|labels?|targets?|class|classes|gt|truth|outputs?|digits?|lbls?)$/i;

/** Splits a name into words: "xTrain", "x_train" and "train/x" into x and train, "Xtr" into X and tr. */
function wordsOf(name: string): string[] {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").split(/[^A-Za-z]+/);
  return words
    .flatMap((word) => /^([xyt])(train|test|val|valid|tr|te|va)$/i.exec(word)?.slice(1) ?? word)
    .filter(Boolean);
}

const roleOf = (name: string): Role | undefined =>
  (Object.keys(roles) as Role[]).find((role) => wordsOf(name).some((word) => roles[role].test(word)));

const isNamed = (name: string, pattern: RegExp) => wordsOf(name).some((word) => pattern.test(word));

/** @param wanted array of labels, if the user chose one */
export function chooseArrays(arrays: readonly Candidate[], wanted?: string): Chosen | undefined {
  const x = inputsOf(arrays, wanted);
  if (!x) return undefined;
  const labels = labelsFor(x, arrays);
  const y = labels.find(({ name }) => name === wanted) ?? labels[0];
  if (!y) return undefined;
  const test = testPair({ x, y }, arrays);
  return { train: { x, y }, ...(test && { test }), labels: [y, ...labels.filter((each) => each !== y)] };
}

/** Returns the array with the largest examples that has labels; if several, one not named test with the most. */
function inputsOf(arrays: readonly Candidate[], wanted: string | undefined): Candidate | undefined {
  const target = arrays.find(({ name }) => name === wanted);
  const able = arrays.filter(
    (array) => array.example.length > 0 && array !== target && labelsFor(array, arrays).length > 0,
  );
  const fits = target ? able.filter(({ count }) => count === target.count) : able;
  const rank = (array: Candidate) => [
    widthOf(array) > 1 ? 1 : 0,
    isNamed(array.name, labelName) || isOneHot(array) ? 0 : 1,
    Math.min(1, roleRank(array.name)),
    widthOf(array),
    roleRank(array.name),
    array.count,
    isNamed(array.name, inputName) ? 1 : 0,
    -wordsOf(array.name).length,
  ];
  return best(fits, rank);
}

const isOneHot = (array: Candidate) => mayBeLabel(array) && array.label() === "classes";

/** Returns true if there is at most one axis besides the examples', with few enough values. */
const mayBeLabel = (array: Candidate) => array.example.length <= 1 && widthOf(array) <= maxClasses;
const maxClasses = 1000;

const roleRank = (name: string) => ({ train: 2, none: 1, validation: 0, test: 0 })[roleOf(name) ?? "none"];

/** Returns possible labels of these inputs, the likeliest first: single values before several per example. */
function labelsFor(x: Candidate, arrays: readonly Candidate[]): Candidate[] {
  const role = roleOf(x.name);
  const alike = arrays.filter((array) => array !== x && array.count === x.count && mayBeLabel(array));
  const sameRole = alike.filter(({ name }) => roleOf(name) === role);
  const fits = sameRole.length > 0 ? sameRole : alike;
  const ranks = new Map(fits.map((array) => [array, labelRank(array)]));
  const isAble = (array: Candidate) => widthOf(array) <= widthOf(x) || (ranks.get(array)?.[1] ?? 0) > 0;
  const able = fits.filter((array) => ranks.get(array) !== undefined && isAble(array));
  return able.sort((a, b) => compare(ranks.get(b) as number[], ranks.get(a) as number[]));
}

function labelRank(array: Candidate): number[] | undefined {
  const look = array.label();
  if (look === "rows") return undefined;
  return [
    isNamed(array.name, labelName) && !isNamed(array.name, inputName) ? 1 : 0,
    look === "classes" ? 1 : 0,
    -widthOf(array),
  ];
}

/** Returns inputs and labels of the same shapes: those named test, those named validation, or fewer examples. */
function testPair({ x, y }: Pair, arrays: readonly Candidate[]): Pair | undefined {
  const like = (a: Candidate, b: Candidate) => a.example.join() === b.example.join();
  const role = roleOf(x.name);
  const others = arrays.filter((array) => array !== x && array !== y);
  const pairs = others
    .filter((array) => like(array, x) && array.example.length > 0)
    .flatMap((testX): Pair[] => {
      const ys = others.filter((array) => array !== testX && array.count === testX.count && like(array, y));
      const named = ys.filter(({ name }) => roleOf(name) === roleOf(testX.name));
      const testY = named.length === 1 ? named[0] : ys.length === 1 ? ys[0] : undefined;
      return testY ? [{ x: testX, y: testY }] : [];
    })
    .filter((pair) => roleOf(pair.x.name) !== role || pair.x.count < x.count);
  const rank = ({ x: { name, count } }: Pair) => {
    const found = roleOf(name);
    return [found === "test" ? 2 : found === "validation" ? 1 : 0, count];
  };
  return best(pairs, rank);
}

function best<T>(all: readonly T[], rank: (one: T) => number[]): T | undefined {
  const ranked = all.map((one) => ({ one, rank: rank(one) }));
  ranked.sort((a, b) => compare(b.rank, a.rank));
  return ranked[0]?.one;
}

/** Compares element by element; the first difference decides. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at] - b[at];
}
