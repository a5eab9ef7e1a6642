/** The form of a text table, detected from its beginning or set by a config. */
import type { CsvForm } from "../csv";
import type { Encoding } from "./encoding";

export interface TableForm extends CsvForm {
  /** " " stands for a run of blanks. */
  delimiter: string;
  /** Decimal mark of columns that do not show another. */
  decimal: "." | ",";
  /** True if a column or the config determines the decimal mark. */
  sure?: boolean | undefined;
  /** Default: UTF-8. */
  encoding?: Encoding | undefined;
  /** Quote character, if it is not ". */
  quote?: "'" | undefined;
  /** Character that escapes a quote in a quoted field, if it is not a second quote. */
  escapedBy?: "\\" | undefined;
  /** Start of comment lines. */
  comment?: string | undefined;
  /** Number of lines before the header, or before the first example without a header. */
  skipLines?: number | undefined;
  /** True if the first line has the column names. */
  header?: boolean | undefined;
  /** Column names from a comment. */
  names?: string[] | undefined;
  /** Number of columns, if they have no names. */
  width?: number | undefined;
  /** True if each line starts with a row name that the header does not count. */
  rowNames?: boolean | undefined;
  /** Number of delimiters after the last field of each line. */
  trailing?: number | undefined;
  /** Names of the classes 0, 1, 2, … in the last column, if the first line lists them. */
  classes?: string[] | undefined;
  /** Words for missing values that are common values of these columns. */
  values?: Record<string, string[]> | undefined;
}

/** The parts of the form that a config sets. */
export interface GivenForm {
  delimiter?: string | undefined;
  decimal?: "." | "," | undefined;
  header?: boolean | undefined;
  encoding?: Encoding | undefined;
  thousands?: "," | "." | " " | "'" | undefined;
  comment?: string | undefined;
  skipLines?: number | undefined;
  missingValues?: string[] | undefined;
}
