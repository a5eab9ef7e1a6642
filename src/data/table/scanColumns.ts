/** Scans a table again if a column's number format differs from the one in which it was read. */
import type { NumberFormat } from "../../formats/table/number";
import type { NumberContext } from "../../formats/table/numberEvidence";
import { ColumnScan } from "../csvScan";
import type { TableConfig, TableReader, TakeRecord } from "../tableReader";
import { marksAmongNumbers, marksThatAreValues, missingOf } from "./missingMarks";
import { isNameless } from "./order";
import { readsSparse } from "./sparseRecord";
import { SparseScan } from "./sparseScan";

interface About {
  table: TableReader;
  config?: TableConfig;
  /** Number format of each column; updated with the detected ones. */
  formats: Map<string, NumberFormat>;
}

export async function scanUntilSettled<T>(
  look: () => Promise<T>,
  scansOf: (seen: T) => ColumnScan[],
  about: About,
): Promise<T> {
  const { table, config, formats } = about;
  for (let times = 0; ; times++) {
    const seen = await look();
    if (table.rules === 1 || times === 2) return seen;
    let isSettled = !addValues(table, scansOf(seen));
    for (const scan of scansOf(seen)) {
      const found = scan.settle(contextOf(table, config, scan.name));
      if (found === undefined) continue;
      formats.set(scan.name, found);
      isSettled = false;
    }
    if (isSettled) return seen;
  }
}

/** Adds words that are common as values only after the first lines; returns true if there are any. */
function addValues(table: TableReader, scans: readonly ColumnScan[]): boolean {
  if (!table.amongNumbers) return false;
  const counts = scans.map(({ wordCount }) => wordCount);
  const more = marksThatAreValues(counts, new Set([...table.amongNumbers, ...marksAmongNumbers(counts)]));
  if (!more) return false;
  const values = { ...table.form.values };
  for (const [column, words] of Object.entries(more)) {
    const known = Object.hasOwn(values, column) ? values[column] : [];
    Object.defineProperty(values, column, {
      value: [...known, ...words],
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  table.form = { ...table.form, values };
  return true;
}

export async function scanColumns(table: TableReader): Promise<ColumnScan[]> {
  const { form } = table;
  const formats = new Map<string, NumberFormat>();
  const look = async () => {
    const missing = missingOf(table);
    let scans: ColumnScan[] = [];
    let sparse: SparseScan | undefined;
    await table.read((header) => {
      scans = header.names.map((name, i) => {
        const format = formats.get(name) ?? { decimal: form.decimal };
        return new ColumnScan(name, format, form.decimal, missing(name), 2, undefined, isNameless(header, i));
      });
      const take: TakeRecord = (record, where) => {
        for (let i = 0; i < scans.length; i++) scans[i].add(record[i], where);
      };
      const used = scans.map((_, i) => i);
      if (!readsSparse(table, used)) return take;
      sparse = new SparseScan(scans, used, used.length);
      return Object.assign(take, { takeSparse: sparse.add.bind(sparse) });
    });
    sparse?.end();
    return scans;
  };
  return scanUntilSettled(look, (scans) => scans, { table, formats });
}

/** Returns the context, besides the column itself, that determines its number format. */
function contextOf(
  { given, form, isText }: TableReader,
  config: TableConfig | undefined,
  column: string,
): NumberContext {
  const units = config && "units" in config ? config.units : undefined;
  return {
    decimal: given?.decimal,
    thousands: given?.thousands,
    unit: units && Object.hasOwn(units, column) ? units[column] : undefined,
    ...(isText
      ? { delimiter: form.delimiter, fileDecimal: form.sure ? form.decimal : undefined }
      : { fileDecimal: "." }),
  };
}
