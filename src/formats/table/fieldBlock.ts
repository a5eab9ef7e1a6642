/** The fields of some consecutive records of a text table, as positions in its bytes; numbers are parsed already. */

/** How a field is written, if it is no number; a number has the count of its decimals, or `whole`. */
export const [whole, text, escaped, padded] = [-1, -2, -3, -4];

export class FieldBlock {
  /** UTF-8; valid until the next block. */
  bytes: Buffer = Buffer.alloc(0);
  rows = 0;
  /** Fields per record. */
  width = 0;
  /** [rows, width] each: the field without its quotes and surrounding blanks, and its value if it is a number. */
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  values = new Float64Array(0);
  /**
   * Number of decimals of a number in the usual notation, `whole` without a decimal point; `text` for other fields,
   * `escaped` if they have doubled quotes, and `padded` if other white space than blanks may surround them.
   */
  decimals = new Int8Array(0);
  /** The line (from 1) that each record ends in. */
  lines = new Int32Array(0);

  /** Makes room for this many fields, each of which may be a record. The fields so far are lost. */
  reserve(fields: number): void {
    if (fields <= this.starts.length) return;
    this.starts = new Int32Array(fields);
    this.ends = new Int32Array(fields);
    this.values = new Float64Array(fields);
    this.decimals = new Int8Array(fields);
    this.lines = new Int32Array(fields);
  }

  /** Returns the text of a field. @param at row · width + column */
  text(at: number): string {
    const found = textOf(this.bytes, this.starts[at], this.ends[at]);
    const written = this.decimals[at];
    return written === escaped ? found.replaceAll('""', '"') : written === padded ? found.trim() : found;
  }

  /** Returns the texts of a record. */
  record(row: number): string[] {
    const first = row * this.width;
    return Array.from({ length: this.width }, (_, column) => this.text(first + column));
  }
}

/** Decodes a few bytes. */
function textOf(bytes: Buffer, start: number, end: number): string {
  for (let at = start; at < end; at++) if (bytes[at] > 127) return bytes.toString("utf8", start, end);
  return bytes.toString("latin1", start, end);
}
