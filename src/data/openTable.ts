/** Opens a file as a table, by the config's format. */
import { NetworkError } from "../core/errors";
import { type How, openCsv } from "./csvTable";
import { openExcel } from "./excelTable";
import { type SourceFile, streamSourceFile } from "./files";
import { openParquetTable } from "./parquetTable";
import { openSvmlight } from "./svmlightTable";
import type { TableConfig, TableReader } from "./tableReader";
import { openArff, openJsonLines } from "./textRecords";

/** @param how what is known of a text table besides what the config says */
export function openTable(config: TableConfig, source: SourceFile, baseDir: string, how: How): Promise<TableReader> {
  if (config.format === "csv") {
    const { label, features = [], exclude = [], ordinal = {}, units = {}, dates = {}, decimal, thousands } = config;
    if (decimal !== undefined && decimal === thousands)
      throw new NetworkError("csv-decimal/thousands", { mark: decimal });
    const known = [label, features, exclude, ...[ordinal, units, dates].map((each) => Object.keys(each))].flat();
    return openCsv(() => streamSourceFile(source, baseDir, how.reading), source.name, config, { known, ...how });
  }
  const { sheet, header, missingValues } = config as RecordKeys;
  const files = [config.path, config.testPath].filter((name) => name !== undefined && name !== source.name);
  const others = files.map((name) => ({ name: name as string, key: "data.path" }));
  const asTimes = Object.keys(config.dates ?? {});
  return openRecords(config.format, source, baseDir, { sheet, header, missingValues, others, asTimes });
}

/** Formats of records that know types. */
const openers = {
  excel: openExcel,
  parquet: openParquetTable,
  jsonl: openJsonLines,
  arff: openArff,
  svmlight: openSvmlight,
};

export type RecordFormat = keyof typeof openers;

export const isRecordFormat = (format: unknown): format is RecordFormat =>
  typeof format === "string" && Object.hasOwn(openers, format);

/** What the config may say of how such a table is to be read. */
export interface RecordKeys {
  sheet?: string | number | undefined;
  header?: boolean | undefined;
  missingValues?: string[] | undefined;
  /** Of svmlight, which names only what is not 0: files and columns that tell which columns there are. */
  others?: SourceFile[];
  columns?: string[];
  /** Of Parquet: the columns whose times of day are read as such; all of them where it is left out. */
  asTimes?: string[];
}

/** @param keys of the config, where it is of this format */
export async function openRecords(
  format: RecordFormat,
  source: SourceFile,
  baseDir: string,
  keys: RecordKeys,
): Promise<TableReader> {
  const table = await openers[format](source, baseDir, keys);
  const { missingValues } = keys;
  return missingValues ? { ...table, given: { missingValues } } : table;
}
