/** Reads new examples without labels for a trained network, from a table, an array, pictures or stdin. */

import { NetworkError } from "../core/errors";
import { isArrayFile } from "./arrayFiles";
import { type Column, encoder, inputsOf } from "./columnEncoding";
import { type Open, openCsv } from "./csvTable";
import { streamSourceFile } from "./files";
import { findFormat } from "./foundFormat";
import type { InputLayout, NewExamples } from "./inputLayout";
import { readNewArrayFile, readNpy } from "./newArrays";
import { isPictures, readPictures } from "./newPictures";
import { isRecordFormat, openRecords, type RecordKeys } from "./openTable";
import type { Header, TableReader } from "./tableReader";

/** @param input a file, a folder of pictures, or "-" for a table on stdin. Throws a NetworkError of kind "data". */
export async function readNewExamples(
  input: string,
  layout: InputLayout,
  stdin: AsyncIterable<Uint8Array>,
): Promise<NewExamples> {
  const given = layout.config.format === "csv" ? layout.config : {};
  if (input === "-") return readTableOf(await openCsv(await held(stdin), "stdin", given), layout);
  const source = { name: input, key: "the command" };
  const found = await findFormat(source, ".");
  if (found === undefined && /\.np[yz]$/i.test(input)) return readNpy(input, layout);
  if (found === undefined && (await isPictures(input))) return readPictures(input, layout);
  if (isRecordFormat(found)) {
    const keys = layout.config.format === found ? (layout.config as RecordKeys) : {};
    const columns = layout.columns?.map(({ name }) => name);
    return readTableOf(await openRecords(found, source, ".", { ...keys, ...(columns && { columns }) }), layout);
  }
  if (isArrayFile(found)) return readNewArrayFile(found, input, layout);
  const open = () => streamSourceFile(source, ".");
  return readTableOf(await openCsv(open, input, given), layout);
}

async function held(stdin: AsyncIterable<Uint8Array>): Promise<Open> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return async function* () {
    yield* chunks;
  };
}

async function readTableOf(table: TableReader, { inputs, columns }: InputLayout): Promise<NewExamples> {
  const { file, form } = table;
  const encoded =
    columns ?? Array.from({ length: inputs }, (_, i): Column => ({ name: String(i + 1), kind: "number" }));
  const encode = encoder(encoded, { decimal: form.decimal, later: false });
  const width = inputsOf(encoded);
  let values = new Float32Array(64 * width);
  let count = 0;
  await table.read((header) => {
    const positions = columns ? positionsOf(columns, header, file) : inOrder(header, inputs, file);
    return (record, where) => {
      if ((count + 1) * width > values.length) values = grown(values);
      encode(record, positions, values, count * width, where);
      count++;
    };
  });
  if (count === 0) throw new NetworkError("no-examples/table", { file });
  return { count, values: values.subarray(0, count * width) };
}

function grown(values: Float32Array): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(values.length * 2);
  larger.set(values);
  return larger;
}

/** By name; a table without names has exactly the columns that are learned from, in their order. */
function positionsOf(columns: Column[], { names, isThere }: Header, file: string): number[] {
  const positions = columns.map(({ name }) => names.indexOf(name));
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
