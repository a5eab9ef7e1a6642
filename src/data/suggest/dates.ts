/** Proposes the columns of a table that are encoded by the parts of their dates or times. */
import { NetworkError } from "../../core/errors";
import type { ColumnScan } from "../csvScan";
import { DateScan, type DateWord, dateColumn } from "../dateColumn";

/** Returns `dates` of the config for these columns, without columns whose order of day and month is ambiguous. */
export function datesOf(scans: readonly ColumnScan[], midnight: boolean): Map<ColumnScan, DateWord[]> {
  const found = new Map<ColumnScan, DateWord[]>();
  for (const scan of scans) {
    const parts = scan.isNumeric || scan.counts?.size === 1 ? undefined : dateColumn(scan.different, midnight);
    if (parts && isSure(scan, parts, midnight)) found.set(scan, parts);
  }
  return found;
}

function isSure({ name, different }: ColumnScan, parts: DateWord[], midnight: boolean): boolean {
  const dates = new DateScan(name, parts, undefined, midnight);
  for (const field of different) dates.add(field, "");
  try {
    dates.column(false);
    return true;
  } catch (error) {
    if (error instanceof NetworkError) return false;
    throw error;
  }
}
