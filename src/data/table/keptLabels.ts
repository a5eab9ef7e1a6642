/** The labels of a table whose cells were kept while it was scanned. */
import { type NumberFormat, sameFormat } from "../../formats/table/number";
import type { Labels } from "../tableLabels";
import type { KeptColumn } from "./keptColumn";

/**
 * Returns the labels or targets; undefined if the label columns have to be read again, also because that names a faulty
 * field.
 * @param cells [rows] of each label column
 * @param formats of the training table's label columns
 */
export function keptLabels(
  columns: readonly KeptColumn[],
  cells: readonly Float64Array[],
  { labels, formats }: { labels: Labels; formats: readonly NumberFormat[] },
  count: number,
): Int32Array | Float32Array | undefined {
  if (columns.some(({ scan }, i) => !sameFormat(scan.format, formats[i]))) return undefined;
  const targets = labels.make(count);
  if (labels.shifts) return readQuantities(columns, cells, labels.shifts, targets) ? targets : undefined;
  const fieldsOf = columns.map(fieldOf);
  const known = new Map<number, number>();
  const [only] = cells;
  try {
    for (let row = 0; row < count; row++) {
      const found = cells.length === 1 ? known.get(only[row]) : undefined;
      if (found !== undefined) {
        targets[row] = found;
        continue;
      }
      const fields = fieldsOf.map((field, i) => field?.(cells[i][row]));
      if (fields.includes(undefined)) return undefined;
      labels.read(fields as string[], targets, row, "");
      if (cells.length === 1) known.set(only[row], targets[row]);
    }
    return targets;
  } catch {
    return undefined;
  }
}

function readQuantities(
  columns: readonly KeptColumn[],
  cells: readonly Float64Array[],
  shifts: readonly number[],
  targets: Int32Array | Float32Array,
): boolean {
  const { length } = columns;
  if (columns.some(({ isText, scan }) => isText || scan.texts > 0 || scan.missing > 0)) return false;
  for (let i = 0; i < length; i++) {
    for (let to = i, row = 0; to < targets.length; to += length, row++) {
      targets[to] = Math.fround(cells[i][row] - shifts[i]);
      if (!Number.isFinite(targets[to])) return false;
    }
  }
  return true;
}

/** Returns the function from a cell to its field; undefined if fields that differ have the same cell. */
function fieldOf({ isText, texts, scan }: KeptColumn): ((cell: number) => string | undefined) | undefined {
  if (isText) return (cell) => texts[cell];
  const fields = [...(scan.counts?.keys() ?? [])];
  const byValue = new Map(fields.map((field) => [scan.read(field) ?? Number.NaN, field]));
  return byValue.size === fields.length ? (cell) => byValue.get(cell) : undefined;
}
