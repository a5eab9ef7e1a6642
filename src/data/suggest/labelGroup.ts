/**
 * Columns of 0 and 1 at the end of a table that may be learned together: one-hot classes, or labels that do not exclude
 * each other. A single one of them is hardly ever the target.
 */
import type { ColumnScan } from "../csvScan";
import { LabelRows } from "../table/labelColumns";
import type { TableReader } from "../tableReader";
import { multiLabelKind, oneHotKind, type TargetKind } from "./targetKind";

export interface LabelGroup {
  scans: ColumnScan[];
  /** Name in the list of choices. */
  name: string;
  target: TargetKind;
}

/** Smallest group; two columns of 0 and 1 are more often features than labels. */
const fewest = 3;

/** Returns undefined if the last columns are no such group, or if no columns before them are left as inputs. */
export async function lastColumnsTogether(
  table: TableReader,
  all: readonly ColumnScan[],
): Promise<LabelGroup | undefined> {
  let start = all.length;
  while (start > 0 && isBinary(all[start - 1])) start--;
  const scans = all.slice(start);
  if (scans.length < fewest || start === 0) return undefined;
  const rows = new LabelRows(scans);
  await table.read(() => (record) => rows.add(record.slice(start)));
  const names = scans.map(({ name }) => name);
  const target = rows.oneHot ? oneHotKind(names.length) : multiLabelKind(names.length);
  return { scans, name: names.join(", "), target };
}

const isBinary = (scan: ColumnScan): boolean =>
  scan.isNumeric &&
  scan.missing === 0 &&
  scan.counts?.size === 2 &&
  scan.someValues.every((value) => value === 0 || value === 1);
