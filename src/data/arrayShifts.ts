/** Shifts that are subtracted in double precision from array columns whose numbers float32 cannot distinguish. */
import type { ColumnFinding } from "../config/check/columnFinding";
import type { Elements } from "../formats/elements";
import type { NpyArray } from "../formats/npy";
import type { Column } from "./columnEncoding";
import { fallTogether } from "./fallTogether";
import type { Source } from "./source";
import { Spread } from "./table/spread";

/** Returns true if the element type can hold numbers that float32 cannot. */
const isWide = (data: Elements): boolean => data.BYTES_PER_ELEMENT >= 4 && !(data instanceof Float32Array);

/** Returns one shift for each of `width` columns, 0 for none; undefined if no column needs a shift. */
export function shiftsIn(data: Elements, width: number): number[] | undefined {
  if (!isWide(data)) return undefined;
  const spreads = Array.from({ length: width }, () => new Spread());
  for (let i = 0; i < data.length; i++) spreads[i % width].add(Number(data[i]));
  const shifts = spreads.map(({ shift = 0 }) => shift);
  return shifts.some((shift) => shift !== 0) ? shifts : undefined;
}

/** Returns the columns as the run records them, with the input names that messages use. */
export const shiftedColumns = (shifts: readonly number[]): Column[] =>
  shifts.map((shift, i) => ({ name: nameOf(i), kind: "number", ...(shift !== 0 && { shift }) }));

/** Largest number of columns that are reported. */
const fewColumns = 3;

interface Taken extends Pick<Source, "targetNames" | "targetShifts"> {
  shifts?: readonly number[] | undefined;
}

/** Reports inputs and targets with numbers that float32 cannot distinguish even after their shift. */
export function roundedIn(
  { x, y }: Record<"x" | "y", NpyArray>,
  inputs: number,
  { targetNames = [], targetShifts, shifts }: Taken,
): ColumnFinding[] {
  const names = Array.from({ length: inputs }, (_, i) => nameOf(i));
  return [
    ...roundedOf(x.data, names, "fall-together", shifts),
    ...roundedOf(y.data, targetNames, "targets-together", targetShifts),
  ];
}

const nameOf = (input: number) => `input ${input}`;

function roundedOf(
  data: Elements,
  names: readonly string[],
  kind: ColumnFinding["kind"],
  shifts: readonly number[] = [],
): ColumnFinding[] {
  const found: ColumnFinding[] = [];
  for (let column = 0; isWide(data) && column < names.length && found.length < fewColumns; column++) {
    const same = fallTogether(columnIn(data, column, names.length), shifts[column]);
    if (same) found.push({ kind, column: names[column], examples: same.map(String) });
  }
  return found;
}

/** Yields the first numbers of a column. */
function* columnIn(data: Elements, column: number, width: number): Generator<number> {
  const most = 2 ** 16;
  for (let i = 0, at = column; i < most && at < data.length; i++, at += width) yield Number(data[at]);
}
