/** What whoever reads the data finds in a column or an input that a person should look at, though it can be learned. */
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
    | "targets-together"
    | "constant"
    | "constant-inputs"
    | "all-constant"
    | "constant-target";
  readonly column: string;
  /** Fields that show it. */
  readonly examples: string[];
  /** Of constant columns: how many there are, the first of which are examples. */
  readonly count?: number | undefined;
  /** Of dates or times, each with an input of its own: the parts that could be inputs instead. */
  readonly parts?: string[] | undefined;
  /** File and line of the first example, where a person has to look there. */
  readonly where?: string | undefined;
}
