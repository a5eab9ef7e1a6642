/** The detected form of a text table: as fields for programs, and as sentences for display. */
import type { TableForm } from "../../formats/table/form";
import type { NumberFormat } from "../../formats/table/number";
import { noticed } from "../../messages";

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

/** Returns one sentence on properties of every table and one on the others, without a full stop at the end. */
export function formSentence(form: FormDescription) {
  const { encoding, delimiter, decimal, header, names, comment, skipLines, missingValues, classes = [] } = form;
  return noticed("table-form", {
    encoding,
    delimiter,
    decimal,
    naming: header ? "header" : names ? "comment" : "none",
    decimals: Object.entries(form.decimals ?? {}),
    thousands: Object.entries(form.thousands ?? {}),
    units: Object.entries(form.units ?? {}),
    skipLines,
    comment,
    missingValues,
    kept: Object.entries(form.values ?? {}),
    hasQuotes: form.quote !== undefined,
    hasEscapes: form.escapedBy !== undefined,
    hasRowNames: form.rowNames === true,
    trailing: form.trailing ?? 0,
    classes,
  });
}

/** Returns the form in words; undefined for the usual CSV: UTF-8, commas, decimal points, a header. */
export function unusualForm(form: FormDescription): ReturnType<typeof formSentence> | undefined {
  const { skipLines, missingValues, encoding, delimiter, decimal, header, ...others } = form;
  const isUsual = encoding === "utf-8" && delimiter === "," && decimal === "." && header && skipLines === 0;
  return isUsual && Object.keys(others).length === 0 ? undefined : formSentence(form);
}
