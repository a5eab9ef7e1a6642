/** The key `dates` of a table's config: its checks, and the scans of its columns. */
import { nearest } from "../../config/check/nearest";
import { NetworkError } from "../../core/errors";
import { DateScan } from "../dateColumn";
import type { TableConfig, TableReader } from "../tableReader";

/** Returns the scan of a column; undefined if `dates` does not list it. */
export function dateScanOf(name: string, { dates, dateOrder }: TableConfig, { midnight }: TableReader) {
  const words = dates && Object.hasOwn(dates, name) ? dates[name] : undefined;
  return words && new DateScan(name, words, dateOrder, midnight ?? false);
}

/** Throws a NetworkError (kind "config") for a listed column that is no input or is in `ordinal` too. */
export function refuseDates({ dates, ordinal = {} }: TableConfig, columns: readonly string[]): void {
  if (!dates) return;
  const there = new Set(columns);
  for (const name of Object.keys(dates)) {
    if (!there.has(name)) {
      throw new NetworkError("csv-column/dates", { name, columns, near: nearest(name, columns) });
    }
    if (Object.hasOwn(ordinal, name)) throw new NetworkError("csv-column/dates-ordinal", { name });
  }
}
