/**
 * A table as its readers see it, in any file format: column names and a stream of records of text fields. Formats with
 * typed numbers convert them to the shortest text that parses to the same float64.
 */
import type { DataConfig } from "../config/schema/data";
import type { tableFormats } from "../config/schema/dataFormats";
import type { FieldBlock } from "../formats/table/fieldBlock";
import type { GivenForm, TableForm } from "../formats/table/form";
import type { Reason } from "./leftOut";

/** The keys of `data` for tables, which say how columns are used. */
export type TableConfig = Extract<DataConfig, { format: (typeof tableFormats)[number] }>;

export interface Header {
  names: string[];
  /** True if the file names its columns; otherwise they are numbered from 1. */
  isThere: boolean;
}

/** A record of a table that omits its zeros: every other field is "0". */
export interface SparseRecord {
  /** Rising positions in the header. */
  positions: readonly number[];
  fields: readonly string[];
}

/** Receives each record, and its position for messages, such as "file:line". */
export interface TakeRecord {
  (record: string[], where: string): void;
  /**
   * Receives consecutive records of a text table at once, without their texts. Returns false, without an effect that
   * counts, if they have to be taken one by one: the first error of a table is that of its first wrong record.
   */
  takeBlock?: ((block: FieldBlock, whereOf: (row: number) => string) => boolean) | undefined;
  /** Receives a record of a table that omits its zeros, in time that depends on its other fields alone. */
  takeSparse?: ((record: SparseRecord, where: string) => void) | undefined;
}

export interface TableReader {
  /** Name of the file in messages. */
  readonly file: string;
  /** Form of the fields; reading whole columns adds to its `values`. */
  form: TableForm;
  /** Bytes of a text table's file, if that is known. */
  readonly fileSize?: number;
  /** Set to read as version 0.1.0 did. */
  readonly rules?: 1;
  /**
   * Words that always mean a missing value, because numeric columns contain them; for text tables, whose other words
   * may be values.
   */
  readonly amongNumbers?: ReadonlySet<string>;
  /** Keys of the config for the form of the fields. */
  readonly given?: GivenForm;
  /** Number of columns without a header, such as R's row names; they are left out. */
  readonly unnamed?: number;
  /** True if a date without a time is midnight, since typed formats omit a time of zeros. */
  readonly midnight?: boolean;
  /** Columns of times of day that are read as numbers, the time since midnight. */
  readonly times?: readonly string[];
  /** Keys of `data`, besides the path, with which a config reads the table in the same way. */
  readonly keys?: Record<string, unknown>;
  /** Parts of the file that `read` never returns. */
  readonly leftOut?: { readonly rows?: number; readonly columns?: number; readonly reason: Reason } | undefined;
  /** True if the form was detected in a text, so that a run records it. */
  readonly isText: boolean;
  /**
   * Reads the table from its beginning: calls `begin` with the header, then the function it returns with each record.
   * Returns the sha256 (hex) of the file after gunzip. May be called repeatedly.
   */
  read(begin: (header: Header) => TakeRecord): Promise<string>;
}
