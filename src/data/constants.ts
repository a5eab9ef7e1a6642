/** Findings about inputs and targets that have the same value in all training examples. */
import type { ColumnFinding } from "../config/check/columnFinding";
import { type Column, widthOf } from "./columnEncoding";
import type { Target } from "./dataset";
import type { InputRanges } from "./inputRanges";
import type { Table } from "./source";

interface About {
  inputs: number;
  /** Columns, for a table. */
  columns?: readonly Column[] | undefined;
  inputNames?: readonly string[] | undefined;
  /** True for pictures, in which single inputs may be constant, such as those of a margin. */
  isPicture: boolean;
  /** Ranges of the inputs, if they are known; those of a packed table are. */
  ranges?: InputRanges | undefined;
  targets?: readonly Target[] | undefined;
}

const maxNames = 5;

/** @param train after the split, with scaled labels */
export function constantFindings(train: Table, about: About): ColumnFinding[] {
  // With a single example everything is constant.
  return train.count < 2 ? [] : [...ofInputs(train, about), ...ofTargets(train, about.targets ?? [])];
}

function ofInputs({ values, count }: Table, about: About): ColumnFinding[] {
  const { inputs, columns, inputNames, isPicture, ranges } = about;
  const constant = ranges ? withoutRange(ranges) : constantColumns(values, count, inputs);
  if (constant.length === 0) return [];
  if (constant.length === inputs) {
    const isZero = constant.every((input) => (ranges ? ranges.minimum : values)[input] === 0);
    return [{ kind: "all-constant", column: "", examples: isZero ? ["0"] : [] }];
  }
  if (isPicture) return [];
  const names = columns ? wholeColumns(columns, new Set(constant)) : constant.map((i) => inputNames?.[i] ?? String(i));
  if (names.length === 0) return [];
  const kind = columns || inputNames ? "constant" : "constant-inputs";
  return [{ kind, column: names[0], examples: names.slice(0, maxNames), count: names.length }];
}

function ofTargets({ labels, count }: Table, targets: readonly Target[]): ColumnFinding[] {
  return constantColumns(labels, count, targets.length).map((i) => {
    const { name, shift, factor } = targets[i];
    return {
      kind: "constant-target",
      column: name,
      examples: [String(Number((labels[i] / factor + shift).toPrecision(6)))],
    };
  });
}

const withoutRange = ({ minimum, maximum }: InputRanges): number[] =>
  [...minimum.keys()].filter((i) => minimum[i] === maximum[i]);

/** Returns the constant columns. After a few rows only candidates are compared, so most values are never read. */
function constantColumns(values: ArrayLike<number>, count: number, width: number): number[] {
  const constant = Uint32Array.from({ length: width }, (_, i) => i);
  let candidates = width;
  for (let start = width; start < count * width && candidates > 0; start += width) {
    let still = 0;
    while (still < candidates && values[start + constant[still]] === values[constant[still]]) still++;
    for (let k = still + 1; k < candidates; k++) {
      const i = constant[k];
      constant[still] = i;
      if (values[start + i] === values[i]) still++;
    }
    candidates = still;
  }
  return Array.from(constant.subarray(0, candidates));
}

/** Returns the names of the columns all of whose inputs are constant. */
function wholeColumns(columns: readonly Column[], constant: ReadonlySet<number>): string[] {
  let first = 0;
  return columns.flatMap((column) => {
    const width = widthOf(column);
    const isConstant = Array.from({ length: width }, (_, i) => first + i).every((i) => constant.has(i));
    first += width;
    return isConstant ? [column.name] : [];
  });
}
