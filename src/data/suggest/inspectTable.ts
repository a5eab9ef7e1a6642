/** Scans all columns of a table, again if the result shows that it must be read in another way. */
import type { GivenForm } from "../../formats/table/form";
import type { ColumnScan } from "../csvScan";
import { openCsv } from "../csvTable";
import { streamSourceFile } from "../files";
import { openRecords, type RecordFormat } from "../openTable";
import { describeForm, unusualForm } from "../table/describeForm";
import { scanColumns } from "../table/scanColumns";
import type { TableReader } from "../tableReader";
import { dirtyColumns, missingValuesOf } from "./missingTexts";
import { sheetsOf } from "./sheets";
import { type Ambiguity, type Answers, type Choice, type DataLocation, listed, positionIn, quoted } from "./suggestion";

interface SeenTable {
  table: TableReader;
  scans: ColumnScan[];
  ambiguity?: Ambiguity | undefined;
  sheets?: Choice[];
  /** Keys of `data` that say how the table is read, and the comments above them. */
  keys: Record<string, unknown>;
  notes: Record<string, string[]>;
}

/** Scans all columns, again if a mark is ambiguous or if texts such as "-" are missing numbers. */
export async function inspectTable(
  { path, name, folder }: DataLocation,
  format: RecordFormat | undefined,
  answers: Answers,
): Promise<SeenTable> {
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
        `In the numbers of ${quoted(column)} ${listed(texts)} ${texts.length === 1 ? "is" : "are"} read as missing, ` +
        `first in ${positionIn(where, name)}.`,
    );
  }
  const { table, scans } = seen;
  const form = table.isText ? unusualForm(describeForm(table.form, scans)) : undefined;
  if (form) notes[""] = [`The table is read as ${form.message}.`];
  if (sheets.length > 0) {
    const others = listed(sheets.flatMap((each) => (each.name === sheet ? [] : [each.name])));
    notes.sheet = [`${answers.sheet ? "As chosen" : "It has the most filled cells"}; the workbook also has ${others}.`];
  }
  return { table, scans, keys, notes, ...(ambiguity && { ambiguity }), ...(sheets.length > 0 && { sheets }) };
}

/** Returns the ambiguity, the likelier reading first: quoted numbers between commas have thousands marks. */
function ambiguityOf(scans: readonly ColumnScan[], { file, form }: TableReader): Ambiguity | undefined {
  for (const { ambiguity, name } of scans) {
    if (!ambiguity) continue;
    const { field, where, mark } = ambiguity;
    const thousands = { decimal: mark === "." ? ("," as const) : ("." as const), number: field.replaceAll(mark, "") };
    const decimals = { decimal: mark, number: field.replace(mark, ".") };
    const areThousands = mark === "," && form.delimiter === ",";
    const readings = areThousands ? [thousands, decimals] : [decimals, thousands];
    return { column: name, field, place: positionIn(where, file), readings };
  }
  return undefined;
}

function describeAmbiguity({ column, field, place, readings }: Ambiguity, answer: string | undefined): string {
  const [{ number }, other] = [...readings].sort((a, b) => Number(b.decimal === answer) - Number(a.decimal === answer));
  const how = answer ? "as chosen" : `a guess: with ${quoted(other.decimal)} it is ${other.number}`;
  return `${quoted(field)} in ${place}, column ${quoted(column)}, is ${number}, ${how}.`;
}
