/**
 * Keeps the used cells of a text table while it is scanned, so that the inputs and labels need no second pass over the
 * file. Only plain columns are kept: of numbers, or of texts. For all other tables `table` returns undefined, and the
 * file is read again.
 */
import { type NumberFormat, sameFormat } from "../../formats/table/number";
import { type Column, inputsOf, widthOf } from "../columnEncoding";
import type { ColumnScan } from "../csvScan";
import { claimFor } from "../errors";
import { asPacked, packedWidth } from "../packedTable";
import type { Table } from "../source";
import type { Labels } from "../tableLabels";
import { KeptColumn } from "./keptColumn";
import { keptLabels } from "./keptLabels";

/** Most records before the first block: a table without blocks is read again. */
const fewRecords = 64;
/** Most bytes of kept cells that are copied into another table: memory that is needed for a moment. */
const maxCopied = 2 ** 26;

interface Layout {
  columns: readonly Column[];
  labels: Labels;
  /** Number formats of the training table's label columns. */
  formats: readonly NumberFormat[];
  bytes: boolean;
}

interface Reading {
  /** Decimal mark of the table. */
  decimal: "." | ",";
  /** True if missing numbers become NaN, to be filled in later. */
  later: boolean;
  missingOf: (column: string) => (field: string) => boolean;
}

export class KeptCells {
  readonly columns: readonly KeptColumn[];
  private readonly inputs: number;
  private rows = 0;
  private hasBlocks = false;
  private isBroken = false;
  /** [rows, inputs]: bytes as long as all cells are. */
  private cells: Uint8Array | Float32Array = new Uint8Array(0);
  /** [rows] of each label column */
  private labels: Float64Array[];
  private expectedRows = 0;

  /** @param fileSize in bytes, if known */
  constructor(
    private readonly file: string,
    features: readonly ColumnScan[],
    labels: readonly ColumnScan[],
    private readonly fileSize: number | undefined,
  ) {
    this.columns = [...features, ...labels].map((scan) => new KeptColumn(scan));
    this.inputs = features.length;
    this.labels = labels.map(() => new Float64Array(0));
  }

  get isKeeping(): boolean {
    return !this.isBroken;
  }

  /**
   * Adds the cells of some rows, and gives up if they cannot be kept.
   * @param cells [rows] of each column
   * @param bytes of the rows in the file
   */
  add(cells: readonly Float64Array[], rows: number, bytes?: number): void {
    if (this.isBroken) return;
    if (this.columns.some(({ isBroken }) => isBroken)) return this.giveUp();
    const { inputs, columns } = this;
    if (bytes !== undefined) {
      this.hasBlocks = true;
      this.expectedRows ||= Math.ceil((1.02 * (this.fileSize ?? 0) * rows) / Math.max(1, bytes)) + rows;
    }
    const areBytes = columns.every(({ scan, isText }, c) => c >= inputs || (scan.areBytes && !isText && !scan.missing));
    if (!this.reserve(this.rows + rows, areBytes)) return this.giveUp();
    const into = this.cells;
    for (let c = 0; c < inputs; c++) {
      if (!writeCells(cells[c], rows, into, this.rows * inputs + c, inputs)) return this.giveUp();
    }
    for (let c = inputs; c < columns.length; c++) this.labels[c - inputs].set(cells[c].subarray(0, rows), this.rows);
    this.rows += rows;
  }

  /** Adds the used fields of a record, which the scans have already. */
  addRecord(fields: readonly string[]): void {
    if (this.isBroken) return;
    if (!this.hasBlocks && this.rows === fewRecords) return this.giveUp();
    const cells = this.columns.map((column, c) => Float64Array.of(column.cellOf(fields[c])));
    this.add(cells, 1);
  }

  giveUp(): void {
    this.isBroken = true;
    this.cells = new Uint8Array(0);
    this.labels = [];
  }

  /** Makes room for this many rows. Returns false if there is none. */
  private reserve(rows: number, areBytes: boolean): boolean {
    const { cells, inputs } = this;
    const widens = !areBytes && cells instanceof Uint8Array;
    const isFull = rows * inputs > cells.length;
    if (!widens && !isFull) return true;
    // Memory that is not written to is not taken.
    const capacity = isFull ? Math.max(rows, this.expectedRows, Math.ceil(1.5 * this.rows)) : cells.length / inputs;
    const isWide = widens || cells instanceof Float32Array;
    if (this.willBeCopied && 4 * rows * inputs > maxCopied) return false;
    try {
      claimFor(this.file, (isWide ? 4 : 1) * capacity * inputs);
    } catch {
      return false;
    }
    const larger = isWide ? new Float32Array(capacity * inputs) : new Uint8Array(capacity * inputs);
    larger.set(cells.subarray(0, this.rows * inputs));
    this.cells = larger;
    if (isFull) this.labels = this.labels.map((label) => extended(label, capacity));
    return true;
  }

  /** True if a column has several inputs, probably. */
  private get willBeCopied(): boolean {
    return this.columns.some(({ isText }, c) => c < this.inputs && isText);
  }

  /**
   * Returns the table; undefined if the file has to be read again, also because that names a faulty field.
   * @param count of the examples
   */
  table(count: number, { columns, bytes, ...ofLabels }: Layout, reading: Reading): Table | undefined {
    if (this.isBroken || !this.hasBlocks || this.rows !== count) return undefined;
    const targets = keptLabels(this.columns.slice(this.inputs), this.labels, ofLabels, count);
    const writers = columns.map((column, c) => writerOf(column, this.columns[c], reading));
    if (!targets || !writers.every((writer) => writer !== undefined)) return undefined;
    const { cells } = this;
    const isSameType = bytes === cells instanceof Uint8Array;
    if (!isSameType || columns.some((column) => widthOf(column) !== 1)) {
      if (cells.byteLength > maxCopied) return undefined;
      claimFor(this.file, (bytes ? 1 : 4) * count * inputsOf(columns));
    }
    const widths = columns.map(packedWidth(newTable(bytes, 0)));
    const isInPlace = isSameType && widths.every((width) => width === 1);
    const width = widths.reduce((sum, one) => sum + one, 0);
    const values = isInPlace ? cells.subarray(0, count * width) : newTable(bytes, count * width);
    let at = 0;
    for (const [c, own] of widths.entries()) {
      const writer = writers[c] as Writer;
      if (!isInPlace || writer !== copyCells) {
        if (!writer(cells, c, this.inputs, values, at, width, count, own)) return undefined;
      }
      at += own;
    }
    this.giveUp();
    return asPacked({ count, values, labels: targets }, columns);
  }
}

const newTable = (bytes: boolean, length: number) => (bytes ? new Uint8Array(length) : new Float32Array(length));

function extended(values: Float64Array, length: number): Float64Array {
  const larger = new Float64Array(length);
  larger.set(values.subarray(0, Math.min(values.length, length)));
  return larger;
}

/** Writes the cells of a column. Returns false if float32 cannot hold one. */
function writeCells(cells: Float64Array, rows: number, into: Uint8Array | Float32Array, at: number, stride: number) {
  let areFinite = true;
  for (let row = 0, to = at; row < rows; row++, to += stride) {
    into[to] = cells[row];
    areFinite &&= Math.abs(Math.fround(cells[row])) !== Number.POSITIVE_INFINITY;
  }
  return areFinite;
}

type Cells = Uint8Array | Float32Array;
/** Writes a column of cells as inputs. Returns false if a cell has no encoding. */
type Writer = (
  cells: Cells,
  from: number,
  step: number,
  values: Cells,
  at: number,
  inputs: number,
  count: number,
  width: number,
) => boolean;

/** Returns undefined for a column whose fields have to be read again. */
function writerOf(column: Column, kept: KeptColumn, { decimal, later, missingOf }: Reading): Writer | undefined {
  const { scan, isText, texts } = kept;
  if (column.kind === "date") return undefined;
  if (column.kind === "number") {
    const isOther = column.shift !== undefined || column.fill !== undefined;
    if (isOther || isText || scan.texts > 0 || (scan.missing > 0 && !later)) return undefined;
    if (!sameFormat(scan.format, column.format ?? { decimal })) return undefined;
    return column.flag ? copyFlagged : copyCells;
  }
  if (!isText) return undefined;
  const isAbsent = missingOf(column.name);
  const places = new Map(column.values.map((value, i) => [value, i]));
  const placeOf = (text: string) => {
    // A word that the network learned as a category is never a missing value, in any file.
    const absent = isAbsent(text) && (text === "" || !places.has(text));
    return places.get(absent ? (column.fill ?? "") : text) ?? -1;
  };
  const placesOfTexts = Int32Array.from(texts, placeOf);
  const placeOfNone = placeOf("");
  return (cells, from, step, values, at, inputs, count, width) => {
    for (let row = 0, cell = from, to = at; row < count; row++, cell += step, to += inputs) {
      const code = cells[cell];
      const found = Number.isNaN(code) ? placeOfNone : placesOfTexts[code];
      if (found < 0) return false;
      if (width === 1) values[to] = found;
      else for (let i = 0; i < width; i++) values[to + i] = i === found ? 1 : 0;
    }
    return true;
  };
}

const copyCells: Writer = (cells, from, step, values, at, inputs, count) => {
  for (let row = 0, cell = from, to = at; row < count; row++, cell += step, to += inputs) values[to] = cells[cell];
  return true;
};

const copyFlagged: Writer = (cells, from, step, values, at, inputs, count) => {
  for (let row = 0, cell = from, to = at; row < count; row++, cell += step, to += inputs) {
    values[to] = cells[cell];
    values[to + 1] = Number.isNaN(cells[cell]) ? 1 : 0;
  }
  return true;
};
