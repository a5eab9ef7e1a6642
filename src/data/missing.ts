/** Fills in missing numbers after the split, with means of the training examples only. */
import type { Column } from "./columnEncoding";
import { valuesIn, widthOf } from "./columnEncoding";
import { packedWidth } from "./packedTable";
import type { Table } from "./source";

/**
 * Replaces NaN in all parts, which are packed together or not at all; returns the columns with their fill, which is
 * used for new examples too.
 */
export function fillMissing(columns: readonly Column[], train: Table, others: Table[]): Column[] {
  const inputs = train.values.length / train.count;
  const width = train.packed ? packedWidth(train.values) : widthOf;
  const tables = [train, ...others];
  const lacking = lackingInputs(tables, inputs);
  if (!lacking) return [...columns];
  const means = meansOf(train, inputs);
  let at = 0;
  const filled = columns.map((column) => {
    const input = at;
    at += width(column);
    const isFilled = column.kind === "number" || column.kind === "date";
    if (!isFilled || lacking[input] === 0) return column;
    const fills = Array.from({ length: valuesIn(column) }, (_, i) => means[input + i]);
    return column.kind === "number" ? { ...column, fill: fills[0] } : { ...column, fill: fills };
  });
  for (const table of tables) replace(table, inputs, means);
  return filled;
}

/** Returns 1 for each input that lacks a value; undefined if none does. Rows are read in the order of the memory. */
function lackingInputs(tables: readonly Table[], inputs: number): Uint8Array | undefined {
  let lacking: Uint8Array | undefined;
  for (const { values } of tables) {
    if (values instanceof Uint8Array) continue;
    for (let i = 0; i < values.length; i++) {
      if (!Number.isNaN(values[i])) continue;
      lacking ??= new Uint8Array(inputs);
      lacking[i % inputs] = 1;
    }
  }
  return lacking;
}

/** Returns the mean of the values present of each input; 0 if there are none. */
function meansOf({ values }: Table, inputs: number): Float32Array {
  const sums = new Float64Array(inputs);
  const counts = new Uint32Array(inputs);
  for (let start = 0; start < values.length; start += inputs) {
    for (let i = 0; i < inputs; i++) {
      const value = values[start + i];
      if (Number.isNaN(value)) continue;
      sums[i] += value;
      counts[i]++;
    }
  }
  return Float32Array.from(sums, (sum, i) => (counts[i] > 0 ? sum / counts[i] : 0));
}

function replace({ values }: Table, inputs: number, means: Float32Array): void {
  if (values instanceof Uint8Array) return;
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) values[i] = means[i % inputs];
}
