/**
 * Rows of numbers, kept column by column. A row more is another view of the same columns, as with a slice of Go's:
 * whoever holds the rows of before still sees those alone, an update costs what is new, and until the first block is
 * full no memory is taken. Pure.
 */

interface Block {
  /** Rows that are taken, by whichever view. */
  length: number;
  capacity: number;
  /** [column][row]; left out: nothing but NaN so far. */
  readonly columns: (Float64Array | undefined)[];
}

/** A run that says it will be endless begins with so many. */
const mostAtFirst = 65_536;
const leastAtFirst = 16;

export class Rows {
  private constructor(
    private readonly block: Block,
    readonly length: number,
  ) {}

  /** @param expected how many rows will come, as far as is known: there is room for them from the start */
  static of(columns: number, expected: number): Rows {
    const capacity = Math.min(mostAtFirst, Math.max(leastAtFirst, expected));
    return new Rows({ length: 0, capacity, columns: new Array(columns).fill(undefined) }, 0);
  }

  /** NaN where nothing came. */
  get(row: number, column: number): number {
    return this.block.columns[column]?.[row] ?? Number.NaN;
  }

  /** The column itself, not a copy; undefined: nothing but NaN came. */
  column(column: number): Float64Array | undefined {
    return this.block.columns[column]?.subarray(0, this.length);
  }

  with(row: readonly number[]): Rows {
    // Another view has gone on from here already, with other rows.
    const block = this.length === this.block.length ? this.block : this.copied();
    append(block, row);
    return new Rows(block, this.length + 1);
  }

  first(length: number): Rows {
    return length === this.length ? this : new Rows(this.block, length);
  }

  /** Those before are the first of these: nothing in them changed. */
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
