/** Columns of arrays whose numbers float32 does not tell apart: what is taken off them in double. */
import type { ColumnFinding } from "../config/check/columnFinding";
import type { Elements } from "../formats/elements";
import type { NpyArray } from "../formats/npy";
import type { Column } from "./columnEncoding";
import { fallTogether } from "./fallTogether";
import type { Source } from "./source";
import { Spread } from "./table/spread";

/** Whether it holds numbers that float32 does not. */
const isWide = (data: Elements): boolean => data.BYTES_PER_ELEMENT >= 4 && !(data instanceof Float32Array);

/** One number for each of `width` columns, 0 where nothing is taken off; undefined where that is so in all. */
export function shiftsIn(data: Elements, width: number): number[] | undefined {
  if (!isWide(data)) return undefined;
  const spreads = Array.from({ length: width }, () => new Spread());
  for (let i = 0; i < data.length; i++) spreads[i % width].add(Number(data[i]));
  const shifts = spreads.map(({ shift = 0 }) => shift);
  return shifts.some((shift) => shift !== 0) ? shifts : undefined;
}

/** As the run records them: inputs under the names that messages give them. */
export const shiftedColumns = (shifts: readonly number[]): Column[] =>
  shifts.map((shift, i) => ({ name: nameOf(i), kind: "number", ...(shift !== 0 && { shift }) }));

/** So many are named. */
const fewColumns = 3;

interface Taken extends Pick<Source, "targetNames" | "targetShifts"> {
  shifts?: readonly number[] | undefined;
}

/** Inputs and targets of which float32 takes several numbers for one, whatever is taken off them. */
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

/** The first numbers of a column. */
function* columnIn(data: Elements, column: number, width: number): Generator<number> {
  const most = 2 ** 16;
  for (let i = 0, at = column; i < most && at < data.length; i++, at += width) yield Number(data[at]);
}
