/** The detected form of a text table: as fields for programs, and as sentences for display. */
import type { TableForm } from "../../formats/table/form";
import type { NumberFormat } from "../../formats/table/number";

/** Fields named like the corresponding keys of the config. */
export interface FormDescription {
  encoding: string;
  /** " " stands for a run of blanks. */
  delimiter: string;
  decimal: "." | ",";
  /** Thousands mark of each column that has one. */
  thousands?: Record<string, string>;
  /** Unit of each column whose numbers have one; "percent" divides them by 100. */
  units?: Record<string, string>;
  /** Decimal mark of each column that differs from the table's. */
  decimals?: Record<string, string>;
  header: boolean;
  /** Column names, if they are in a comment. */
  names?: string[];
  comment?: string;
  skipLines: number;
  /** Fields of the used columns that are missing values. */
  missingValues: string[];
  /** Words for missing values that are values in these columns. */
  values?: Record<string, string[]>;
  quote?: string;
  /** Escape character before a quote within a quoted field, instead of a second quote. */
  escapedBy?: string;
  /** True if each line starts with a row name that the header does not count; it is left out. */
  rowNames?: boolean;
  /** Number of delimiters at the end of each line. */
  trailing?: number;
  /** Class names, if the first line states them. */
  classes?: string[];
}

/** The form of the table at `path`, as named in the config. */
export interface DescribedTable {
  path: string;
  form: FormDescription;
}

/** Format of a scanned column. */
interface Looked {
  name: string;
  isNumeric: boolean;
  format: NumberFormat;
  absent: { all: readonly string[] };
}

export function describeForm(form: TableForm, columns: readonly Looked[]): FormDescription {
  const { encoding = "utf-8", delimiter, decimal, names, comment, skipLines = 0, values, classes, quote } = form;
  const numbers = columns.filter(({ isNumeric }) => isNumeric);
  const of = (found: (format: NumberFormat) => string | undefined) => {
    const there: [string, string][] = [];
    for (const { name, format } of numbers) {
      const one = found(format);
      if (one !== undefined) there.push([name, one]);
    }
    return there.length > 0 ? Object.fromEntries(there) : undefined;
  };
  const thousands = of((format) => format.thousands);
  const units = of(({ unit, percent }) => (percent ? "percent" : unit));
  const decimals = of((format) => (format.decimal === decimal ? undefined : format.decimal));
  const missing = new Set<string>();
  for (const { absent } of columns) for (const field of absent.all) missing.add(field);
  return {
    encoding,
    delimiter,
    decimal,
    ...(thousands && { thousands }),
    ...(units && { units }),
    ...(decimals && { decimals }),
    header: form.header === true,
    ...(names && { names }),
    ...(comment && { comment }),
    skipLines,
    missingValues: [...missing].sort(),
    ...(values && { values }),
    ...(quote && { quote }),
    ...(form.escapedBy && { escapedBy: form.escapedBy }),
    ...(form.rowNames && { rowNames: true }),
    ...(form.trailing && { trailing: form.trailing }),
    ...(classes && { classes }),
  };
}

const encodingNames: Record<string, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16 (little-endian)",
  "utf-16be": "UTF-16 (big-endian)",
  "windows-1252": "Windows-1252",
};
const delimiterNames: Record<string, string> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "vertical bars",
  " ": "runs of spaces",
};
const markNames: Record<string, string> = { ".": "points", ",": "commas", " ": "spaces", "'": "apostrophes" };

/** Returns one sentence on properties of every table and one on the others, without a full stop at the end. */
export function formText(form: FormDescription): string {
  const { encoding, delimiter, decimal, header, names, comment, skipLines, rowNames, trailing, classes } = form;
  const naming = header
    ? "the first line names the columns"
    : names
      ? "a comment names the columns"
      : "no line names the columns";
  const usual = [
    encodingNames[encoding] ?? encoding,
    `separated by ${delimiterNames[delimiter] ?? `"${delimiter}"`}`,
    `decimal ${markNames[decimal]}`,
    naming,
  ];
  const more = [
    ...byColumn(form.decimals, (mark) => `decimal ${markNames[mark]}`),
    ...byColumn(form.thousands, (mark) => `thousands separated by ${markNames[mark]}`),
    ...byColumn(form.units, (unit) => (unit === "percent" ? "percentages divided by 100" : `unit ${quoted(unit)}`)),
    ...(skipLines > 0 ? [`${skipLines} ${skipLines === 1 ? "line" : "lines"} before the table skipped`] : []),
    ...(comment ? [`comments begin with ${comment}`] : []),
    ...(form.missingValues.length > 0 ? [`missing values: ${form.missingValues.map(wordOf).join(", ")}`] : []),
    ...Object.entries(form.values ?? {}).map(([column, words]) => `${words.join(", ")}: no missing value in ${column}`),
    ...(form.quote ? ["fields in single quotes"] : []),
    ...(form.escapedBy ? ["quotes within fields escaped by backslashes"] : []),
    ...(rowNames ? ["row names left out"] : []),
    ...(trailing ? [`${trailing === 1 ? "a delimiter" : `${trailing} delimiters`} at the end of each line`] : []),
    ...(classes ? [`classes named by the first line: ${listed(classes)}`] : []),
  ];
  return more.length > 0 ? `${usual.join(", ")}. Also: ${more.join("; ")}` : usual.join(", ");
}

/** Returns the form in words; undefined for the usual CSV: UTF-8, commas, decimal points, a header. */
export function unusualFormText(form: FormDescription): string | undefined {
  const { skipLines, missingValues, encoding, delimiter, decimal, header, ...others } = form;
  const isUsual = encoding === "utf-8" && delimiter === "," && decimal === "." && header && skipLines === 0;
  return isUsual && Object.keys(others).length === 0 ? undefined : formText(form);
}

const quoted = (text: string) => `"${text}"`;
const wordOf = (word: string) => (word === "" ? "empty" : word);

/** Groups columns with the same value. */
function byColumn(found: Record<string, string> | undefined, describe: (value: string) => string): string[] {
  const columns = new Map<string, string[]>();
  for (const [column, value] of Object.entries(found ?? {})) {
    columns.set(value, [...(columns.get(value) ?? []), column]);
  }
  return [...columns].map(([value, names]) => `${describe(value)} in ${listed(names)}`);
}

function listed(names: readonly string[]): string {
  const [most, rest] = [names.slice(0, 4), names.length - 4];
  return most.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
