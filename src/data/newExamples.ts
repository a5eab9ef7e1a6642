/** Reads new examples without labels for a trained network, from a table, an array, pictures or stdin. */

import { isArrayFormat } from "../config/schema/dataFormats";
import { NetworkError } from "../core/errors";
import { noticed } from "../messages";
import { isArrayFile } from "./arrayFiles";
import { type Column, encoder, inputsOf } from "./columnEncoding";
import { openCsv } from "./csvTable";
import { streamSourceFile } from "./files";
import { firstPositions } from "./firstPositions";
import { findFormat } from "./foundFormat";
import type { InputLayout, NewExamples } from "./inputLayout";
import { leftOutOf } from "./leftOut";
import { readNewArrayFile, readNpy } from "./newArrays";
import { isPictures, readPictures } from "./newPictures";
import { isRecordFormat, openRecords, type RecordKeys } from "./openTable";
import { Dropped } from "./table/leftOut";
import { missingOf } from "./table/missingMarks";
import type { Open } from "./table/open";
import { columnsOf } from "./tableHead";
import type { Header, TableReader } from "./tableReader";

/**
 * @param input a file, a folder of pictures, or "-" for a table on stdin
 * @param id column of a table that identifies the examples
 * Throws a NetworkError of kind "data", or "usage" if `id` is given for examples without columns.
 */
export async function readNewExamples(
  input: string,
  layout: InputLayout,
  stdin: AsyncIterable<Uint8Array>,
  id?: string,
): Promise<NewExamples> {
  const found = await openNew(input, layout, stdin);
  if (!("examples" in found)) return readTableOf(found, layout, id);
  if (id !== undefined) throw new NetworkError("predict-id/no-table", { file: input });
  return found.examples();
}

/** Returns the columns of a table that the network was not trained on; none for arrays and pictures. */
export async function unusedColumns(input: string, layout: InputLayout): Promise<string[]> {
  const found = await openNew(input, layout, (async function* () {})());
  if ("examples" in found) return [];
  const names = await columnsOf(found);
  if (!layout.columns) return names.length === layout.inputs + 1 ? names : [];
  const learned = new Set(layout.columns.map(({ name }) => name));
  return names.filter((name) => !learned.has(name));
}

/** Returns a table, or the function that reads arrays or pictures. */
async function openNew(
  input: string,
  layout: InputLayout,
  stdin: AsyncIterable<Uint8Array>,
): Promise<TableReader | { examples: () => Promise<NewExamples> }> {
  const { config, columns, reading } = layout;
  const { missingValues } = config as { missingValues?: string[] };
  const given = config.format === "csv" ? config : { missingValues };
  const known = columns?.map(({ name }) => name);
  const how = reading.rules === 1 ? { reading } : { prior: reading.form, known };
  if (input === "-") return openCsv(await held(stdin), "stdin", given, how);
  const source = { name: input, key: "the command" };
  const found = await findFormat(source, ".");
  if (found === undefined && /\.np[yz]$/i.test(input)) return { examples: () => readNpy(input, layout) };
  if (found === undefined && (await isPictures(input))) return { examples: () => readPictures(input, layout) };
  if (isRecordFormat(found)) {
    const keys = config.format === found ? (config as RecordKeys) : { missingValues };
    const asTimes = (columns ?? []).filter(({ kind }) => kind === "date").map(({ name }) => name);
    const asKnown = { ...keys, asTimes, ...(known && { columns: known }) };
    return openRecords(found, source, ".", asKnown);
  }
  if (isArrayFile(found)) return { examples: () => readNewArrayFile(found, input, layout) };
  const open = () => streamSourceFile(source, ".");
  return openCsv(open, input, given, how);
}

async function held(stdin: AsyncIterable<Uint8Array>): Promise<Open> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return async function* () {
    yield* chunks;
  };
}

async function readTableOf(table: TableReader, layout: InputLayout, id?: string): Promise<NewExamples> {
  const { inputs, columns, config, reading } = layout;
  const { file, form, rules, midnight } = table;
  const encoded =
    columns ?? Array.from({ length: inputs }, (_, i): Column => ({ name: String(i + 1), kind: "number" }));
  // The columns of arrays have no names of their own.
  const areNamed = columns !== undefined && !isArrayFormat(config.format) && !["pickle", "idx"].includes(config.format);
  const words = reading.form?.values;
  const missing = missingOf({ ...table, form: { ...form, ...(words && { values: words }) } });
  const formats = form.decimal === reading.form?.decimal ? encoded : encoded.map(withoutFormat);
  const reads = { decimal: form.decimal, later: false, isNew: true, rules, missingOf: missing, midnight };
  const encode = encoder(formats, reads);
  const width = inputsOf(encoded);
  let values = new Float32Array(64 * width);
  let count = 0;
  const ids: string[] = [];
  await table.read((header) => {
    const idAt = id === undefined ? -1 : idPosition(id, header, file);
    const positions = areNamed ? positionsOf(encoded, header, file, layout) : inOrder(header, inputs, file, idAt);
    return (record, where) => {
      if ((count + 1) * width > values.length) values = grown(values);
      encode(record, positions, values, count * width, where);
      if (idAt >= 0) ids.push(record[idAt]);
      count++;
    };
  });
  if (count === 0) throw new NetworkError("no-examples/table", { file });
  const found = rules === 1 ? undefined : Dropped.together([], table);
  // The caller names the file.
  const unnamed = found?.said.map((said, i) =>
    noticed("without-file", { problem: { message: found.why[i], ...said }, file }),
  );
  const leftOut = found && unnamed && leftOutOf(found, unnamed);
  const more = { ...(id !== undefined && { ids }), ...(leftOut && { leftOut }) };
  return { count, values: values.subarray(0, count * width), ...more };
}

function idPosition(id: string, { names }: Header, file: string): number {
  const position = names.indexOf(id);
  if (position >= 0) return position;
  throw new NetworkError("predict-id/column", { file, name: id, columns: names.slice(0, 12).join(", ") });
}

function grown(values: Float32Array): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(values.length * 2);
  larger.set(values);
  return larger;
}

/** Drops the number format of the training table except for its unit, since another program wrote the new rows. */
const withoutFormat = (column: Column): Column => {
  if (column.kind !== "number" || !column.format) return column;
  const { unit, percent } = column.format;
  const { format: _, ...rest } = column;
  return unit || percent ? { ...rest, format: { decimal: ".", unit, percent } } : rest;
};

/**
 * Returns the columns' positions by name. A table without a header has exactly the learned columns, in their order, or
 * all columns of the training table, or all but its labels.
 */
function positionsOf(columns: Column[], { names, isThere }: Header, file: string, layout: InputLayout): number[] {
  const width = isThere ? undefined : layout.reading.form?.width;
  if (width !== undefined && names.length !== width) {
    if (names.length === columns.length) return columns.map((_, i) => i);
    const { config } = layout;
    const labels = "label" in config ? [config.label].flat().map(Number) : [];
    if (names.length === width - labels.length) {
      return columns.map(({ name }) => Number(name) - 1 - labels.filter((label) => label < Number(name)).length);
    }
    throw new NetworkError("csv-column/width", { file, columns: names.length, inputs: columns.length, width });
  }
  const found = firstPositions(names);
  const positions = columns.map(({ name }) => found.get(name) ?? -1);
  const missing = positions.indexOf(-1);
  if (missing < 0) return positions;
  if (!isThere && names.length === columns.length) return columns.map((_, i) => i);
  const { name } = columns[missing];
  throw new NetworkError("csv-column/learned", { file, name, columns: names.slice(0, 12).join(", ") });
}

/** @param idAt position of a column that is no input, or -1 */
function inOrder({ names }: Header, inputs: number, file: string, idAt: number): number[] {
  const positions = names.map((_, i) => i).filter((i) => i !== idAt);
  if (positions.length === inputs) return positions;
  throw new NetworkError("csv-column/count", { file, columns: names.length, inputs });
}
