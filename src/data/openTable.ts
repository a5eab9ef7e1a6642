/** Opens a file as a table, in the config's format. */
import { stat } from "node:fs/promises";
import { NetworkError } from "../core/errors";
import { type How, openCsv } from "./csvTable";
import { pathOf, type SourceFile, streamSourceFile } from "./files";
import { openSvmlight } from "./svmlightTable";
import type { TableConfig, TableReader } from "./tableReader";
import { openArff, openJsonLines } from "./textRecords";

/** @param how facts about a text table besides those in the config */
export async function openTable(
  config: TableConfig,
  source: SourceFile,
  baseDir: string,
  how: How,
): Promise<TableReader> {
  if (config.format === "csv") {
    const { label, features = [], exclude = [], ordinal = {}, units = {}, dates = {}, decimal, thousands } = config;
    if (decimal !== undefined && decimal === thousands)
      throw new NetworkError("csv-decimal/thousands", { mark: decimal });
    const known = [label, features, exclude, ...[ordinal, units, dates].map((each) => Object.keys(each))].flat();
    const open = () => counted(streamSourceFile(source, baseDir, how.reading), how.onBytes);
    const table = await openCsv(open, source.name, config, { known, ...how });
    return { ...table, fileSize: (await stat(pathOf(source.name, baseDir))).size };
  }
  const { sheet, header, missingValues } = config as RecordKeys;
  const files = [config.path, config.testPath].filter((name) => name !== undefined && name !== source.name);
  const others = files.map((name) => ({ name: name as string, key: "data.path" }));
  const asTimes = Object.keys(config.dates ?? {});
  return openRecords(config.format, source, baseDir, { sheet, header, missingValues, others, asTimes });
}

async function* counted(chunks: AsyncIterable<Uint8Array>, onBytes: How["onBytes"]): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onBytes?.(chunk.length);
    yield chunk;
  }
}

type OpenRecords = (source: SourceFile, baseDir: string, keys: RecordKeys) => TableReader | Promise<TableReader>;

/** Readers of record formats with typed values; the large ones are loaded with their first file. */
const openers = {
  excel: async (...table: Parameters<OpenRecords>) => (await import("./excelTable")).openExcel(...table),
  parquet: async (...table: Parameters<OpenRecords>) => (await import("./parquetTable")).openParquetTable(...table),
  jsonl: openJsonLines,
  arff: openArff,
  svmlight: openSvmlight,
};

export type RecordFormat = keyof typeof openers;

export const isRecordFormat = (format: unknown): format is RecordFormat =>
  typeof format === "string" && Object.hasOwn(openers, format);

/** Keys of the config that affect how such a table is read. */
export interface RecordKeys {
  sheet?: string | number | undefined;
  header?: boolean | undefined;
  missingValues?: string[] | undefined;
  /** For svmlight, which omits zeros: files and columns that determine which columns exist. */
  others?: SourceFile[];
  columns?: string[];
  /** For Parquet: the columns whose times of day are read as times; all of them if undefined. */
  asTimes?: string[];
}

/** @param keys of the config, if it has this format */
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
