/** Findings about a table's columns that the user should check: row numbers and keys as inputs, dates as labels. */

import type { ColumnFinding } from "../../config/check/columnFinding";
import { isMoment } from "../../formats/table/date";
import { plainNumber } from "../../formats/table/number";
import type { Column } from "../columnEncoding";
import type { ColumnScan } from "../csvScan";
import { dateColumn } from "../dateColumn";
import { fallTogether } from "../fallTogether";
import { isUnreadNumber, looksLikeDate } from "../fields";
import type { TableReader } from "../tableReader";

/** Number of examples below which different texts or consecutive numbers may be chance. */
const fewExamples = 20;

interface Scanned {
  table: Pick<TableReader, "times">;
  features: ColumnScan[];
  labels: ColumnScan[];
  count: number;
  /** True if the table has other columns than these. */
  hasOthers: boolean;
}

/** @param shifts subtracted from the regression targets in double precision */
export function findingsOf(
  { table, features, labels, count, hasOthers }: Scanned,
  columns: readonly Column[],
  task: string,
  shifts: readonly number[] = [],
): ColumnFinding[] {
  const found: ColumnFinding[] = [];
  features.forEach((scan, i) => {
    const { name, counts } = scan;
    const column = columns[i];
    const examples = [...(counts?.keys() ?? [])].slice(0, 3);
    const parts = column.kind === "one-hot" && dateColumn(column.values.filter((value) => value !== ""));
    // Row numbers that are the only column may be a measure such as a time.
    const mayCount = features.length > 1 || (scan.isNameless && hasOthers);
    if (column.kind === "number" && mayCount && count >= fewExamples && scan.areRowNumbers) {
      found.push({ kind: "row-numbers", column: name, examples: scan.firstFields });
    } else if (table.times?.includes(name)) {
      found.push({ kind: "times", column: name, examples: [], parts: ["hour", "minute"] });
    } else if (parts) {
      found.push({ kind: "dates", column: name, examples, parts });
    } else if (column.kind === "one-hot" && unreadNumbers(scan).length > 0) {
      found.push({ kind: "numbers", column: name, ...firstOf(scan) });
    } else if (column.kind === "one-hot" && count >= fewExamples && column.values.length >= 0.9 * count) {
      found.push({ kind: "keys", column: name, examples });
    }
    if (column.kind === "one-hot") pushSpellings(found, name, column.values);
    // Bytes are exact in float32.
    if (column.kind === "number" && !scan.areBytes) pushRounded(found, "fall-together", scan, column.shift);
  });
  labels.forEach((scan, i) => {
    if (task === "regression") pushRounded(found, "targets-together", scan, shifts[i]);
  });
  for (const scan of labels) {
    const fields = [...(scan.counts?.keys() ?? [])];
    if (task !== "classification" || fields.length === 0) continue;
    if (fields.every((field) => looksLikeDate(field) || isMoment(field)))
      found.push({ kind: "label-dates", column: scan.name, examples: fields.slice(0, 3) });
    if (unreadNumbers(scan).length > 0) found.push({ kind: "label-numbers", column: scan.name, ...firstOf(scan) });
    if (!scan.isNumeric) pushSpellings(found, scan.name, fields);
  }
  return found;
}

/** Returns the numbers that are not read as such, if all texts of the column are numbers. */
export function unreadNumbers(scan: ColumnScan): string[] {
  if (scan.isNumeric) return [];
  const fields = [...(scan.counts?.keys() ?? [])];
  const areNumbers = fields.every((field) => isUnreadNumber(field) || plainNumber(field) !== undefined);
  return areNumbers ? fields.filter(isUnreadNumber) : [];
}

const firstOf = (scan: ColumnScan) => ({ examples: unreadNumbers(scan).slice(0, 3), where: scan.example?.where ?? "" });

function pushRounded(found: ColumnFinding[], kind: ColumnFinding["kind"], scan: ColumnScan, shift?: number): void {
  const same = fallTogether(scan.someValues, shift);
  if (same) found.push({ kind, column: scan.name, examples: same.map(String) });
}

/** Reports texts that differ only in case or blanks. */
function pushSpellings(found: ColumnFinding[], column: string, texts: readonly string[]): void {
  const alike = new Map<string, string[]>();
  for (const text of texts) {
    const key = text
      .toLowerCase()
      .replace(/[\s_-]+/g, " ")
      .trim();
    alike.set(key, [...(alike.get(key) ?? []), text]);
  }
  for (const examples of alike.values()) if (examples.length > 1) found.push({ kind: "spellings", column, examples });
}
