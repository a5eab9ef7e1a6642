/**
 * Reads a dataset that is a table in two passes: the first finds what each column is and how many examples there are,
 * the second fills a table of exactly that size. So a file takes the memory of its table, whatever its own size is.
 */
import { NetworkError } from "../core/errors";
import { type Column, encoder, indicatorsOf, inputNames, inputsOf } from "./columnEncoding";
import { ColumnScan } from "./csvScan";
import { chooseColumns } from "./csvTable";
import { isMissing, parseNumber } from "./fields";
import { openTable } from "./openTable";
import type { Goal, Source, Table } from "./source";
import type { TableConfig, TableReader } from "./tableReader";
import { type Task, taskOfLabels } from "./task";

interface Scan {
  table: TableReader;
  features: ColumnScan[];
  labels: ColumnScan[];
  /** Examples, without those that are dropped. */
  count: number;
  sha256: string;
}

export async function readTableSource(config: TableConfig, baseDir: string, goal: Goal): Promise<Source> {
  const scan = await scanTable(config, await openTable(config, { name: config.path, key: "data.path" }, baseDir));
  const { path, testPath } = config;
  const columns = scan.features.map((feature) => feature.column(config, path));
  const task = taskOfLabels(config, goal, {
    several: scan.labels.length > 1,
    numeric: scan.labels.every(({ isNumeric }) => isNumeric),
    whole: scan.labels.every((label) => isWhole(label, scan.table.form.decimal)),
  });
  const labels = labelReader(scan, config, task);
  const layout = { columns, labels, bytes: fitsBytes(scan.features, columns) };
  const train = await fill(scan, config, layout);
  let test: Table | undefined;
  let testSha256 = {};
  if (testPath !== undefined) {
    // The same columns, wherever they stand there.
    const { exclude: _, ...alike } = { ...config, features: scan.features.map(({ name }) => name) };
    const testScan = await scanTable(alike, await openTable(config, { name: testPath, key: "data.testPath" }, baseDir));
    const bytes = layout.bytes && testScan.features.every(({ areBytes }) => areBytes);
    test = await fill(testScan, alike, { ...layout, bytes });
    testSha256 = { [testPath]: testScan.sha256 };
  }
  return {
    name: path,
    inputs: inputsOf(columns),
    isDrawn: true,
    // Pictures that were written as a table; a few small whole numbers are measures like any other.
    isPicture: layout.bytes && columns.length >= 64 && Math.max(...scan.features.map(({ largest }) => largest)) > 127,
    train,
    test,
    ...(labels.classNames ? { classNames: labels.classNames } : { targetNames: scan.labels.map(({ name }) => name) }),
    columns,
    inputNames: inputNames(columns),
    indicators: indicatorsOf(columns),
    ...(scan.table.isText && { form: scan.table.form }),
    leftOut: scan.table.leftOut,
    sha256: { [path]: scan.sha256, ...testSha256 },
  };
}

async function scanTable(config: TableConfig, table: TableReader): Promise<Scan> {
  const { file, form } = table;
  let features: ColumnScan[] = [];
  let labels: ColumnScan[] = [];
  let count = 0;
  const sha256 = await table.read((header) => {
    const chosen = chooseColumns(header, config, file);
    const scanOf = (position: number) => new ColumnScan(header.names[position], form.decimal);
    features = chosen.features.map(scanOf);
    labels = chosen.labels.map(scanOf);
    const unknown = Object.keys(config.ordinal ?? {}).find((name) => !features.some((column) => column.name === name));
    if (unknown !== undefined) {
      throw new NetworkError("csv-column/ordinal", { name: unknown });
    }
    const used = [...chosen.features, ...chosen.labels];
    const scans = [...features, ...labels];
    return (record, where) => {
      if (config.missing === "drop" && used.some((position) => isMissing(record[position]))) return;
      for (let i = 0; i < used.length; i++) scans[i].add(record[used[i]], where);
      count++;
    };
  });
  if (count === 0) throw new NetworkError("no-examples/table", { file });
  return { table, features, labels, count, sha256 };
}

interface Labels {
  classNames?: string[];
  /** Numbers per example. */
  outputs: number;
  make(count: number): Int32Array | Float32Array;
  read(fields: string[], into: Int32Array | Float32Array, example: number, where: string): void;
}

function labelReader({ labels, table: { form, file } }: Scan, config: TableConfig, task: Task): Labels {
  const missing = (where: string, column: string) => new NetworkError("csv-label/missing", { where, column });
  if (task === "classification") {
    const [label] = labels;
    const { names, labelOf } = label.classes(config.classNames, file);
    return {
      classNames: names,
      outputs: 1,
      make: (count) => new Int32Array(count),
      read: ([field], into, example, where) => {
        if (isMissing(field)) throw missing(where, label.name);
        // Another file may write a number another way.
        const found = labelOf.get(field) ?? names.indexOf(String(parseNumber(field, form.decimal) ?? field));
        if (found < 0) {
          throw new NetworkError("csv-label/unknown", { where, label: field, classes: names });
        }
        into[example] = found;
      },
    };
  }
  return {
    outputs: labels.length,
    make: (count) => new Float32Array(count * labels.length),
    read: (fields, into, example, where) => {
      for (let i = 0; i < labels.length; i++) {
        if (isMissing(fields[i])) throw missing(where, labels[i].name);
        const value = Math.fround(parseNumber(fields[i], form.decimal) ?? Number.NaN);
        if (!Number.isFinite(value)) {
          throw new NetworkError("csv-label/number", { where, label: fields[i] });
        }
        into[example * labels.length + i] = value;
      }
    },
  };
}

interface Layout {
  columns: Column[];
  labels: Labels;
  bytes: boolean;
}

async function fill(scan: Scan, config: TableConfig, { columns, labels, bytes }: Layout): Promise<Table> {
  const { table, count } = scan;
  const { file, form } = table;
  const inputs = inputsOf(columns);
  const values = bytes ? new Uint8Array(count * inputs) : new Float32Array(count * inputs);
  const targets = labels.make(count);
  let example = 0;
  const sha256 = await table.read((header) => {
    const chosen = chooseColumns(header, config, file);
    const used = [...chosen.features, ...chosen.labels];
    const later = config.missing === "mean" || config.missing === "category";
    const encode = encoder(columns, { decimal: form.decimal, later });
    return (record, where) => {
      if (config.missing === "drop" && used.some((position) => isMissing(record[position]))) return;
      if (example === count) throw changed(file);
      const fields = chosen.labels.map((position) => record[position]);
      encode(record, chosen.features, values, example * inputs, where);
      labels.read(fields, targets, example, where);
      example++;
    };
  });
  if (sha256 !== scan.sha256) throw changed(file);
  return { count, values, labels: targets };
}

const changed = (file: string) => new NetworkError("data-changed/while-read", { file });

/** Numbers that are bytes and are all there take a quarter of the memory. */
const fitsBytes = (features: ColumnScan[], columns: Column[]): boolean =>
  features.every(({ areBytes, missing, isNumeric }) => areBytes && (missing === 0 || !isNumeric)) &&
  columns.every((column) => column.kind !== "ordinal" || column.values.length <= 256);

const isWhole = ({ counts }: ColumnScan, decimal: "." | ","): boolean =>
  counts !== undefined && [...counts.keys()].every((field) => Number.isInteger(parseNumber(field, decimal)));
