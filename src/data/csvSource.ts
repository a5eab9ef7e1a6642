/**
 * Reads a table as a dataset in two passes: the first determines the columns and the number of examples, the second
 * fills a table of exactly that size. The memory used is that of the table, whatever the size of the file.
 */
import { NetworkError } from "../core/errors";
import type { TaskName } from "../core/names";
import type { FieldBlock } from "../formats/table/fieldBlock";
import type { NumberFormat } from "../formats/table/number";
import { type Column, indicatorsOf, inputNames, inputsOf } from "./columnEncoding";
import { ColumnScan } from "./csvScan";
import { chooseColumns } from "./csvTable";
import { claimFor } from "./errors";
import { openTable } from "./openTable";
import type { Reading } from "./reading";
import type { Goal, Progress, Source, Table } from "./source";
import { blockScanner } from "./table/blockScan";
import { dateScanOf, refuseDates } from "./table/datesKey";
import { type DescribedTable, describeForm } from "./table/describeForm";
import { fillTable } from "./table/fillTable";
import { findingsOf } from "./table/findings";
import { KeptCells } from "./table/keptCells";
import { LabelRows } from "./table/labelColumns";
import { Dropped } from "./table/leftOut";
import { missingOf } from "./table/missingMarks";
import { isNameless } from "./table/order";
import { readsBlocks, takenRows } from "./table/recordBlocks";
import { scanUntilSettled } from "./table/scanColumns";
import type { ScanObserver } from "./table/scanObserver";
import { fieldAt, readsSparse } from "./table/sparseRecord";
import { SparseScan } from "./table/sparseScan";
import { labelReader } from "./tableLabels";
import type { SparseRecord, TableConfig, TableReader, TakeRecord } from "./tableReader";
import { taskOfLabels } from "./task";

export interface Scan {
  table: TableReader;
  features: ColumnScan[];
  labels: ColumnScan[];
  /** Rows of several label columns; undefined under the rules of version 0.1.0, which took them for quantities. */
  labelRows: LabelRows | undefined;
  /** Number of examples, without dropped ones. */
  count: number;
  dropped: Dropped;
  /** True if the table has other columns than these. */
  hasOthers: boolean;
  sha256: string;
  /** Cells of a text table, for which it then needs no second pass. */
  kept: KeptCells | undefined;
}

/** Bytes kept per column during the scan, for its name, first fields and statistics. */
const bytesOfScan = 1024;
/** Number of fields between two checks of the remaining memory. */
const fieldsBetween = 2 ** 18;

interface Options extends Goal {
  reading?: Reading | undefined;
  progress?: Progress | undefined;
}

export async function readTableSource(config: TableConfig, baseDir: string, goal: Options): Promise<Source> {
  const { reading, progress } = goal;
  const table = await openTable(config, { name: config.path, key: "data.path" }, baseDir, { reading });
  const scan = await scanTable(config, table, { progress });
  const { path, testPath } = config;
  const { columns, task, labels, layout, isPicture } = describeScan(scan, config, goal);
  const train = await fillTable(scan, config, layout);
  let test: Table | undefined;
  let testSha256 = {};
  let testDropped: Dropped | undefined;
  const isWithout = ({ features }: Scan) => features.every(({ missing }) => missing === 0);
  let isComplete = isWithout(scan);
  const tables = describedTable(path, scan);
  if (testPath !== undefined) {
    // The same columns by name, at any position of the test file.
    const known = scan.features.map(({ name }) => name);
    const { exclude: _, validation: __, ...alike } = { ...config, features: known };
    const how = { ...(reading?.rules === 1 && { reading }), prior: scan.table.form, known };
    const table = await openTable(config, { name: testPath, key: "data.testPath" }, baseDir, how);
    const testScan = await scanTable(alike, table, { like: scan });
    const bytes = layout.bytes && testScan.features.every(({ areBytes }) => areBytes);
    test = await fillTable(testScan, alike, { ...layout, bytes });
    testSha256 = { [testPath]: testScan.sha256 };
    testDropped = testScan.dropped;
    isComplete &&= isWithout(testScan);
    tables.push(...describedTable(testPath, testScan));
  }
  const leftOut = Dropped.together([scan.dropped, testDropped], scan.table);
  const findings = scan.table.rules === 1 ? [] : findingsOf(scan, columns, task, labels.shifts);
  return {
    name: path,
    inputs: inputsOf(columns),
    isDrawn: true,
    isPicture,
    train,
    test,
    ...(labels.classNames ? { classNames: labels.classNames } : { targetNames: labels.targetNames ?? [] }),
    ...(task === "multi-label" && { isMultiLabel: true }),
    ...(labels.shifts?.some((shift) => shift !== 0) && { targetShifts: labels.shifts }),
    columns,
    isComplete,
    inputNames: inputNames(columns),
    indicators: indicatorsOf(columns),
    ...(scan.table.isText && { form: scan.table.form }),
    ...(tables.length > 0 && { tables }),
    ...(leftOut && { leftOut }),
    ...(findings.length > 0 && { findings }),
    sha256: { [path]: scan.sha256, ...testSha256 },
  };
}

/** Returns what the columns and the labels of a scanned table become. Throws a NetworkError if they cannot be used. */
export function describeScan(scan: Scan, config: TableConfig, goal: Goal) {
  if (scan.table.rules !== 1) for (const label of scan.labels) label.refuseWords();
  const columns = scan.features.map((feature) => feature.column(config, config.path));
  const task = taskOf(scan, config, goal);
  const labels = labelReader(scan, config, task, goal);
  const bytes = fitsBytes(scan.features, columns);
  // True for pictures stored as a table; a few columns of small integers are ordinary numbers.
  const isPicture = bytes && columns.length >= 64 && scan.features.some(({ largest }) => largest > 127);
  const formats = scan.labels.map(({ format }) => format);
  return { columns, task, labels, layout: { columns, labels, formats, bytes }, isPicture };
}

/** Throws a NetworkError of kind "config" if the labels do not fit the task of the config. */
export const taskOf = (scan: Pick<Scan, "labels" | "labelRows">, config: TableConfig, goal: Goal): TaskName =>
  taskOfLabels(config, goal, {
    several: scan.labels.length > 1,
    numeric: scan.labels.every(({ isNumeric }) => isNumeric),
    ...(scan.labelRows && { binary: scan.labelRows.binary, oneHot: scan.labelRows.oneHot }),
    whole: scan.labels.every(isWhole),
    numbered: config.labelsStartAt !== undefined,
  });

/** Returns the description of a text table; none for other tables, or if read by the rules of version 0.1.0. */
const describedTable = (path: string, { table, features, labels }: Scan): DescribedTable[] =>
  table.isText && table.rules !== 1 ? [{ path, form: describeForm(table.form, [...features, ...labels]) }] : [];

/** @param like scan of the training table, whose number formats are reused */
export async function scanTable(
  config: TableConfig,
  table: TableReader,
  { like, progress = {}, observer }: { like?: Scan; progress?: Progress | undefined; observer?: ScanObserver },
): Promise<Scan> {
  const formats = new Map<string, NumberFormat>();
  const isSame = like?.table.form.decimal === table.form.decimal;
  for (const scan of like && isSame ? [...like.features, ...like.labels] : []) formats.set(scan.name, scan.format);
  const look = () => scanOnce(config, table, formats, progress, observer);
  const all = ({ features, labels }: Scan) => [...features, ...labels];
  return like ? look() : scanUntilSettled(look, all, { table, config, formats });
}

async function scanOnce(
  config: TableConfig,
  table: TableReader,
  formats: Map<string, NumberFormat>,
  progress: Progress,
  observer: ScanObserver | undefined,
): Promise<Scan> {
  const { file, form, rules } = table;
  let features: ColumnScan[] = [];
  let labels: ColumnScan[] = [];
  let labelRows: LabelRows | undefined;
  let sparse: SparseScan | undefined;
  let kept: KeptCells | undefined;
  let count = 0;
  const dropped = new Dropped(file);
  let hasOthers = false;
  let fields = 0;
  const missing = missingOf(table, config);
  const sha256 = await table.read((header) => {
    const chosen = chooseColumns(header, config, file);
    progress.columns = header.names.length;
    claimFor(file, bytesOfScan * header.names.length);
    const scanOf = (position: number) => {
      const name = header.names[position];
      const format = formats.get(name) ?? { decimal: form.decimal };
      const dates = dateScanOf(name, config, table);
      return new ColumnScan(name, format, form.decimal, missing(name), rules, dates, isNameless(header, position));
    };
    features = chosen.features.map(scanOf);
    labels = chosen.labels.map(scanOf);
    hasOthers = header.names.length > features.length + labels.length;
    labelRows = labels.length > 1 && rules !== 1 ? new LabelRows(labels) : undefined;
    refuseDates(
      config,
      features.map(({ name }) => name),
    );
    refuseOtherOrdinal(config, features);
    if (file === config.path) refuseOtherUnits(config, header.names, file);
    const used = [...chosen.features, ...chosen.labels];
    const scans = [...features, ...labels];
    const absents = scans.map(({ name }) => missing(name));
    const presentOf = (field: string, i: number) => (absents[i](field) ? undefined : field);
    const lacks = (record: string[]) => used.findIndex((position, i) => absents[i](record[position]));
    // Different fields are kept until there are too many for categories, and each field becomes at least a byte: a
    // record of two bytes, "{}", may have 100,000 fields.
    const claim = (records: number) => {
      fields += records * used.length;
      if (fields <= fieldsBetween) return;
      fields = 0;
      claimFor(file, Math.max(16 * fieldsBetween, count * used.length));
    };
    observer?.begin({ header, chosen, features, labels, table });
    const drop = (record: string[], lacking: number) => {
      scans.forEach((scan, i) => void scan.drop(record[used[i]]));
      dropped.add(scans[lacking].name, record[used[lacking]]);
    };
    const take = (record: string[], where: string) => {
      const lacking = config.missing === "drop" ? lacks(record) : -1;
      observer?.record(record, lacking >= 0);
      if (lacking >= 0) return drop(record, lacking);
      for (let i = 0; i < used.length; i++) scans[i].add(record[used[i]], where);
      kept?.addRecord(used.map((position) => record[position]));
      claim(1);
      labelRows?.add(chosen.labels.map((position, i) => presentOf(record[position], features.length + i)));
      progress.rows = ++count;
    };
    const takeSparse = (record: SparseRecord, where: string) => {
      sparse?.add(record, where);
      claim(1);
      if (labelRows) labelRows.add(chosen.labels.map((at, i) => presentOf(fieldAt(record, at), features.length + i)));
      progress.rows = ++count;
    };
    if (!observer && readsSparse(table, used)) sparse = new SparseScan(scans, used, header.names.length);
    if (!readsBlocks(table, header)) return Object.assign(take, sparse && { takeSparse });
    const labelsOf = (block: FieldBlock, row: number) => {
      const field = (position: number) => block.text(row * block.width + position);
      return chosen.labels.map((position, i) => presentOf(field(position), features.length + i));
    };
    if (!observer && table.isText && rules !== 1 && chosen.groups === undefined)
      kept = new KeptCells(file, features, labels, table.fileSize);
    const scanBlock = blockScanner(scans, used, config.missing === "drop", kept);
    const takeBlock: TakeRecord["takeBlock"] = (block, whereOf) => {
      const dropped = scanBlock(block, whereOf);
      for (let row = 0; row < block.rows; row++) {
        if (dropped?.[row] === 1) {
          const record = block.record(row);
          drop(record, lacks(record));
        } else labelRows?.add(labelsOf(block, row));
      }
      observer?.block(block, dropped);
      const taken = takenRows(block, dropped);
      claim(taken);
      count += taken;
      progress.rows = count;
      return true;
    };
    return Object.assign(take, { takeBlock, ...(sparse && { takeSparse }) });
  });
  sparse?.end();
  if (count === 0) throw new NetworkError("no-examples/table", { file });
  return { table, features, labels, labelRows, count, dropped, hasOthers, sha256, kept };
}

function refuseOtherOrdinal({ ordinal }: TableConfig, features: readonly ColumnScan[]): void {
  if (!ordinal) return;
  const inputs = new Set(features.map(({ name }) => name));
  const unknown = Object.keys(ordinal).find((name) => !inputs.has(name));
  if (unknown !== undefined) throw new NetworkError("csv-column/ordinal", { name: unknown });
}

/** Throws a NetworkError for a unit of an unknown column, which may be a misspelled name of a column. */
function refuseOtherUnits(config: TableConfig, names: readonly string[], file: string): void {
  const units = "units" in config ? config.units : undefined;
  if (!units) return;
  const there = new Set(names);
  const name = Object.keys(units).find((column) => !there.has(column));
  if (name === undefined) return;
  const columns = names.slice(0, 12).join(", ") + (names.length > 12 ? ", …" : "");
  throw new NetworkError("csv-column/units", { file, name, columns });
}

/** Returns true if all inputs fit into bytes without missing values, which takes a quarter of the memory of float32. */
const fitsBytes = (features: ColumnScan[], columns: Column[]): boolean =>
  features.every(({ areBytes, missing, isNumeric }) => areBytes && (missing === 0 || !isNumeric)) &&
  columns.every((column) => column.kind !== "ordinal" || column.values.length <= 256);

const isWhole = (scan: ColumnScan): boolean =>
  scan.counts !== undefined && [...scan.counts.keys()].every((field) => Number.isInteger(scan.read(field)));
