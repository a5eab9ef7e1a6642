/** What of a table is learned, from which columns, and what becomes of missing values; each with the reason. */
import { NetworkError } from "../../core/errors";
import type { GivenForm } from "../../formats/table/form";
import type { ColumnScan } from "../csvScan";
import { openCsv } from "../csvTable";
import { streamSourceFile } from "../files";
import { openRecords, type RecordFormat } from "../openTable";
import { scanColumns } from "../table/scanColumns";
import type { TableReader } from "../tableReader";
import { countsRows, reasonAgainst } from "./columns";
import { dirtyColumns, missingValuesOf } from "./missingTexts";
import { sheetsOf } from "./sheets";
import {
  type Ambiguity,
  type Answers,
  type Choice,
  counted,
  heldBack,
  joined,
  listed,
  type Place,
  placeIn,
  quoted,
  type Suggestion,
} from "./suggestion";
import { describeForm } from "./tableForm";
import { describeTarget, kindOfNumbers, kindOfTexts, type TargetKind, withTask } from "./targetKind";
import { testFileOf } from "./testFile";

interface Seen {
  table: TableReader;
  scans: ColumnScan[];
  ambiguity?: Ambiguity | undefined;
  sheets?: Choice[];
  /** Keys of `data` that say how the table is read, and what stands above them. */
  keys: Record<string, unknown>;
  notes: Record<string, string[]>;
}

const usualLabel =
  /^(label|labels|class|classes|target|species|kind|category|outcome|survived|diagnosis|quality|price|y)$/i;

export async function suggestTable(
  place: Place,
  format: RecordFormat | undefined,
  answers: Answers,
): Promise<Suggestion> {
  const { path, name } = place;
  const { table, scans, keys, notes, ambiguity, sheets } = await look(place, format, answers);
  const { file } = table;
  const unfit = new Map(scans.map((scan) => [scan, reasonAgainst(scan, file, scans.length)]));
  const { label, why } = chooseLabel(scans, unfit, answers.label);
  const target = withTask(kindOfColumn(label), answers.task);
  const features = scans.filter((scan) => scan !== label);
  const against = new Map(features.map((scan) => [scan, reasonAgainst(scan, file, features.length)]));
  if (label.missing > 0) leaveOutSparse(against);
  keepNumbersIfAlone(against);
  const inputs = features.filter((scan) => against.get(scan) === undefined);
  const excluded = features.filter((scan) => against.get(scan) !== undefined);
  const reasons = excluded.map((scan) => String(against.get(scan)));
  if (inputs.length === 0) {
    throw new NetworkError("suggest-no-inputs", {
      file: name,
      label: label.name,
      reasons: joined(excluded.map(({ name: each }, i) => `${quoted(each)} ${reasons[i]}`)),
    });
  }
  const missing = missingKey(label, inputs);
  if (missing) notes.missing = [missing.note];
  notes.label = [describeTarget(quoted(label.name), why, target)];
  const test = await testFileOf(
    path,
    name,
    [...inputs, label].map((scan) => scan.name),
    table.keys?.format,
  );
  const held = heldBack(label.rows - label.missing);
  notes.path = test && !test.used ? [...held.notes, test.note] : held.notes;
  if (test?.used) notes.testPath = [test.note];
  return {
    data: {
      format: "csv",
      ...table.keys,
      path: name,
      ...(test?.used && { testPath: test.name }),
      ...keys,
      label: label.name,
      ...(excluded.length > 0 && { exclude: excluded.map((scan) => scan.name) }),
      ...(missing && { missing: missing.value }),
      ...held.keys,
    },
    notes,
    ...(reasons.length > 0 && { reasons }),
    task: target.task,
    target,
    labels: scans.map((scan): Choice => ({ name: scan.name, about: unfit.get(scan) ?? kindOfColumn(scan).why })),
    label: label.name,
    ...(ambiguity && { ambiguity }),
    ...(sheets && { sheets }),
  };
}

/** Looks at all columns, and again where a mark is open, or texts such as "-" turn out to be missing numbers. */
async function look({ path, name, folder }: Place, format: RecordFormat | undefined, answers: Answers): Promise<Seen> {
  const source = { name, key: "data.path" };
  const sheets = format === "excel" ? await sheetsOf({ path, name, folder }) : [];
  const sheet = answers.sheet ?? sheets[0]?.name;
  const given: GivenForm = {};
  const keys: Record<string, unknown> = {};
  const notes: Record<string, string[]> = {};
  const open = async () => {
    const table = await (format
      ? openRecords(format, source, folder, { sheet, missingValues: given.missingValues })
      : openCsv(() => streamSourceFile(source, folder), name, given));
    return { table, scans: await scanColumns(table) };
  };
  let seen = await open();
  const ambiguity = ambiguityOf(seen.scans, seen.table);
  const decimal = answers.decimal ?? ambiguity?.readings[0].decimal;
  if (decimal) {
    if (ambiguity) notes.decimal = [describeAmbiguity(ambiguity, answers.decimal)];
    given.decimal = decimal;
    keys.decimal = decimal;
    seen = await open();
  }
  const dirty = dirtyColumns(seen.scans);
  if (dirty.length > 0) {
    given.missingValues = missingValuesOf(seen.scans, dirty);
    keys.missingValues = given.missingValues;
    seen = await open();
    notes.missingValues = dirty.map(
      ({ name: column, texts, where }) =>
        `In the numbers of ${quoted(column)} ${listed(texts)} ${texts.length === 1 ? "is" : "are"} taken as missing, ` +
        `first in ${placeIn(where, name)}.`,
    );
  }
  const { table, scans } = seen;
  if (table.isText) notes[""] = describeForm(table.form, scans);
  if (sheets.length > 0) {
    const others = listed(sheets.flatMap((each) => (each.name === sheet ? [] : [each.name])));
    notes.sheet = [`${answers.sheet ? "As chosen" : "It has the most filled cells"}; the workbook also has ${others}.`];
  }
  return { table, scans, keys, notes, ...(ambiguity && { ambiguity }), ...(sheets.length > 0 && { sheets }) };
}

/** The one that a person chose, one that is called as targets are, or the last one that can be learned. */
function chooseLabel(
  scans: readonly ColumnScan[],
  unfit: ReadonlyMap<ColumnScan, string | undefined>,
  wanted: string | undefined,
): { label: ColumnScan; why: string } {
  const chosen = scans.find(({ name }) => name === wanted);
  if (chosen) return { label: chosen, why: "as chosen" };
  const fit = scans.filter((scan) => unfit.get(scan) === undefined);
  const named = fit.find(({ name }) => usualLabel.test(name));
  if (named) return { label: named, why: "by its name" };
  const last = scans[scans.length - 1];
  const label = fit[fit.length - 1] ?? last;
  return { label, why: label === last ? "the last column" : "the last column that can be learned" };
}

function kindOfColumn(scan: ColumnScan): TargetKind {
  if (!scan.isNumeric) return kindOfTexts(scan.counts?.size ?? scan.rows);
  const values = new Map<number, number>();
  const fields = scan.counts ?? new Map(scan.someValues.map((value) => [String(value), 1]));
  for (const [field, times] of fields) {
    const value = scan.counts ? scan.read(field) : Number(field);
    if (value !== undefined) values.set(value, (values.get(value) ?? 0) + times);
  }
  return kindOfNumbers(values, { isAll: scan.counts !== undefined });
}

/** Numbers of rows are a measure where there is no other, such as of the time. */
function keepNumbersIfAlone(against: Map<ColumnScan, string | undefined>): void {
  if ([...against.values()].includes(undefined)) return;
  for (const scan of against.keys()) if (scan.isNumeric && countsRows(scan)) against.set(scan, undefined);
}

/** Rows without a label are dropped, and with them all that lack anything else: most, where a column mostly does. */
function leaveOutSparse(against: Map<ColumnScan, string | undefined>): void {
  for (const [scan, reason] of against) {
    const { missing, rows } = scan;
    if (reason !== undefined || missing * 2 <= rows) continue;
    against.set(scan, `has no value in ${missing} of ${counted(rows, "row")}, which would all be dropped`);
  }
}

function missingKey(label: ColumnScan, inputs: readonly ColumnScan[]): { value: string; note: string } | undefined {
  const lacking = inputs.filter(({ missing }) => missing > 0);
  const lacks = ({ name, missing, rows }: ColumnScan) => `${quoted(name)} in ${missing} of ${counted(rows, "row")}`;
  if (label.missing > 0) {
    return { value: "drop", note: `Rows that lack a value are dropped: ${[label, ...lacking].map(lacks).join(", ")}.` };
  }
  if (lacking.length === 0) return undefined;
  const what = lacking.every(({ isNumeric }) => isNumeric)
    ? "Missing numbers become the mean of their column"
    : "Missing numbers become the mean of their column, missing texts its most frequent one";
  return { value: "mean", note: `${what}: ${lacking.map(lacks).join(", ")}.` };
}

/** The likelier reading first: thousands are what stands between quotation marks in a table with commas. */
function ambiguityOf(scans: readonly ColumnScan[], { file, form }: TableReader): Ambiguity | undefined {
  for (const { ambiguity, name } of scans) {
    if (!ambiguity) continue;
    const { field, where, mark } = ambiguity;
    const thousands = { decimal: mark === "." ? ("," as const) : ("." as const), number: field.replaceAll(mark, "") };
    const decimals = { decimal: mark, number: field.replace(mark, ".") };
    const areThousands = mark === "," && form.delimiter === ",";
    const readings = areThousands ? [thousands, decimals] : [decimals, thousands];
    return { column: name, field, place: placeIn(where, file), readings };
  }
  return undefined;
}

function describeAmbiguity({ column, field, place, readings }: Ambiguity, answer: string | undefined): string {
  const [{ number }, other] = [...readings].sort((a, b) => Number(b.decimal === answer) - Number(a.decimal === answer));
  const how = answer ? "as chosen" : `a guess: with ${quoted(other.decimal)} it is ${other.number}`;
  return `${quoted(field)} in ${place}, column ${quoted(column)}, is ${number}, ${how}.`;
}
