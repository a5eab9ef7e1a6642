/** The labels of the rows of a block, as what columns are related to: classes by number, and quantities. */
import type { FieldBlock } from "../../formats/table/fieldBlock";
import { whole } from "../../formats/table/fieldBlock";
import type { ColumnScan } from "../csvScan";
import { FieldTexts } from "../table/fieldTexts";
import { firstSeed, hashOfNumber, hashOfText, mixed } from "./hashes";

/** Most different labels that are told apart, as classes of a table, and most targets that columns are related to. */
const [maxLabels, maxTargets] = [1000, 8];

export class LabelValues {
  /** [rows]: number of the label's class in the order of first occurrences; −1 if a value is missing. */
  classes = new Int32Array(0);
  /** [rows]: a hash of the label. */
  hashes = new Int32Array(0);
  /** Per target [rows]: its number; NaN if it is none. */
  readonly targets: Float64Array[];
  /** Fields of a row of each class, by number of the class. */
  readonly fields: string[][] = [];
  private readonly known = new Map<string, number>();
  private readonly texts: FieldTexts[];
  /** True once there are too many different labels for classes. */
  areTooMany = false;

  constructor(
    readonly scans: readonly ColumnScan[],
    private readonly positions: readonly number[],
  ) {
    this.targets = scans.slice(0, maxTargets).map(() => new Float64Array(0));
    this.texts = scans.map(({ isAbsent }) => new FieldTexts(isAbsent));
  }

  readBlock(block: FieldBlock): void {
    this.reserve(block.rows);
    for (let row = 0; row < block.rows; row++) {
      this.readRow(row, (i) => {
        const at = row * block.width + this.positions[i];
        if (block.decimals[at] >= whole && this.scans[i].isPlain) return block.values[at];
        return this.texts[i].absentAt(block, at) ? undefined : this.texts[i].text(block, at);
      });
    }
  }

  readRecord(record: readonly string[]): void {
    this.reserve(1);
    this.readRow(0, (i) => {
      const field = record[this.positions[i]];
      return this.scans[i].isAbsent(field) ? undefined : field;
    });
  }

  private readRow(row: number, fieldOf: (label: number) => string | number | undefined): void {
    let key = "";
    let isMissing = false;
    let hash = 0;
    for (let i = 0; i < this.scans.length; i++) {
      const field = fieldOf(i);
      const value = typeof field === "string" ? (this.scans[i].read(field) ?? Number.NaN) : (field ?? Number.NaN);
      if (i < this.targets.length) this.targets[i][row] = value;
      isMissing ||= field === undefined;
      hash = mixed(
        hash,
        Number.isNaN(value) ? hashOfText(String(field ?? ""), firstSeed) : hashOfNumber(value, firstSeed),
      );
      if (!this.areTooMany) key += `${i === 0 ? "" : "\0"}${Number.isNaN(value) ? (field ?? "") : value}`;
    }
    this.hashes[row] = hash;
    this.classes[row] = isMissing ? -1 : this.classOf(key);
  }

  private classOf(key: string): number {
    if (this.areTooMany) return -1;
    const found = this.known.get(key);
    if (found !== undefined) return found;
    if (this.known.size === maxLabels) {
      this.areTooMany = true;
      return -1;
    }
    this.fields.push(key.split("\0"));
    this.known.set(key, this.known.size);
    return this.known.size - 1;
  }

  private reserve(rows: number): void {
    if (this.classes.length >= rows) return;
    this.classes = new Int32Array(rows);
    this.hashes = new Int32Array(rows);
    for (let i = 0; i < this.targets.length; i++) this.targets[i] = new Float64Array(rows);
  }
}
