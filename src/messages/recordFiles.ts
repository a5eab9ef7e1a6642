/** Errors about files of typed records: Parquet, JSON Lines, ARFF, svmlight. The file name precedes the message. */
import { errorsOf } from "./message";

const data = errorsOf("data");

export const recordFileMessages = {
  "parquet-magic": data<{ found: string }>(
    ({ found }) => `not a Parquet file: it seems to be ${found}; set data.format to what it is`,
  ),
  "parquet-damaged": data<{ reason: string }>(
    ({ reason }) => `the Parquet file is damaged (${reason}); write it again`,
  ),
  "parquet-nested": data<{ column: string }>(
    ({ column }) =>
      `the column "${column}" contains lists or records; write the file without it, or a column per number`,
  ),
  "parquet-codec": data<{ codec: string }>(
    ({ codec }) => `the compression ${codec} is not supported; write the file with snappy, gzip, zstd or none`,
  ),
  "parquet-too-large": data<{ rows: number; columns: number; megabytes: number; limit: number }>(
    ({ rows, columns, megabytes, limit }) =>
      `a row group of ${rows} rows × ${columns} columns has ${megabytes} MB unpacked, at most ${limit} MB are read; ` +
      "write it with smaller row groups",
  ),
  "text-encoding": data<{ line: number }>(({ line }) => `line ${line}: not UTF-8; save the file as UTF-8`),
  "text-line": data<{ line: number }>(({ line }) => `line ${line}: longer than 16 MB; end records with a line break`),
  "jsonl-damaged": data<{ line: number; reason: string }>(
    ({ line, reason }) => `line ${line}: not JSON (${reason}); write one object per line`,
  ),
  "jsonl-object": data<{ line: number; isList: boolean }>(
    ({ line, isList }) =>
      `line ${line}: ${isList ? "a list" : "no object"}; write one object per line ` +
      '(pandas: to_json(…, orient="records", lines=True))',
  ),
  "jsonl-nested": data<{ line: number; key: string }>(
    ({ line, key }) => `line ${line}: "${key}" contains a list or an object; give every number its own key`,
  ),
  "arff-header": data<{ line: number; text: string }>(
    ({ line, text }) => `line ${line}: "${text}" before @data; write @attribute lines, then @data`,
  ),
  "arff-no-data": data(() => "there is no @data; write it before the records"),
  "arff-type": data<{ line: number; name: string; type: string }>(
    ({ line, name, type }) =>
      `line ${line}: the type "${type}" of "${name}" is not supported; use numeric, {values}, string or date`,
  ),
  "arff-fields": data<{ line: number; found: number; expected: number }>(
    ({ line, found, expected }) => `line ${line}: ${found} fields for ${expected} attributes; correct the record`,
  ),
  "arff-value": data<{ line: number; name: string; field: string }>(
    ({ line, name, field }) => `line ${line}: "${field}" is not one of the values of "${name}"; correct it or add it`,
  ),
  "arff-sparse": data<{ line: number }>(
    ({ line }) => `line ${line}: not a sparse record; write {index value, index value}, indices from 0`,
  ),
  "svmlight-label": data<{ line: number; label: string }>(
    ({ line, label }) =>
      `line ${line}: the label "${label}" is not a number; write one number per line, then the values`,
  ),
  "svmlight-pair": data<{ line: number; pair: string }>(
    ({ line, pair }) => `line ${line}: "${pair}" is not index:value, with rising indices; correct it`,
  ),
  "arff-quote": data<{ line: number }>(({ line }) => `line ${line}: a quote is not closed; close it, or write \\'`),
};
