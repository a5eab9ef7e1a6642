/** Collects the figures of a table's columns, the hashes of its examples and its first rows while it is scanned. */
import type { FieldBlock } from "../../formats/table/fieldBlock";
import { ColumnScan } from "../csvScan";
import { claimFor } from "../errors";
import { missingOf } from "../table/missingMarks";
import type { BegunScan, ScanObserver } from "../table/scanObserver";
import type { TableConfig } from "../tableReader";
import { ColumnReader } from "./columnReader";
import { ColumnStats } from "./columnStats";
import type { ExampleKeys } from "./exampleKeys";
import { firstSeed, secondSeed } from "./hashes";
import { LabelValues } from "./labelValues";

/** Most columns with figures, and first rows. */
const [maxColumns, maxRows] = [1000, 10];
/** Bytes of a column's figures, and of one with many different values. */
const bytesPerColumn = 400_000;
/** Longest text of a field of the first rows. */
const longestField = 200;

export interface ObservedColumn {
  readonly name: string;
  readonly role: "input" | "label" | "group" | "left-out";
  readonly scan: ColumnScan;
  readonly stats: ColumnStats;
}

export class TableObserver implements ScanObserver {
  columns: ObservedColumn[] = [];
  labels: LabelValues | undefined;
  names: readonly string[] = [];
  head: string[][] = [];
  rows = 0;
  passes = 0;
  /** Number of rows that are left out. */
  dropped = 0;
  keys: ExampleKeys;
  private readers: ColumnReader[] = [];
  private inputs: ColumnReader[] = [];
  private hashes = { first: new Int32Array(0), second: new Int32Array(0) };

  constructor(
    private readonly config: TableConfig,
    private readonly newKeys: () => ExampleKeys,
    private readonly after: () => void,
    /** False for a test table, of which only the examples are needed. */
    private readonly hasFigures = true,
  ) {
    this.keys = newKeys();
  }

  begin({ header, chosen, features, labels, table }: BegunScan): void {
    this.passes++;
    this.keys = this.newKeys();
    this.rows = this.dropped = 0;
    this.head = [];
    this.names = header.names;
    const missing = missingOf(table, this.config);
    const scans = new Map<number, ColumnScan>();
    chosen.features.forEach((position, i) => void scans.set(position, features[i]));
    chosen.labels.forEach((position, i) => void scans.set(position, labels[i]));
    this.labels = new LabelValues(labels, chosen.labels);
    const shown = this.hasFigures ? Math.min(header.names.length, maxColumns) : 0;
    claimFor(table.file, bytesPerColumn * Math.min(shown, 100));
    const inputs = new Set(chosen.features);
    const roleOf = (position: number) => {
      if (chosen.labels.includes(position)) return "label";
      if (inputs.has(position)) return "input";
      return position === chosen.groups ? "group" : "left-out";
    };
    this.columns = Array.from({ length: shown }, (_, position) => {
      const name = header.names[position];
      const { decimal } = table.form;
      const scan = scans.get(position) ?? new ColumnScan(name, { decimal }, decimal, missing(name));
      return { name, role: roleOf(position), scan, stats: new ColumnStats(position) };
    });
    this.readers = this.columns.map(({ scan, stats }, position) => new ColumnReader(scan, position, stats));
    this.inputs = chosen.features.map(
      (position, i) => this.readers[position] ?? new ColumnReader(features[i], position, undefined),
    );
  }

  record(record: string[], isDropped: boolean): void {
    const { labels } = this;
    if (!labels) return;
    this.keep(record);
    this.startRows(1);
    labels.readRecord(record);
    for (const reader of this.readers) if (!this.isInput(reader)) reader.readRecord(record, labels, undefined);
    for (const reader of this.inputs) reader.readRecord(record, labels, this.hashes);
    this.endRows(1, isDropped ? Uint8Array.of(1) : undefined);
  }

  block(block: FieldBlock, dropped: Uint8Array | undefined): void {
    const { labels } = this;
    if (!labels) return;
    for (let row = 0; row < block.rows && this.head.length < maxRows; row++) this.keep(block.record(row));
    this.startRows(block.rows);
    labels.readBlock(block);
    for (const reader of this.readers) if (!this.isInput(reader)) reader.readBlock(block, labels, undefined);
    for (const reader of this.inputs) reader.readBlock(block, labels, this.hashes);
    this.endRows(block.rows, dropped);
  }

  private isInput({ position }: ColumnReader): boolean {
    return this.columns[position].role === "input";
  }

  private keep(record: readonly string[]): void {
    if (this.head.length < maxRows)
      this.head.push(record.slice(0, maxColumns).map((field) => field.slice(0, longestField)));
  }

  private startRows(rows: number): void {
    if (this.hashes.first.length < rows) this.hashes = { first: new Int32Array(rows), second: new Int32Array(rows) };
    this.hashes.first.fill(firstSeed, 0, rows);
    this.hashes.second.fill(secondSeed, 0, rows);
  }

  private endRows(rows: number, dropped: Uint8Array | undefined): void {
    const { labels, hashes } = this;
    for (let row = 0; row < rows; row++) {
      if (dropped?.[row] === 1) this.dropped++;
      else this.keys.add(hashes.first[row], hashes.second[row], labels?.hashes[row] ?? 0, labels?.classes[row] ?? -1);
    }
    this.rows += rows;
    this.after();
  }
}
