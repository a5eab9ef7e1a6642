/** Determines which columns of a table are no inputs: keys, names, free text, constants, unreadable ones. */
import { NetworkError } from "../../core/errors";
import type { ColumnScan } from "../csvScan";
import { unreadNumbers } from "../table/findings";
import { positionIn, quoted } from "./suggestion";

/** Numbers of rows below which it may be chance that all fields differ. */
const [fewRows, veryFewRows] = [20, 5];
/** Number of columns from which constant columns count as the margin of pictures. */
const manyColumns = 64;

/** Returns why a column is no input, or undefined. @param columns number of columns */
export function reasonAgainst(scan: ColumnScan, file: string, columns: number): string | undefined {
  const { counts, missing, rows } = scan;
  const values = scan.firstFields.map(quoted).join(", ");
  if (missing === rows) return "has no value";
  if (counts?.size === 1 && columns < manyColumns) {
    return `is ${values} in every row${missing > 0 ? " that has a value" : ""}`;
  }
  if (scan.isNumeric) {
    const such = `${values}, …`;
    if (scan.isNameless && countsRows(scan)) return `counts the rows (${such})`;
    if (scan.areKeyNumbers) return `holds keys (${such}): each row has its own`;
    if (countsRows(scan)) return `counts the rows (${such})`;
  }
  return unreadable(scan, file) ?? (scan.isNumeric ? undefined : tooDifferent(scan));
}

/**
 * Returns true for numbers from 0 or 1 that increase by one per row. Other steps and starts may be a measure such as a
 * time: they are kept, and `check` warns of them.
 */
export function countsRows(scan: ColumnScan): boolean {
  const [first, second] = scan.someValues;
  return scan.rows >= fewRows && scan.areRowNumbers && (first === 0 || first === 1) && second === first + 1;
}

function unreadable(scan: ColumnScan, file: string): string | undefined {
  try {
    scan.column({ missing: "mean", ordinal: undefined }, file);
    return undefined;
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return reasonOf(error, scan, file);
  }
}

function reasonOf({ code, message }: NetworkError, scan: ColumnScan, file: string): string {
  const [field, where] = scan.firstText;
  const example = `${positionIn(where, file)} has ${quoted(field)}`;
  switch (code) {
    case "csv-date":
      return `holds dates, such as ${quoted(field)}, ${openOrder}`;
    case "csv-number":
      // Otherwise the number format is ambiguous.
      if (!scan.isNumeric) return `holds numbers, but ${example}`;
      break;
    case "csv-texts":
      return textKind(scan) ?? `has too many different texts to be categories, such as ${quoted(field)}`;
  }
  return `cannot be read: ${withoutFile(message, file)}`;
}

const openOrder = "which data.dates can make inputs of; set data.dateOrder too where they leave the order open";

const withoutFile = (message: string, file: string): string =>
  message.startsWith(`${file}:`)
    ? message
        .slice(file.length + 1)
        .replace(/^(\d+):/, "line $1:")
        .trim()
    : message;

/** Returns a reason against texts that hardly repeat, which say nothing about other rows. */
function tooDifferent(scan: ColumnScan): string | undefined {
  const { counts, missing, rows } = scan;
  const filled = rows - missing;
  const different = counts?.size ?? filled;
  const areMany = rows >= fewRows ? different > filled / 2 : different === filled && rows >= veryFewRows;
  if (!areMany) return undefined;
  const [example] = scan.firstFields;
  const unread = unreadNumbers(scan);
  if (unread.length > 0) {
    return `holds numbers in an unsupported notation, such as ${quoted(unread[0])}; write them as plain numbers`;
  }
  return textKind(scan) ?? `has a different text in almost every row, such as ${quoted(example)}`;
}

function textKind(scan: ColumnScan): string | undefined {
  const fields = scan.firstFields;
  const example = quoted(fields[0]);
  const all = (pattern: RegExp) => fields.every((field) => pattern.test(field));
  if (all(/^[^@\s]+@[^@\s]+\.[^@\s]+$/)) return `holds e-mail addresses, such as ${example}`;
  if (all(/^https?:\/\//i)) return `holds addresses, such as ${example}`;
  if (all(/^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?$/i)) return `holds times, such as ${example}`;
  if (fields.every((field) => field.split(/\s+/).length >= 4)) return `holds free text, such as ${example}`;
  return undefined;
}
