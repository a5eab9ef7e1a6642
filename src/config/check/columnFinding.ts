/** A conspicuous column or input of readable data that a person should check. */
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
  /** Fields that illustrate the finding. */
  readonly examples: string[];
  /** Number of constant columns, the first of which are examples. */
  readonly count?: number | undefined;
  /** Parts of dates or times that could be inputs, instead of one input per date or time. */
  readonly parts?: string[] | undefined;
  /** File and line of the first example, for findings that a person has to look up there. */
  readonly where?: string | undefined;
}
