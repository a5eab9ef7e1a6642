/**
 * Splits the bytes of a text table into fields, and parses numbers on the way, without making texts. Reads records that
 * every reader splits alike: a quote begins and ends a field, or is doubled within it. Stops at any other record.
 */
import { escaped, type FieldBlock, padded, text, whole } from "./fieldBlock";

const [newline, carriageReturn, blank, tab, point, plus, minus] = [10, 13, 32, 9, 46, 43, 45];
const quote = 34;
/** Numbers of up to this many digits are integers in float64, and so are these powers: their quotient is exact. */
const exactDigits = 15;
const powers = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** Bytes that may begin or end white space other than blanks and tabs. */
const mayPad = new Uint8Array(256).fill(1, 0, blank).fill(1, 128);

/**
 * Why the splitter stopped: at the end of complete records; the block is full; a record of another number of fields;
 * a line that may be a comment; a record that only the parser reads.
 */
export type Stop = "end" | "full" | "width" | "comment" | "parser";

export class ByteSplitter {
  /** Number of lines before the next record. */
  line = 0;
  /** True after a record with a quote. */
  isQuoted = false;

  /**
   * @param delimiter its byte
   * @param comment first byte of a comment's mark; −1 without comments
   */
  constructor(
    private readonly delimiter: number,
    private readonly comment: number,
  ) {}

  /** Start of the first record that is not in the block. */
  at = 0;

  /**
   * Fills a block with records, up to `to`, where a newline must follow the bytes. Skips empty lines.
   * @param isEnd true if the last record may lack its line end
   * @param any true for one record of any width
   * @returns why the record at `at` is not in the block
   */
  split(block: FieldBlock, begin: number, to: number, isEnd: boolean, any = false): Stop {
    const { bytes, starts, ends, values, decimals, lines } = block;
    const { delimiter, comment } = this;
    const width = any ? starts.length : block.width;
    const maxRows = any ? 1 : Math.floor(starts.length / width);
    let at = begin;
    block.rows = 0;
    for (;;) {
      const start = at;
      this.at = start;
      const { rows } = block;
      if (at >= to) return "end";
      if (rows === maxRows) return "full";
      if (comment >= 0 && this.mayBeComment(bytes[at])) return "comment";
      const first = rows * width;
      let field = first;
      let { line, isQuoted } = this;
      for (;;) {
        if (field - first === width) return "width";
        let byte = bytes[at];
        let from = at;
        // A number: digits with a sign and a point, up to the delimiter.
        if (byte === minus || byte === plus) byte = bytes[++at];
        let digits = 0;
        let high = 0;
        let low = 0;
        let written = whole;
        for (;;) {
          const digit = byte - 48;
          if (digit >= 0 && digit <= 9) {
            if (digits < 9) high = (Math.imul(high, 10) + digit) | 0;
            else low = (Math.imul(low, 10) + digit) | 0;
            digits++;
            if (written >= 0) written++;
          } else if (byte === point && written < 0) written = 0;
          else break;
          byte = bytes[++at];
        }
        if (
          (byte === delimiter || byte === newline || byte === carriageReturn) &&
          digits > 0 &&
          digits <= exactDigits
        ) {
          const all = digits <= 9 ? high : high * powers[digits - 9] + low;
          const size = written > 0 ? all / powers[written] : all;
          values[field] = bytes[from] === minus ? -size : size;
          starts[field] = from;
          ends[field] = at;
          decimals[field] = written;
        } else {
          // Any other field.
          at = from;
          byte = bytes[at];
          let end: number;
          written = text;
          if (byte === quote) {
            isQuoted = true;
            from = ++at;
            for (;;) {
              byte = bytes[at];
              if (byte === quote) {
                if (bytes[at + 1] !== quote || at + 1 >= to) break;
                written = escaped;
                at++;
              } else if (byte === newline || byte === carriageReturn) {
                if (at >= to) return isEnd ? "parser" : "end";
                // A comment's mark at the start of a line within quotes concerns the parser.
                if (comment >= 0) return "parser";
                line++;
              }
              at++;
            }
            end = at++;
            byte = bytes[at];
            if (at >= to && !isEnd) return "end";
            if (byte !== delimiter && byte !== newline && byte !== carriageReturn) return "parser";
          } else {
            while (byte !== delimiter && byte !== newline && byte !== carriageReturn) {
              if (byte === quote) return "parser";
              byte = bytes[++at];
            }
            end = at;
            while (from < end && (bytes[from] === blank || bytes[from] === tab)) from++;
            while (from < end && (bytes[end - 1] === blank || bytes[end - 1] === tab)) end--;
            if (from < end && (mayPad[bytes[from]] === 1 || mayPad[bytes[end - 1]] === 1)) written = padded;
          }
          starts[field] = from;
          ends[field] = end;
          decimals[field] = written;
          if (written === text && from < end) this.parse(block, field);
        }
        field++;
        if (byte === delimiter) at++;
        else break;
      }
      if (at >= to && !isEnd) return "end";
      if (bytes[at] === carriageReturn) {
        if (at + 1 >= to && !isEnd) return "end";
        if (at + 1 < to && bytes[at + 1] === newline) at++;
      }
      at++;
      line++;
      const isEmpty = field === first + 1 && this.isEmpty(block, first, start);
      if (!isEmpty && !any && field - first !== width) return "width";
      this.line = line;
      this.isQuoted = isQuoted;
      if (isEmpty) continue;
      if (any) block.width = field;
      lines[rows] = line;
      block.rows = rows + 1;
    }
  }

  private mayBeComment(byte: number): boolean {
    return byte === this.comment || byte > 127 || (byte <= blank && byte !== newline && byte !== carriageReturn);
  }

  /** Returns true for the field of an empty line. */
  private isEmpty(block: FieldBlock, field: number, start: number): boolean {
    const { starts, ends, decimals, bytes } = block;
    if (bytes[start] === quote) return false;
    return starts[field] === ends[field] || (decimals[field] === padded && block.text(field) === "");
  }

  /** Parses a number in other notations: quoted, between blanks, with an exponent or with many digits. */
  private parse({ bytes, starts, ends, values, decimals }: FieldBlock, field: number): void {
    const end = ends[field];
    let at = starts[field];
    if (bytes[at] === plus || bytes[at] === minus) at++;
    let digits = 0;
    let written = whole;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte >= 48 && byte <= 57) {
        digits++;
        if (written >= 0) written++;
      } else if (byte === point && written < 0) written = 0;
      else break;
    }
    if (digits === 0 || written > 100) return;
    if (at < end) {
      // 101 is "e", and 69 "E".
      if ((bytes[at] | 32) !== 101) return;
      at++;
      if (bytes[at] === plus || bytes[at] === minus) at++;
      if (at >= end) return;
      for (; at < end; at++) if (bytes[at] < 48 || bytes[at] > 57) return;
    }
    values[field] = Number(bytes.toString("latin1", starts[field], end));
    decimals[field] = written;
  }
}
