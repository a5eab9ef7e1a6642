/**
 * Persistent rows of numbers, stored by column. Adding a row returns a new view of the same columns, like a slice in
 * Go: earlier views still see only their own rows, an update costs only the new row, and no memory is allocated
 * until the first block is full. Pure.
 */

interface Block {
  /** Number of rows used by the longest view. */
  length: number;
  capacity: number;
  /** Values, [column][row]; undefined for a column of only NaN. */
  readonly columns: (Float64Array | undefined)[];
}

/** Maximum and minimum of the initial capacity in rows; runs may plan arbitrarily many epochs. */
const maxAtFirst = 65_536;
const minAtFirst = 16;

export class Rows {
  private constructor(
    private readonly block: Block,
    readonly length: number,
  ) {}

  /** @param expected expected number of rows, the initial capacity */
  static of(columns: number, expected: number): Rows {
    const capacity = Math.min(maxAtFirst, Math.max(minAtFirst, expected));
    return new Rows({ length: 0, capacity, columns: new Array(columns).fill(undefined) }, 0);
  }

  /** Returns a value; NaN if it is missing. */
  get(row: number, column: number): number {
    return this.block.columns[column]?.[row] ?? Number.NaN;
  }

  /** Returns a view of a column, not a copy; undefined if it has only NaN. */
  column(column: number): Float64Array | undefined {
    return this.block.columns[column]?.subarray(0, this.length);
  }

  with(row: readonly number[]): Rows {
    // Copies the block if another view has already appended to it.
    const block = this.length === this.block.length ? this.block : this.copied();
    append(block, row);
    return new Rows(block, this.length + 1);
  }

  first(length: number): Rows {
    return length === this.length ? this : new Rows(this.block, length);
  }

  /** Returns true if the given rows are the unchanged first rows of these. */
  continues({ block, length }: Rows): boolean {
    return length === 0 || (block === this.block && length <= this.length);
  }

  private copied(): Block {
    const { length } = this;
    const { capacity, columns } = this.block;
    return { length, capacity, columns: columns.map((column) => column && resized(column, length, capacity)) };
  }
}

function append(block: Block, row: readonly number[]): void {
  const { columns, length } = block;
  if (length === block.capacity) {
    block.capacity *= 2;
    columns.forEach((column, c) => {
      columns[c] = column && resized(column, length, block.capacity);
    });
  }
  for (let c = 0; c < row.length; c++) {
    let column = columns[c];
    if (!column && Number.isNaN(row[c])) continue;
    column ??= new Float64Array(block.capacity).fill(Number.NaN, 0, length);
    column[length] = row[c];
    columns[c] = column;
  }
  block.length++;
}

function resized(column: Float64Array, length: number, capacity: number): Float64Array {
  const larger = new Float64Array(capacity);
  larger.set(column.subarray(0, length));
  return larger;
}
