/**
 * Trials as numeric columns with a row per trial: the host fills them, messages carry some rows, and the page has the
 * same table. Ten thousand trials take some dozen arrays in place of objects.
 */

/** Some rows: their indices, and the values of each column. NaN: missing. */
export interface TrialPart {
  readonly rows: Float64Array;
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** Texts of few rows: reasons of failures, training machines. */
  readonly words: readonly (readonly [row: number, key: string, text: string])[];
}

/** Column that every known row has: the trial's state, as an index into `trialStates`. */
export const stateColumn = "state";
export const trialStates = ["waiting", "running", "done", "failed"] as const;
export type TrialState = (typeof trialStates)[number];

const minRows = 256;

export class TrialTable {
  private readonly columns = new Map<string, Float64Array>();
  private readonly words = new Map<string, Map<number, string>>();
  private rows = 0;

  /** One more than the highest known trial number. */
  get length(): number {
    return this.rows;
  }

  get names(): string[] {
    return [...this.columns.keys()];
  }

  /** Returns a column, NaN for missing values; a view that is valid until the next `set`. */
  column(name: string): Float64Array | undefined {
    return this.columns.get(name)?.subarray(0, this.rows);
  }

  /** Returns a number; NaN if it is missing. */
  number(name: string, row: number): number {
    return row < this.rows ? (this.columns.get(name)?.[row] ?? Number.NaN) : Number.NaN;
  }

  text(key: string, row: number): string | undefined {
    return this.words.get(key)?.get(row);
  }

  set(name: string, row: number, value: number): void {
    this.rows = Math.max(this.rows, row + 1);
    const known = this.columns.get(name);
    const column = known && known.length > row ? known : grown(known, row + 1);
    if (column !== known) this.columns.set(name, column);
    column[row] = value;
  }

  /** Sets or, with undefined, removes a text. */
  setText(key: string, row: number, text: string | undefined): void {
    const texts = this.words.get(key) ?? new Map<number, string>();
    this.words.set(key, texts);
    if (text === undefined) texts.delete(row);
    else texts.set(row, text);
  }

  /** Returns all columns of some rows, ascending. */
  part(rows: ArrayLike<number>): TrialPart {
    const isAll = rows.length === this.rows;
    const some = new Set(isAll ? [] : Array.from(rows));
    const picked = (column: Float64Array) => {
      // An iterator would be too slow for ten thousand rows of a dozen columns.
      const values = new Float64Array(rows.length);
      for (let i = 0; i < rows.length; i++) values[i] = column[rows[i]] ?? Number.NaN;
      return values;
    };
    return {
      rows: Float64Array.from(rows),
      columns: Object.fromEntries([...this.columns].map(([name, column]) => [name, picked(column)])),
      words: [...this.words].flatMap(([key, texts]) =>
        [...texts].filter(([row]) => isAll || some.has(row)).map(([row, text]) => [row, key, text] as const),
      ),
    };
  }

  /** Replaces the rows of a part. */
  take({ rows, columns, words }: TrialPart): void {
    for (const [name, values] of Object.entries(columns)) {
      for (let i = 0; i < rows.length; i++) this.set(name, rows[i], values[i]);
    }
    for (const texts of this.words.values()) for (const row of rows) texts.delete(row);
    for (const [row, key, text] of words) this.setText(key, row, text);
  }
}

function grown(column: Float64Array | undefined, rows: number): Float64Array {
  const longer = new Float64Array(Math.max(minRows, rows, 2 * (column?.length ?? 0))).fill(Number.NaN);
  longer.set(column ?? []);
  return longer;
}
