/** The detected form of a text table, in words. */
import { notice } from "./notices";

/** Something of columns: each with its name. Names are no keys, which a message in JSON gives a meaning. */
type ByColumn<Value> = readonly (readonly [column: string, value: Value])[];

export interface TableFormValues {
  readonly encoding: string;
  /** " " stands for a run of blanks. */
  readonly delimiter: string;
  readonly decimal: "." | ",";
  readonly naming: "header" | "comment" | "none";
  readonly decimals: ByColumn<string>;
  readonly thousands: ByColumn<string>;
  readonly units: ByColumn<string>;
  readonly skipLines: number;
  readonly comment?: string | undefined;
  readonly missingValues: readonly string[];
  /** Words for missing values that are values in a column. */
  readonly kept: ByColumn<readonly string[]>;
  readonly hasQuotes: boolean;
  readonly hasEscapes: boolean;
  readonly hasRowNames: boolean;
  /** Number of delimiters at the end of each line. */
  readonly trailing: number;
  readonly classes: readonly string[];
}

export const encodingNames: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16 (little-endian)",
  "utf-16be": "UTF-16 (big-endian)",
  "windows-1252": "Windows-1252",
};
const delimiters: Readonly<Record<string, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "vertical bars",
  " ": "runs of spaces",
};
const marks: Readonly<Record<string, string>> = { ".": "points", ",": "commas", " ": "spaces", "'": "apostrophes" };
const namings = {
  header: "the first line names the columns",
  comment: "a comment names the columns",
  none: "no line names the columns",
};

/** Returns one sentence on properties of every table and one on the others, without a full stop at the end. */
function tableForm(form: TableFormValues): string {
  const { encoding, delimiter, comment, skipLines, trailing, missingValues, classes } = form;
  const usual = [
    encodingNames[encoding] ?? encoding,
    `separated by ${delimiters[delimiter] ?? `"${delimiter}"`}`,
    `decimal ${marks[form.decimal]}`,
    namings[form.naming],
  ];
  const more = [
    ...byValue(form.decimals, (mark, columns) => `decimal ${marks[mark]} in ${listed(columns)}`),
    ...byValue(form.thousands, (mark, columns) => `thousands separated by ${marks[mark]} in ${listed(columns)}`),
    ...byValue(form.units, (unit, columns) => {
      return `${unit === "percent" ? "percentages divided by 100" : `unit "${unit}"`} in ${listed(columns)}`;
    }),
    ...(skipLines > 0 ? [`${skipLines} ${skipLines === 1 ? "line" : "lines"} before the table skipped`] : []),
    ...(comment ? [`comments begin with ${comment}`] : []),
    ...(missingValues.length > 0 ? [`missing values: ${missingValues.map((word) => word || "empty").join(", ")}`] : []),
    ...form.kept.map(([column, words]) => `${words.join(", ")}: no missing value in ${column}`),
    ...(form.hasQuotes ? ["fields in single quotes"] : []),
    ...(form.hasEscapes ? ["quotes within fields escaped by backslashes"] : []),
    ...(form.hasRowNames ? ["row names left out"] : []),
    ...(trailing ? [`${trailing === 1 ? "a delimiter" : `${trailing} delimiters`} at the end of each line`] : []),
    ...(classes.length > 0 ? [`classes named by the first line: ${listed(classes)}`] : []),
  ];
  return more.length > 0 ? `${usual.join(", ")}. Also: ${more.join("; ")}` : usual.join(", ");
}

const listed = (names: readonly string[]) => firstNames(names, (rest) => ` and ${rest} more`);

/** Lists up to four names, and counts the others. */
export const firstNames = (names: readonly string[], andMore: (rest: number) => string): string =>
  names.slice(0, 4).join(", ") + (names.length > 4 ? andMore(names.length - 4) : "");

/** Groups columns with the same value. */
export function byValue(
  found: ByColumn<string>,
  describe: (value: string, columns: readonly string[]) => string,
): string[] {
  const values = [...new Set(found.map(([, value]) => value))];
  return values.map((value) => {
    const columns = found.filter(([, other]) => other === value).map(([column]) => column);
    return describe(value, columns);
  });
}

export const tableFormMessages = { "table-form": notice<TableFormValues>(tableForm) };
