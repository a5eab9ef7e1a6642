/** What a person should look at in the columns of a table: row numbers and keys as inputs, labels that are dates. */

import { isMoment } from "../../formats/table/date";
import type { Column } from "../columnEncoding";
import type { ColumnScan } from "../csvScan";
import { dateColumn } from "../dateColumn";
import { fallTogether } from "../fallTogether";
import { looksLikeDate } from "../fields";
import type { ColumnFinding } from "../source";

/** In fewer examples a column of different texts, or of numbers in order, is no surprise. */
const fewExamples = 20;

interface Scanned {
  features: ColumnScan[];
  labels: ColumnScan[];
  count: number;
}

/** @param shifts what is taken off the targets of a regression in double */
export function findingsOf(
  { features, labels, count }: Scanned,
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
    if (column.kind === "number" && features.length > 1 && count >= fewExamples && scan.areRowNumbers) {
      found.push({ kind: "row-numbers", column: name, examples: scan.firstFields });
    } else if (parts) {
      found.push({ kind: "dates", column: name, examples, parts });
    } else if (column.kind === "one-hot" && count >= fewExamples && column.values.length >= 0.9 * count) {
      found.push({ kind: "keys", column: name, examples });
    }
    if (column.kind === "one-hot") pushSpellings(found, name, column.values);
    if (column.kind === "number") pushRounded(found, "fall-together", scan, column.shift);
  });
  labels.forEach((scan, i) => {
    if (task === "regression") pushRounded(found, "targets-together", scan, shifts[i]);
  });
  for (const scan of labels) {
    const fields = [...(scan.counts?.keys() ?? [])];
    if (task !== "classification" || fields.length === 0) continue;
    if (fields.every((field) => looksLikeDate(field) || isMoment(field)))
      found.push({ kind: "label-dates", column: scan.name, examples: fields.slice(0, 3) });
    if (!scan.isNumeric) pushSpellings(found, scan.name, fields);
  }
  return found;
}

function pushRounded(found: ColumnFinding[], kind: ColumnFinding["kind"], scan: ColumnScan, shift?: number): void {
  const same = fallTogether(scan.someValues, shift);
  if (same) found.push({ kind, column: scan.name, examples: same.map(String) });
}

/** Texts that differ in case or blanks only. */
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
