/** The key `dates` of a table's config: which columns it names, and how each is looked at. */
import { nearest } from "../../config/check/nearest";
import { NetworkError } from "../../core/errors";
import { DateScan } from "../dateColumn";
import type { TableConfig, TableReader } from "../tableReader";

/** Undefined for a column that it does not name. */
export function dateScanOf(name: string, { dates, dateOrder }: TableConfig, { midnight }: TableReader) {
  const words = dates && Object.hasOwn(dates, name) ? dates[name] : undefined;
  return words && new DateScan(name, words, dateOrder, midnight ?? false);
}

/** Throws a NetworkError of kind "config" for a column that is no input, or that is another kind of column too. */
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
