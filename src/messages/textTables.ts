/** Errors about the text of a table, before its columns are known. The file name precedes the message. */
import { errorsOf } from "./message";

const data = errorsOf("data");

export const textTableMessages = {
  "data-changed/since-cached": data(
    () =>
      "its content changed, although its size and times did not since it was read; train again, which reads it anew",
  ),
  "csv-fields": data<{ line: number; found: string; expected: string }>(
    ({ line, found, expected }) =>
      `line ${line}: ${found} fields where the lines before it have ${expected}; ` +
      "quote fields that contain the delimiter, or set data.delimiter",
  ),
  "csv-header/numbers": data<{ line: number; fields: readonly string[] }>(
    ({ line, fields }) =>
      `line ${line}: ${fields.slice(0, 5).join(", ")}${fields.length > 5 ? ", …" : ""} may be names of columns or an ` +
      "example; set data.header to true or false",
  ),
  "csv-quote/unclosed": data<{ line: number }>(
    ({ line }) => `line ${line}: a quote opens here and is never closed; close it, or double it ("")`,
  ),
  "csv-quote/long": data<{ line: number }>(
    ({ line }) =>
      `line ${line}: the record that begins here has more than 16 MB; end records with a line break, and close every quote`,
  ),
  "csv-quote/inside": data<{ line: number; field?: number }>(
    ({ line, field }) =>
      `line ${line}: a quote stands in the middle of ${field === undefined ? "a field" : `field ${field}`}; ` +
      'quote the whole field and double the quotes inside it ("")',
  ),
  "csv-damaged": data<{ line: number; reason: string }>(
    ({ line, reason }) => `line ${line}: ${reason}; save the table again`,
  ),
  "csv-empty": data(() => "the file is empty; choose a table with examples"),
  "csv-encoding": data(() => "the file is UTF-16; save it as UTF-8"),
  "csv-encoding/utf-8": data<{ line: number }>(
    ({ line }) => `line ${line}: not UTF-8; set data.encoding to "windows-1252", or save the file as UTF-8`,
  ),
  "csv-encoding/utf-16": data(
    () => "not UTF-16; remove data.encoding, so that it is detected, or save the file as UTF-8",
  ),
  "csv-encoding/mark": data<{ found: string; given: string }>(
    ({ found, given }) =>
      `the file begins with the mark of ${found}, and data.encoding is ${given}; remove data.encoding`,
  ),
  "csv-magic/binary": data<{ found: string }>(
    ({ found }) => `not a text table: it seems to be ${found}; choose a CSV file`,
  ),
  "csv-magic/web-page": data(() => "not a table: it is a web page; download the file itself"),
};
