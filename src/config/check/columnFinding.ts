/** What whoever reads a table finds in a column that a person should look at, though the column can be learned. */
export interface ColumnFinding {
  readonly kind:
    | "row-numbers"
    | "keys"
    | "dates"
    | "times"
    | "label-dates"
    | "numbers"
    | "label-numbers"
    | "spellings"
    | "fall-together"
    | "targets-together";
  readonly column: string;
  /** Fields that show it. */
  readonly examples: string[];
  /** Of dates or times, each with an input of its own: the parts that could be inputs instead. */
  readonly parts?: string[] | undefined;
  /** File and line of the first example, where a person has to look there. */
  readonly where?: string | undefined;
}
