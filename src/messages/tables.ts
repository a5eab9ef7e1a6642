/** Errors about tables: columns, texts and numbers. `where` is the file and the line. */
import { errorsOf } from "./message";

const data = errorsOf("data");
const config = errorsOf("config");
const usage = errorsOf("usage");

type Field = { where: string; column: string; field: string };

const listed = (names: readonly string[]) => names.slice(0, 12).join(", ") + (names.length > 12 ? ", …" : "");

export const tableMessages = {
  "csv-empty/table": data<{ file: string }>(({ file }) => `${file}: every line is empty; choose a table with examples`),
  "jsonl-columns": data<{ where: string; limit: number }>(
    ({ where, limit }) => `${where}: more than ${limit} different keys; use the same keys in every object`,
  ),
  "records-sparse": data<{ file: string; rows: number; columns: number }>(
    ({ file, rows, columns }) =>
      `${file}: ${rows} records leave out nearly all of the ${columns} columns; ` +
      "leave out the rare columns, or use the format svmlight for sparse data",
  ),
  "svmlight-too-large": data<{ file: string; rows: number; width: number; limit: number }>(
    ({ file, rows, width, limit }) =>
      `${file}: ${rows} rows × ${width} columns are read as dense values, at most ${limit} of them; use fewer columns`,
  ),
  "svmlight-columns": data<{ file: string; width: number; used: number }>(
    ({ file, width, used }) =>
      `${file}: it has ${width} columns, of which at most ${used} have a value that is written; ` +
      "number the used columns consecutively",
  ),
  "csv-header": data<{ file: string; name: string }>(
    ({ file, name }) =>
      `${file}: two columns are named "${name}"; give each a unique name, or, if the first line is an example, ` +
      "set data.header to false",
  ),
  "csv-column/missing": config<{ key: string; file: string; name: string; columns: string }>(
    ({ key, file, name, columns }) =>
      `data.${key}: ${file} has no column "${name}"; it has ${columns}; correct the name`,
  ),
  "csv-column/label": config<{ name: string }>(
    ({ name }) => `data.features: "${name}" is the label too; remove it from the features`,
  ),
  "csv-column/none": config<{ file: string }>(
    ({ file }) => `data.features: no column of ${file} is left to learn from; exclude fewer`,
  ),
  "csv-column/units": config<{ file: string; name: string; columns: string }>(
    ({ file, name, columns }) => `data.units: ${file} has no column "${name}"; it has ${columns}; correct the name`,
  ),
  "csv-column/ordinal": config<{ name: string }>(
    ({ name }) => `data.ordinal: "${name}" is not one of the feature columns; correct its name`,
  ),
  "csv-column/dates": config<{ name: string; columns: readonly string[]; near: string | undefined }>(
    ({ name, columns, near }) =>
      `data.dates: "${name}" is not one of the feature columns (${listed(columns)}); ` +
      (near === undefined ? "correct its name" : `did you mean "${near}"?`),
  ),
  "csv-column/dates-ordinal": config<{ name: string }>(
    ({ name }) => `data.dates: "${name}" is in data.ordinal too; remove it from one of them`,
  ),
  "csv-column/cyclic": config<{ name: string }>(
    ({ name }) => `data.dates: "${name}" has no cyclic part; add month, day, weekday, hour or minute`,
  ),
  "csv-column/learned": data<{ file: string; name: string; columns: string }>(
    ({ file, name, columns }) =>
      `${file}: the column "${name}", which the network was trained on, is missing; it has ${columns}; add it`,
  ),
  "predict-id/column": data<{ file: string; name: string; columns: string }>(
    ({ file, name, columns }) => `${file}: no column "${name}" for --id; it has ${columns}; name one of them`,
  ),
  "predict-id/no-table": usage<{ file: string }>(
    ({ file }) => `${file}: --id names a column of a table, and this has no columns; omit it`,
  ),
  "predict-id/taken": usage<{ name: string }>(
    ({ name }) => `--id: the predictions have a column "${name}", too; rename the one of the input`,
  ),
  "csv-column/count": data<{ file: string; columns: number; inputs: number }>(
    ({ file, columns, inputs }) =>
      `${file}: ${columns} columns for a network of ${inputs} inputs; give one column per input, and no labels`,
  ),
  "csv-column/width": data<{ file: string; columns: number; inputs: number; width: number }>(
    ({ file, columns, inputs, width }) =>
      `${file}: ${columns} columns without names; give the ${inputs} columns that the network learned from, or all ` +
      `${width} of its training table`,
  ),
  "csv-column-empty": data<{ file: string; column: string }>(
    ({ file, column }) => `${file}: column "${column}" is empty; add it to data.exclude`,
  ),
  "csv-date": data<Field & { dates: Record<string, readonly string[]> }>(
    ({ where, field, column, dates }) =>
      `${where}: "${field}" in column "${column}" is a date or time; ` +
      `set data.dates to ${JSON.stringify(dates)}, or add it to data.exclude`,
  ),
  "csv-date/none": data<Field & { order: string | undefined }>(
    ({ where, field, column, order }) =>
      `${where}: "${field}" in column "${column}" is not an unambiguous date or time` +
      `${order === undefined ? "" : ` in the order ${order}`}; write it as 2024-01-31, 12:30 or 2024-01-31 12:30`,
  ),
  "csv-date/order": data<Field & { orders: readonly string[] }>(
    ({ where, field, column, orders }) =>
      `${where}: "${field}" in column "${column}" leaves the order of day and month open; ` +
      `set data.dateOrder to ${orders.map((order) => `"${order}"`).join(" or ")}, or write it as 2024-01-31`,
  ),
  "csv-date/mixed": data<Field & { other: string; otherWhere: string }>(
    ({ where, field, column, other, otherWhere }) =>
      `${where}: "${field}" in column "${column}" is written in another way than "${other}" (${otherWhere}); ` +
      `write all its dates in one way`,
  ),
  "csv-date/part": data<Field & { part: string }>(
    ({ where, field, column, part }) =>
      `${where}: "${field}" in column "${column}" has no ${part}; write it with one, or remove "${part}" from data.dates`,
  ),
  "csv-decimal": data<Field>(
    ({ where, field, column }) =>
      `${where}: "${field}" in column "${column}" has a decimal comma; set data.decimal to ","`,
  ),
  "csv-decimal/mixed": data<Field>(
    ({ where, field, column }) =>
      `${where}: "${field}" in column "${column}" has other marks than its other numbers, or than data.decimal and ` +
      `data.thousands say; write them all in one way`,
  ),
  "csv-decimal/thousands": config<{ mark: string }>(
    ({ mark }) => `data.thousands: "${mark}" is data.decimal too; remove one of them`,
  ),
  "csv-number": data<Field>(
    ({ where, field, column }) =>
      `${where}: "${field}" in column "${column}" is not a number; correct it, leave it empty, or name it in ` +
      "data.missingValues",
  ),
  "csv-number/group": data<Field & { mark: string }>(
    ({ where, field, column, mark }) =>
      `${where}: "${field}" in column "${column}" may be ${field.replace(mark, ".")} or ${field.replace(mark, "")}; ` +
      `set data.thousands to "${mark}" if it is the larger number, and data.decimal to "${mark}" if not`,
  ),
  "csv-number/units": data<Field & { units: readonly string[] }>(
    ({ where, field, column, units }) =>
      `${where}: "${field}" in column "${column}" has a unit that not all of its numbers have (${units.join(", ")}); ` +
      `convert them to one unit`,
  ),
  "csv-number/filled": data<Field>(
    ({ where, field, column }) => `${where}: "${field}" in column "${column}" is not a number; correct it`,
  ),
  "csv-texts": data<{ file: string; column: string; count?: number; limit: number }>(
    ({ file, column, count, limit }) =>
      `${file}: column "${column}" has ${count ?? `more than ${limit}`} different texts, ` +
      "too many for one input each; add it to data.exclude",
  ),
  "csv-classes": data<{ file: string; column: string; limit: number }>(
    ({ file, column, limit }) =>
      `${file}: column "${column}" has more than ${limit} different labels; ` +
      'if it is a quantity, use the cost "quadratic" and a linear output layer, or set data.task',
  ),
  "csv-label/missing": data<{ where: string; column: string }>(
    ({ where, column }) =>
      `${where}: the label in column "${column}" is missing; fill it in, or set data.missing to drop`,
  ),
  "csv-label/date": data<{ where: string; label: string; column: string }>(
    ({ where, label, column }) =>
      `${where}: the label "${label}" in column "${column}" is a date or time, which is not a quantity; ` +
      `replace it by a number, such as days since the first one`,
  ),
  "csv-label/unknown": data<{ where: string; label: string; classes: readonly string[] }>(
    ({ where, label, classes }) =>
      `${where}: the label "${label}" does not occur in the training examples ` +
      `(${classes.slice(0, 9).join(", ")}); correct it`,
  ),
  "csv-label/start": data<{
    where: string;
    label: string;
    column: string;
    first: number;
    last?: number | undefined;
    fix: "from 0" | "remove" | "correct" | "name";
  }>(({ where, label, column, first, last, fix }) => {
    const fixes = {
      "from 0": "correct it, or set data.labelsStartAt to 0",
      remove: "correct it, or remove data.labelsStartAt",
      correct: "correct it: no training example has this label",
      name: "correct it, or name every class in data.classNames",
    };
    const range = last === undefined ? `from ${first}` : `from ${first} to ${last}`;
    return `${where}: the label "${label}" in column "${column}" is not a whole number ${range}; ${fixes[fix]}`;
  }),
  "csv-label/number": data<{ where: string; label: string }>(
    ({ where, label }) => `${where}: the label "${label}" is not a number; correct it`,
  ),
  "csv-label/one-hot": data<{ where: string; ones: number; columns: readonly string[] }>(
    ({ where, ones, columns }) =>
      `${where}: ${ones} of the label columns ${columns.slice(0, 9).join(", ")} are 1, and all training examples have ` +
      'a single 1 there; correct it, or set data.task to "multi-label"',
  ),
  "csv-label/binary": data<{ where: string; column: string; label: string }>(
    ({ where, column, label }) =>
      `${where}: the label "${label}" in column "${column}" is not 0 or 1, as the training labels are; correct it`,
  ),
  "csv-missing": data<{ where: string; column: string }>(
    ({ where, column }) =>
      `${where}: column "${column}" is empty; fill it in, or set data.missing to drop, mean or category`,
  ),
  "csv-missing/new": data<{ where: string; column: string }>(
    ({ where, column }) =>
      `${where}: column "${column}" is empty, and was not in the training examples; fill it in, or remove the row`,
  ),
  "not-finite/field": data<Field>(
    ({ where, field, column }) =>
      `${where}: ${field} in column "${column}" is more than float32 holds; divide its values`,
  ),
  "csv-unknown-text": data<Field & { known: readonly string[] }>(
    ({ where, field, column, known }) =>
      `${where}: "${field}" in column "${column}" is not one of its known texts ` +
      `(${known.slice(0, 5).join(", ")}${known.length > 5 ? ", …" : ""}); correct it`,
  ),
};
