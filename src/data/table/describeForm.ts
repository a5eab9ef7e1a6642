/** How a text table was found to be written: as fields for programs, and in a few sentences for people. */
import type { TableForm } from "../../formats/table/form";
import type { NumberFormat } from "../../formats/table/number";

/** Fields are called as the keys of the config that say the same. */
export interface FormDescription {
  encoding: string;
  /** " " is a run of blanks. */
  delimiter: string;
  decimal: "." | ",";
  /** Columns whose numbers have thousands marks, each with the mark. */
  thousands?: Record<string, string>;
  /** Columns with the unit that stands at their numbers; "percent" makes hundredths of them. */
  units?: Record<string, string>;
  /** Columns whose numbers have another decimal mark than the table. */
  decimals?: Record<string, string>;
  header: boolean;
  /** The names of the columns, where they stand in a comment. */
  names?: string[];
  comment?: string;
  skipLines: number;
  /** The fields of the columns in use that are missing values. */
  missingValues: string[];
  /** Words for missing values that are values of these columns. */
  values?: Record<string, string[]>;
  quote?: string;
  /** What stands before a quote within a quoted field, where that is no second quote. */
  escapedBy?: string;
  /** Each line begins with a name that the header does not count, and that is left out. */
  rowNames?: boolean;
  /** How many delimiters each line ends with. */
  trailing?: number;
  /** The names of the classes, where the first line stated them. */
  classes?: string[];
}

/** The form of the table at `path`, as the config names it. */
export interface DescribedTable {
  path: string;
  form: FormDescription;
}

/** What a look at a column tells of how it is written. */
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
  " ": "runs of blanks",
};
const markNames: Record<string, string> = { ".": "points", ",": "commas", " ": "blanks", "'": "apostrophes" };

/** One sentence of what every table has, and one of what this one has besides. Without a full stop at the end. */
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
    ...byColumn(form.thousands, (mark) => `thousands between ${markNames[mark]}`),
    ...byColumn(form.units, (unit) => (unit === "percent" ? "percent as hundredths" : `unit ${quoted(unit)}`)),
    ...(skipLines > 0 ? [`${skipLines} ${skipLines === 1 ? "line" : "lines"} before the table skipped`] : []),
    ...(comment ? [`comments begin with ${comment}`] : []),
    ...(form.missingValues.length > 0 ? [`missing values: ${form.missingValues.map(wordOf).join(", ")}`] : []),
    ...Object.entries(form.values ?? {}).map(([column, words]) => `${words.join(", ")}: no missing value in ${column}`),
    ...(form.quote ? ["fields in single quotes"] : []),
    ...(form.escapedBy ? ["quotes within fields behind backslashes"] : []),
    ...(rowNames ? ["the names of the rows left out"] : []),
    ...(trailing ? [`${trailing === 1 ? "a delimiter" : `${trailing} delimiters`} at the end of each line`] : []),
    ...(classes ? [`classes named by the first line: ${listed(classes)}`] : []),
  ];
  return more.length > 0 ? `${usual.join(", ")}. Besides: ${more.join("; ")}` : usual.join(", ");
}

/** The form in words, or undefined where it is the usual one of CSV files: UTF-8, commas, decimal points, a header. */
export function unusualFormText(form: FormDescription): string | undefined {
  const { skipLines, missingValues, encoding, delimiter, decimal, header, ...others } = form;
  const isUsual = encoding === "utf-8" && delimiter === "," && decimal === "." && header && skipLines === 0;
  return isUsual && Object.keys(others).length === 0 ? undefined : formText(form);
}

const quoted = (text: string) => `"${text}"`;
const wordOf = (word: string) => (word === "" ? "empty" : word);

/** Columns that have the same in common stand together. */
function byColumn(found: Record<string, string> | undefined, say: (value: string) => string): string[] {
  const columns = new Map<string, string[]>();
  for (const [column, value] of Object.entries(found ?? {})) {
    columns.set(value, [...(columns.get(value) ?? []), column]);
  }
  return [...columns].map(([value, names]) => `${say(value)} in ${listed(names)}`);
}

function listed(names: readonly string[]): string {
  const [most, rest] = [names.slice(0, 4), names.length - 4];
  return most.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
