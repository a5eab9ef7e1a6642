/** How a text table is written, as one look at its beginning found it or a config said it. */
import type { CsvForm } from "../csv";
import type { Encoding } from "./encoding";

export interface TableForm extends CsvForm {
  /** " " is a run of blanks. */
  delimiter: string;
  /** Of the numbers whose column does not say another. */
  decimal: "." | ",";
  /** Whether a column, or the config, leaves no doubt about it. */
  sure?: boolean | undefined;
  /** UTF-8 where it is left out. */
  encoding?: Encoding | undefined;
  /** What quotes a field, where it is not ". */
  quote?: "'" | undefined;
  /** What makes a quote within a quoted field one of its text, where that is no second quote. */
  escapedBy?: "\\" | undefined;
  /** Lines that begin with it are none of the table. */
  comment?: string | undefined;
  /** Lines before the header, or before the first example where there is none. */
  skipLines?: number | undefined;
  /** Whether the first line names the columns. */
  header?: boolean | undefined;
  /** The names, where they stand in a comment. */
  names?: string[] | undefined;
  /** How many columns there are, where they have no names. */
  width?: number | undefined;
  /** Each line begins with a name of its own that the header does not count. */
  rowNames?: boolean | undefined;
  /** How many delimiters each line ends with, behind its last field. */
  trailing?: number | undefined;
  /** The names of the classes 0, 1, 2, … in the last column, where the first line stated them. */
  classes?: string[] | undefined;
  /** Words for what is missing that are values of this column, being common in it. */
  values?: Record<string, string[]> | undefined;
}

/** What a config says of the form. */
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
