/** Reads new examples without labels for a trained network, from a table, an array, pictures or stdin. */

import { isArrayFormat } from "../config/schema/dataFormats";
import { NetworkError } from "../core/errors";
import { isArrayFile } from "./arrayFiles";
import { type Column, encoder, inputsOf } from "./columnEncoding";
import { openCsv } from "./csvTable";
import { streamSourceFile } from "./files";
import { firstPositions } from "./firstPositions";
import { findFormat } from "./foundFormat";
import type { InputLayout, NewExamples } from "./inputLayout";
import { readNewArrayFile, readNpy } from "./newArrays";
import { isPictures, readPictures } from "./newPictures";
import { isRecordFormat, openRecords, type RecordKeys } from "./openTable";
import { Dropped } from "./table/leftOut";
import { missingOf } from "./table/missingMarks";
import type { Open } from "./table/open";
import type { Header, TableReader } from "./tableReader";

/** @param input a file, a folder of pictures, or "-" for a table on stdin. Throws a NetworkError of kind "data". */
export async function readNewExamples(
  input: string,
  layout: InputLayout,
  stdin: AsyncIterable<Uint8Array>,
): Promise<NewExamples> {
  const { config, columns, reading } = layout;
  const { missingValues } = config as { missingValues?: string[] };
  const given = config.format === "csv" ? config : { missingValues };
  const known = columns?.map(({ name }) => name);
  const how = reading.rules === 1 ? { reading } : { prior: reading.form, known };
  if (input === "-") return readTableOf(await openCsv(await held(stdin), "stdin", given, how), layout);
  const source = { name: input, key: "the command" };
  const found = await findFormat(source, ".");
  if (found === undefined && /\.np[yz]$/i.test(input)) return readNpy(input, layout);
  if (found === undefined && (await isPictures(input))) return readPictures(input, layout);
  if (isRecordFormat(found)) {
    const keys = config.format === found ? (config as RecordKeys) : { missingValues };
    const asTimes = (columns ?? []).filter(({ kind }) => kind === "date").map(({ name }) => name);
    const asKnown = { ...keys, asTimes, ...(known && { columns: known }) };
    return readTableOf(await openRecords(found, source, ".", asKnown), layout);
  }
  if (isArrayFile(found)) return readNewArrayFile(found, input, layout);
  const open = () => streamSourceFile(source, ".");
  return readTableOf(await openCsv(open, input, given, how), layout);
}

async function held(stdin: AsyncIterable<Uint8Array>): Promise<Open> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return async function* () {
    yield* chunks;
  };
}

async function readTableOf(table: TableReader, layout: InputLayout): Promise<NewExamples> {
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
  await table.read((header) => {
    const positions = areNamed ? positionsOf(encoded, header, file, layout) : inOrder(header, inputs, file);
    return (record, where) => {
      if ((count + 1) * width > values.length) values = grown(values);
      encode(record, positions, values, count * width, where);
      count++;
    };
  });
  if (count === 0) throw new NetworkError("no-examples/table", { file });
  const found = rules === 1 ? undefined : Dropped.together([], table);
  // The caller names the file.
  const leftOut = found && { ...found, why: found.why.map((why) => why.replace(`${file}: `, "")) };
  return { count, values: values.subarray(0, count * width), ...(leftOut && { leftOut }) };
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

function inOrder({ names }: Header, inputs: number, file: string): number[] {
  if (names.length === inputs) return names.map((_, i) => i);
  throw new NetworkError("csv-column/count", { file, columns: names.length, inputs });
}
