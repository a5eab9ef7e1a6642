/** Encodes records without their zeros as inputs: a copy of the record of zeros, and the other fields. */
import { type Column, type EncodingRules, encoder, fieldEncoder, inputsOf, widthOf } from "../columnEncoding";
import type { SparseRecord } from "../tableReader";
import { denseRecord } from "./sparseRecord";

type Encode = (record: SparseRecord, out: Float32Array | Uint8Array, at: number, where: string) => void;

/**
 * Returns a function that encodes a record into zeros of an array, from `at` on.
 * @param positions of the columns in the table, each once @param width number of columns of the table
 */
export function sparseEncoder(
  columns: readonly Column[],
  { positions, width }: { positions: readonly number[]; width: number },
  reading: EncodingRules,
): Encode {
  const encodeField = fieldEncoder(columns, reading);
  const columnAt = new Int32Array(width).fill(-1);
  const firstInput = new Uint32Array(columns.length);
  const zeros = new Float32Array(inputsOf(columns));
  /** Columns that have no encoding of 0: each record needs a field of them. */
  const needed = new Uint8Array(columns.length);
  let needs = 0;
  for (let c = 0, to = 0; c < columns.length; to += widthOf(columns[c]), c++) {
    columnAt[positions[c]] = c;
    firstInput[c] = to;
    try {
      encodeField(c, "0", zeros, to, "");
    } catch {
      needed[c] = 1;
      needs++;
    }
  }
  const areZero = zeros.every((value) => Object.is(value, 0));
  const isEncoded: (...args: Parameters<Encode>) => boolean = (record, out, at, where) => {
    if (!areZero) out.set(zeros, at);
    let lacking = needs;
    for (let k = 0; k < record.positions.length; k++) {
      const c = columnAt[record.positions[k]];
      if (c < 0) continue;
      lacking -= needed[c];
      try {
        encodeField(c, record.fields[k], out, at + firstInput[c], where);
      } catch {
        return false;
      }
    }
    return lacking === 0;
  };
  return (record, out, at, where) => {
    if (isEncoded(record, out, at, where)) return;
    // Refuses the first wrong field in the order of the columns.
    encoder(columns, reading)(denseRecord(record, width), positions, out, at, where);
  };
}
