/** Proposes labels, inputs and the treatment of missing values of a table, with reasons. */
import { NetworkError } from "../../core/errors";
import type { ColumnScan } from "../csvScan";
import type { RecordFormat } from "../openTable";
import { countsRows, reasonAgainst } from "./columns";
import { datesOf } from "./dates";
import { inspectTable } from "./inspectTable";
import { type LabelGroup, lastColumnsTogether } from "./labelGroup";
import {
  type Answers,
  type Choice,
  counted,
  type DataLocation,
  heldOut,
  joined,
  listed,
  quoted,
  type Suggestion,
} from "./suggestion";
import { describeTarget, kindOfNumbers, kindOfTexts, type TargetKind, withTask } from "./targetKind";
import { testFileOf } from "./testFile";

const usualLabel =
  /^(label|labels|class|classes|target|species|kind|category|outcome|survived|diagnosis|quality|price|y)$/i;

export async function suggestTable(
  place: DataLocation,
  format: RecordFormat | undefined,
  answers: Answers,
): Promise<Suggestion> {
  const { path, name } = place;
  const { table, scans, keys, notes, ambiguity, sheets } = await inspectTable(place, format, answers);
  const { file } = table;
  if (scans.every(({ rows }) => rows === 0)) throw new NetworkError("no-examples/table", { file: name });
  const unfit = new Map(scans.map((scan) => [scan, reasonAgainst(scan, file, scans.length)]));
  const group = await lastColumnsTogether(table, scans);
  const { labels, why } = chooseLabels(scans, unfit, group, answers.label);
  const isGroup = labels.length > 1;
  const target = withTask(isGroup && group ? group.target : kindOfColumn(labels[0]), answers.task);
  const chosen = labels.map((scan) => scan.name);
  const learned = new Set(labels);
  const features = scans.filter((scan) => !learned.has(scan));
  const against = new Map(features.map((scan) => [scan, reasonAgainst(scan, file, features.length)]));
  if (labels.some(({ missing }) => missing > 0)) leaveOutSparse(against);
  const dates = datesOf(features, table.midnight ?? false);
  for (const scan of dates.keys()) against.set(scan, undefined);
  keepNumbersIfAlone(against);
  const inputs = features.filter((scan) => against.get(scan) === undefined);
  const excluded = features.filter((scan) => against.get(scan) !== undefined);
  const reasons = excluded.map((scan) => String(against.get(scan)));
  if (inputs.length === 0) {
    throw new NetworkError("suggest-no-inputs", {
      file: name,
      label: chosen.join(", "),
      reasons: joined(excluded.map(({ name: each }, i) => `${quoted(each)} ${reasons[i]}`)),
    });
  }
  const missing = missingKey(labels, inputs);
  if (missing) notes.missing = [missing.note];
  if (dates.size > 0) notes.dates = ["These parts of dates and times are inputs."];
  notes.label = [
    describeTarget(`${listed(chosen, chosen.length)} ${isGroup ? "are the targets" : "is the target"}`, why, target),
  ];
  const test = await testFileOf(
    path,
    name,
    [...inputs, ...labels].map((scan) => scan.name),
    table.keys?.format,
  );
  const held = heldOut(labels[0].rows - labels[0].missing);
  notes.path = test && !test.used ? [...held.notes, test.note] : held.notes;
  if (test?.used) notes.testPath = [test.note];
  return {
    data: {
      format: "csv",
      ...table.keys,
      path: name,
      ...(test?.used && { testPath: test.name }),
      ...keys,
      label: isGroup ? chosen : chosen[0],
      ...(excluded.length > 0 && { exclude: excluded.map((scan) => scan.name) }),
      ...(dates.size > 0 && { dates: Object.fromEntries(Array.from(dates, ([scan, parts]) => [scan.name, parts])) }),
      ...(missing && { missing: missing.value }),
      ...held.keys,
    },
    notes,
    ...(reasons.length > 0 && { reasons }),
    task: target.task,
    target,
    labels: [
      ...(group ? [{ name: group.name, about: group.target.why }] : []),
      ...scans.map((scan): Choice => ({ name: scan.name, about: unfit.get(scan) ?? kindOfColumn(scan).why })),
    ],
    label: chosen.join(", "),
    ...(ambiguity && { ambiguity }),
    ...(sheets && { sheets }),
  };
}

/**
 * Returns the user's choice, a column named like a target, one-hot columns at the end, or the last column that can be
 * learned.
 */
function chooseLabels(
  scans: readonly ColumnScan[],
  unfit: ReadonlyMap<ColumnScan, string | undefined>,
  group: LabelGroup | undefined,
  wanted: string | undefined,
): { labels: readonly ColumnScan[]; why: string } {
  if (group && group.name === wanted) return { labels: group.scans, why: "as chosen" };
  const chosen = scans.find(({ name }) => name === wanted);
  if (chosen) return { labels: [chosen], why: "as chosen" };
  const fit = scans.filter((scan) => unfit.get(scan) === undefined);
  const named = fit.find(({ name }) => usualLabel.test(name));
  if (named) return { labels: [named], why: "by its name" };
  if (group?.target.kind === "classes") return { labels: group.scans, why: "the last columns" };
  const last = scans[scans.length - 1];
  const label = fit[fit.length - 1] ?? last;
  return { labels: [label], why: label === last ? "the last column" : "the last column that can be a target" };
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

/** Keeps row numbers if there is no other input; they may be a measure such as a time. */
function keepNumbersIfAlone(against: Map<ColumnScan, string | undefined>): void {
  if ([...against.values()].includes(undefined)) return;
  for (const scan of against.keys()) if (scan.isNumeric && countsRows(scan)) against.set(scan, undefined);
}

/** Excludes mostly empty columns: rows without a label are dropped, and with that setting all incomplete rows. */
function leaveOutSparse(against: Map<ColumnScan, string | undefined>): void {
  for (const [scan, reason] of against) {
    const { missing, rows } = scan;
    if (reason !== undefined || missing * 2 <= rows) continue;
    against.set(scan, `has no value in ${missing} of ${counted(rows, "row")}, which would all be dropped`);
  }
}

function missingKey(
  labels: readonly ColumnScan[],
  inputs: readonly ColumnScan[],
): { value: string; note: string } | undefined {
  const lacking = inputs.filter(({ missing }) => missing > 0);
  const lacks = ({ name, missing, rows }: ColumnScan) => `${quoted(name)} in ${missing} of ${counted(rows, "row")}`;
  const without = labels.filter(({ missing }) => missing > 0);
  if (without.length > 0) {
    return {
      value: "drop",
      note: `Rows that lack a value are dropped: ${[...without, ...lacking].map(lacks).join(", ")}.`,
    };
  }
  if (lacking.length === 0) return undefined;
  const what = lacking.every(({ isNumeric }) => isNumeric)
    ? "Missing numbers become the mean of their column"
    : "Missing numbers become the mean of their column, missing texts its most frequent one";
  return { value: "mean", note: `${what}: ${lacking.map(lacks).join(", ")}.` };
}
