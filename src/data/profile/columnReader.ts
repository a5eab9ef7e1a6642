/** Reads one column of a table's records for its figures, and hashes its fields for the search of equal rows. */
import type { FieldBlock } from "../../formats/table/fieldBlock";
import { whole } from "../../formats/table/fieldBlock";
import type { ColumnScan } from "../csvScan";
import { FieldTexts } from "../table/fieldTexts";
import type { ColumnStats, Labels } from "./columnStats";
import { firstSeed, hashOfNumber, hashOfText, mixed, secondSeed } from "./hashes";

/** Hashes of the rows so far, [rows] each. */
export interface RowHashes {
  readonly first: Int32Array;
  readonly second: Int32Array;
}

const missingHash = 0x51ed270b;

export class ColumnReader {
  private readonly texts: FieldTexts;

  /** @param stats of the column; undefined if only its hashes are needed */
  constructor(
    readonly scan: ColumnScan,
    readonly position: number,
    readonly stats: ColumnStats | undefined,
  ) {
    this.texts = new FieldTexts(scan.isAbsent);
  }

  /** @param hashes to mix the fields into; undefined if the column is no input */
  readBlock(block: FieldBlock, labels: Labels, hashes: RowHashes | undefined): void {
    const { scan, texts } = this;
    const { decimals, values, width, rows } = block;
    const isRead = scan.isPlain && !scan.asDates;
    for (let row = 0, at = this.position; row < rows; row++, at += width) {
      if (isRead && decimals[at] >= whole) this.number(values[at], labels, row, hashes);
      else if (texts.absentAt(block, at)) this.absent(row, hashes);
      else this.text(texts.text(block, at), labels, row, hashes);
    }
  }

  readRecord(record: readonly string[], labels: Labels, hashes: RowHashes | undefined): void {
    const field = record[this.position];
    if (this.scan.isAbsent(field)) this.absent(0, hashes);
    else this.text(field, labels, 0, hashes);
  }

  private number(value: number, labels: Labels, row: number, hashes: RowHashes | undefined): void {
    this.stats?.addNumber(value, labels, row);
    if (!hashes) return;
    hashes.first[row] = mixed(hashes.first[row], hashOfNumber(value, firstSeed));
    hashes.second[row] = mixed(hashes.second[row], hashOfNumber(value, secondSeed));
  }

  private absent(row: number, hashes: RowHashes | undefined): void {
    this.stats?.addMissing();
    if (!hashes) return;
    hashes.first[row] = mixed(hashes.first[row], missingHash);
    hashes.second[row] = mixed(hashes.second[row], missingHash);
  }

  private text(field: string, labels: Labels, row: number, hashes: RowHashes | undefined): void {
    const value = this.scan.asDates ? undefined : this.scan.read(field);
    if (value !== undefined) return this.number(value, labels, row, hashes);
    this.stats?.addText(field, labels, row);
    if (!hashes) return;
    hashes.first[row] = mixed(hashes.first[row], hashOfText(field, firstSeed));
    hashes.second[row] = mixed(hashes.second[row], hashOfText(field, secondSeed));
  }
}
