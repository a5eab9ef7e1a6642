/** Tables in which a text column holds the index of its category: one number in place of many that are 0 or 1. */
import type { Examples } from "../core/backend";
import { type Cells, expand, packedExamples } from "../core/packedExamples";
import { type Column, widthOf } from "./columnEncoding";
import { claimFor } from "./errors";
import type { Table } from "./source";

type Values = Uint8Array | Float32Array;

/** Returns a test of whether the inputs of a column are stored as one index: a byte numbers 256 categories. */
function compactIn(values: Values): (column: Column) => boolean {
  const most = values instanceof Uint8Array ? 256 : Number.POSITIVE_INFINITY;
  return (column) => column.kind === "one-hot" && widthOf(column) <= most;
}

const sumOf = (columns: readonly Column[], of: (column: Column) => number) =>
  columns.reduce((sum, column) => sum + of(column), 0);

/** Returns the number of values that a column has in a packed table. @param values of the table, or of its type */
export function packedWidth(values: Values): (column: Column) => number {
  const isCompact = compactIn(values);
  return (column) => (isCompact(column) ? 1 : widthOf(column));
}

/** Returns the table with its columns, unless packing changes nothing. @param table whose values are packed */
export const asPacked = (table: Table, columns: readonly Column[]): Table =>
  columns.some(compactIn(table.values)) ? { ...table, packed: columns } : table;

/**
 * Returns the table with all its inputs, the same one if it is not packed.
 * @param file for the error that it is too large
 */
export function unpacked(table: Table, file: string): Table {
  const { packed, ...rest } = table;
  return packed ? { ...rest, values: expandValues(table.values, table.count, packed, file) } : table;
}

/** Returns [count, cells] of a table that may be packed already. */
export const packedValues = ({ values, packed }: Table, columns: readonly Column[]): Values =>
  packed ? values : compactValues(values, columns);

/** Returns [count, cells], the same array if no column is of texts. @param values [count, inputs] */
function compactValues(values: Values, columns: readonly Column[]): Values {
  const isCompact = compactIn(values);
  if (!columns.some(isCompact)) return values;
  const cellsOf = packedWidth(values);
  const [inputs, step] = [sumOf(columns, widthOf), sumOf(columns, cellsOf)];
  const count = values.length / inputs;
  const cells = sameType(values, count * step);
  let [from, to] = [0, 0];
  for (const column of columns) {
    const width = widthOf(column);
    const isCategory = isCompact(column);
    for (let row = 0, at = from, cell = to; row < count; row++, at += inputs, cell += step) {
      if (!isCategory) for (let i = 0; i < width; i++) cells[cell + i] = values[at + i];
      else {
        let category = 0;
        while (category < width - 1 && values[at + category] === 0) category++;
        cells[cell] = category;
      }
    }
    from += width;
    to += cellsOf(column);
  }
  return cells;
}

/** Returns the cells of a packed table. */
function cellsOf(cells: Values, columns: readonly Column[]): Cells {
  const isCompact = compactIn(cells);
  const plain = (column: Column): number[] => new Array(widthOf(column)).fill(0);
  const categories = columns.flatMap((column) => (isCompact(column) ? [widthOf(column)] : plain(column)));
  return { cells, categories: Uint32Array.from(categories) };
}

/** The cells of a table that its inputs are in. */
export interface CellIndex {
  /** Number of cells of a row. */
  width: number;
  /** The cell of each input. */
  cell: Uint32Array;
  /** The category for which each input is 1; −1 for a cell that is the input itself. */
  category: Int32Array;
}

export function cellIndex({ count, values, packed }: Pick<Table, "count" | "values" | "packed">): CellIndex {
  const width = values.length / count;
  const categories = packed ? cellsOf(values, packed).categories : new Uint32Array(width);
  const inputs = categories.reduce((sum, some) => sum + (some || 1), 0);
  const [cell, category] = [new Uint32Array(inputs), new Int32Array(inputs).fill(-1)];
  let input = 0;
  for (const [c, some] of categories.entries()) {
    for (let i = 0; i < (some || 1); i++, input++) {
      cell[input] = c;
      if (some > 0) category[input] = i;
    }
  }
  return { width, cell, category };
}

/** Returns examples with the inputs of the table. @param file for the error that they are too large */
export function examplesOf({ values, packed }: Table, about: Omit<Examples, "values">, file: string): Examples {
  if (!packed) return { ...about, values };
  let all: Values | undefined;
  const expanded = () => {
    all ??= expandValues(values, about.count, packed, file);
    return all;
  };
  return packedExamples(about, { ...cellsOf(values, packed), expanded });
}

function expandValues(cells: Values, count: number, columns: readonly Column[], file: string): Values {
  const length = count * sumOf(columns, widthOf);
  claimFor(file, length * cells.BYTES_PER_ELEMENT);
  return expand(cellsOf(cells, columns), length);
}

const sameType = (like: Values, length: number): Values =>
  like instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
