/** Adds records without their zeros to the statistics of columns: the zeros between two fields are added together. */
import { whole } from "../../formats/table/fieldBlock";
import type { ColumnScan } from "../csvScan";
import type { SparseRecord } from "../tableReader";
import { fieldAt } from "./sparseRecord";

export class SparseScan {
  /** [positions]: the index of each position's scan; −1 for a column that is not used. */
  private readonly scanAt: Int32Array;
  /** [scans]: number of records that the scan has. */
  private readonly records: Uint32Array;
  /** Scans that need every field. */
  private readonly whole: number[];
  private count = 0;

  /** @param used positions of the scans' columns @param width number of columns of the table */
  constructor(
    private readonly scans: readonly ColumnScan[],
    private readonly used: readonly number[],
    width: number,
  ) {
    this.scanAt = new Int32Array(width).fill(-1);
    for (let i = 0; i < used.length; i++) this.scanAt[used[i]] = i;
    this.records = new Uint32Array(scans.length);
    this.whole = scans.flatMap((scan, i) => (isCounted(scan) ? [] : [i]));
    for (const i of this.whole) this.scanAt[used[i]] = -1;
  }

  add(record: SparseRecord, where: string): void {
    const { scans, scanAt, used } = this;
    const { positions, fields } = record;
    for (let k = 0; k < positions.length; k++) {
      const i = scanAt[positions[k]];
      if (i < 0) continue;
      this.addZeros(i);
      scans[i].add(fields[k], where);
      this.records[i]++;
    }
    for (const i of this.whole) scans[i].add(fieldAt(record, used[i]), where);
    this.count++;
  }

  /** Adds the zeros after the last field of each column. */
  end(): void {
    for (const i of this.whole) this.records[i] = this.count;
    for (let i = 0; i < this.scans.length; i++) this.addZeros(i);
  }

  private addZeros(i: number): void {
    const zeros = this.count - this.records[i];
    if (zeros === 0) return;
    const scan = this.scans[i];
    scan.numbers += zeros;
    scan.evidence?.addParsed(whole, 1, zeros);
    scan.spread.addZeros(zeros);
    scan.order.addZeros(zeros);
    scan.fields.add("0", zeros);
    this.records[i] = this.count;
  }
}

/** Returns true for a column whose zeros are counted: not for dates and other notations of numbers. */
const isCounted = ({ isPlain, asDates, evidence }: ColumnScan): boolean =>
  isPlain && !asDates && evidence !== undefined;
