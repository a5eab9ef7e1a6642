/**
 * What a table is to those who read it, whatever its file format: names of columns and a stream of records of text
 * fields. A format whose numbers are no text writes them in their shortest form that reads back the same float64.
 */
import type { DataConfig } from "../config/schema/data";
import type { tableFormats } from "../config/schema/dataFormats";
import type { GivenForm, TableForm } from "../formats/table/form";
import type { LeftOut } from "./source";

/** The keys of `data` that say which columns of a table are used, and how. */
export type TableConfig = Extract<DataConfig, { format: (typeof tableFormats)[number] }>;

export interface Header {
  names: string[];
  /** Whether the file names its columns. Where it does not, they are called by their number, from 1. */
  isThere: boolean;
}

/** Gets every example, and its place for messages, such as "file:line". */
export type TakeRecord = (record: string[], where: string) => void;

export interface TableReader {
  /** The name of the file, for messages. */
  readonly file: string;
  /** How the fields are written; reading whole columns adds to its `values`. */
  form: TableForm;
  /** Read as version 0.1.0 did. */
  readonly rules?: 1;
  /**
   * Of a text whose columns decide which words are values: the words that cannot be, because columns of numbers have
   * them.
   */
  readonly amongNumbers?: ReadonlySet<string>;
  /** What the config says of how the fields are written. */
  readonly given?: GivenForm;
  /** How many columns are no column of the header, such as R's row names: they are left out. */
  readonly unnamed?: number;
  /** Whether a date without a time is midnight, as programs that know types leave zeros away. */
  readonly midnight?: boolean;
  /** Columns of times of day that are read as numbers: what has passed since midnight. */
  readonly times?: readonly string[];
  /** What `data` of a config has to say besides the path, so that the table is read as it was here. */
  readonly keys?: Record<string, unknown>;
  /** Of the file, what `read` never gives. */
  readonly leftOut?: LeftOut | undefined;
  /** Whether the form was found in a text, so that it is worth recording. */
  readonly isText: boolean;
  /**
   * Reads the table from its beginning: calls `begin` with the header, then the function that it answers with every
   * record. Returns the sha256 (hex) of the file, gzip removed. May be called again.
   */
  read(begin: (header: Header) => TakeRecord): Promise<string>;
}
