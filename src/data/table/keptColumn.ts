/** A column of a table whose cells are kept: what they are, and the texts that they stand for. */
import type { ColumnScan } from "../csvScan";

/** Most different texts of a column. */
const maxTexts = 2048;

/** The cells of a column: all numbers, NaN where one is missing; or all numbers of its texts. */
export class KeptColumn {
  readonly texts: string[] = [];
  private readonly codes = new Map<string, number>();
  private hasNumbers = false;
  private hasWords = false;
  isText = false;
  /** True if a cell cannot be kept. */
  isBroken = false;

  constructor(readonly scan: ColumnScan) {
    this.isBroken = scan.asDates !== undefined;
  }

  /** Notes that there are cells of numbers, unless the column is one of texts. */
  noteNumbers(): void {
    this.hasNumbers ||= !this.isText;
  }

  /** Returns the cell of a field. */
  cellOf(field: string): number {
    const { scan } = this;
    if (scan.isAbsent(field)) return this.absentCell(field);
    const value = this.isText ? undefined : scan.read(field);
    if (value === undefined) return this.textCell(field);
    this.noteNumbers();
    return value;
  }

  /** Returns the cell of a text. */
  textCell(text: string): number {
    if (this.hasNumbers || this.hasWords) this.isBroken = true;
    this.isText = true;
    return this.codeOf(text);
  }

  /** Returns the cell of a missing value. */
  absentCell(text: string): number {
    if (this.isText) return this.codeOf(text);
    this.hasWords ||= text !== "";
    return Number.NaN;
  }

  private codeOf(text: string): number {
    const found = this.codes.get(text);
    if (found !== undefined) return found;
    const code = this.texts.length;
    if (code === maxTexts) this.isBroken = true;
    if (this.isBroken) return code;
    this.codes.set(text, code);
    this.texts.push(text);
    return code;
  }
}
