/** Detects the form of a text table: encoding, lines before the table, delimiter, header, decimal mark. */
import { FormatError } from "../../formats/formatError";
import { isComment } from "../../formats/table/comments";
import { findDelimiter } from "../../formats/table/delimiter";
import type { Encoding } from "../../formats/table/encoding";
import type { GivenForm, TableForm } from "../../formats/table/form";
import { seemsHeader } from "../../formats/table/header";
import { type Split, splitHead } from "../../formats/table/split";
import { isMissing } from "../fields";
import { headOf } from "./head";
import { type Lead, linesBefore, titlesBefore, usualWidth } from "./lead";
import { countMarks, decimalOf, isNumberLike, unquotedFields } from "./marks";
import { marksAmongNumbers, marksThatAreValues } from "./missingMarks";
import type { Open } from "./open";
import { classesOfCounts, namesOfComment } from "./statedNames";

const maxRows = 500;

interface Before {
  /** Form of the training table, if new rows for its network are read. */
  prior?: TableForm | undefined;
  /** Column names that the network learned or that the config lists. */
  known?: readonly string[] | undefined;
}

interface Found {
  form: TableForm;
  /** Words that always mean a missing value: they occur among numbers, or without quotes among quoted texts. */
  amongNumbers: ReadonlySet<string>;
}

export async function findForm(open: Open, given: GivenForm, before: Before = {}): Promise<Found> {
  const { text, encoding } = await headOf(open, given.encoding);
  return ofText(text, given, encoding, before);
}

function ofText(text: string, given: GivenForm, encoding: Encoding, { prior, known }: Before): Found {
  const lines = text.split(/\r\n|\n|\r/);
  const lead =
    given.skipLines === undefined ? linesBefore(lines, given.comment) : ({ skipLines: given.skipLines } as Lead);
  const { separator, commented, comment = given.comment } = lead;
  const used = lines.slice(lead.skipLines).filter((line) => line.trim() !== "" && !isComment(line, comment));
  const delimiter = given.delimiter ?? separator ?? delimiterOf(used.slice(0, 200), prior);
  const quote = singleQuotes(used, delimiter) ? ("'" as const) : undefined;
  const escapedBy = escapesQuotes(used, delimiter) ? ("\\" as const) : undefined;
  const written = { delimiter, ...(quote && { quote }), ...(escapedBy && { escapedBy }), ...(comment && { comment }) };
  let skipLines = lead.skipLines;
  let records = splitHead(text, { ...written, skipLines }, maxRows);
  const titles = given.skipLines === undefined ? titlesBefore(records) : 0;
  if (titles > 0) {
    skipLines = records[titles - 1].line;
    records = records.slice(titles);
  }
  const common = {
    ...written,
    ...(encoding !== "utf-8" && { encoding }),
    ...(skipLines > 0 && { skipLines }),
  };
  return withColumns(common, records, { given, prior, known, commented });
}

function delimiterOf(lines: readonly string[], prior: TableForm | undefined): string {
  const found = findDelimiter(lines);
  if (!prior) return found ?? ",";
  const usual = prior.delimiter;
  const fits = usual === " " ? found === " " : lines.length > 0 && lines[0].includes(usual);
  return fits || found === undefined ? usual : found;
}

/** Returns true if quotes within fields are escaped by backslashes, as by R's write.table, and never doubled. */
function escapesQuotes(lines: readonly string[], delimiter: string): boolean {
  const within = (mark: string) => (line: string) => {
    for (let at = line.indexOf(mark); at >= 0; at = line.indexOf(mark, at + mark.length)) {
      const [before, after] = [line[at - 1] ?? delimiter, line[at + mark.length] ?? delimiter];
      if (before !== delimiter && after !== delimiter) return true;
    }
    return false;
  };
  return lines.some(within('\\"')) && !lines.some(within('""'));
}

/** Returns true if whole fields are in single quotes and none in double ones, as in files of Weka. */
function singleQuotes(lines: readonly string[], delimiter: string): boolean {
  if (delimiter === " " || lines.some((line) => line.includes('"') && !line.includes("'"))) return false;
  if (!lines.some((line) => line.includes("'"))) return false;
  const fields = lines.flatMap((line) => line.split(delimiter).map((field) => field.trim()));
  const opened = fields.filter((field) => field.startsWith("'"));
  const closed = fields.filter((field) => field.endsWith("'"));
  return opened.length > 0 && opened.length === closed.length;
}

type Common = Omit<TableForm, "decimal">;

interface Known {
  given: GivenForm;
  prior: TableForm | undefined;
  known: readonly string[] | undefined;
  commented: string | undefined;
}

function withColumns(common: Common, records: Split[], { given, prior, known, commented }: Known): Found {
  const all = records.map(({ fields }) => fields);
  const [first = [], ...others] = all;
  let width = usualWidth(records.slice(1).length > 0 ? records.slice(1) : records);
  const rest = others.filter((fields) => fields.length === width);
  const trailing = delimitersAtEnds(first, rest, width, prior);
  width -= trailing;
  const rowNames = rest.length > 0 && first.length === width - 1 && trailing === 0 && given.header !== false;
  const rows = rest.map((fields) => (rowNames ? fields.slice(1) : fields.slice(0, width)));
  const counts = given.header === undefined ? classesOfCounts(first, rest, width) : undefined;
  const isNumber = (field: string) => isMissing(field) || isNumberLike(field);
  const names =
    !counts && given.header === undefined ? namesOfComment(commented, common.delimiter, all, isNumber) : undefined;
  const header =
    !counts &&
    !names &&
    (given.header ??
      headerOfKnown(first.slice(0, width), prior, known, isNumber) ??
      (rowNames || headerOf(first.slice(0, width), rows, isNumber, known, records[0]?.line)));
  const examples =
    counts || header ? rows : all.filter((fields) => fields.length >= width).map((each) => each.slice(0, width));
  const skipLines = counts ? records[0].line : common.skipLines;
  const decimal = given.decimal ?? ofThousands(given) ?? priorDecimal(common, prior) ?? decimalOf(examples);
  const columns = header ? first : (names ?? Array.from({ length: width }, (_, i) => String(i + 1)));
  const words = countMarks(columns, examples);
  const amongNumbers = new Set([...marksAmongNumbers(words), ...unquotedFields(records)]);
  // A word that is a value in the training table is one in every later table, and no other word is.
  const found = prior ? prior.values : marksThatAreValues(words, amongNumbers);
  const values = given.missingValues ? undefined : found;
  const form = {
    ...common,
    ...(skipLines && { skipLines }),
    decimal: decimal ?? ".",
    ...(decimal && { sure: true }),
    header,
    ...(names && { names }),
    ...(!header && !names && { width }),
    ...(rowNames && { rowNames }),
    ...(trailing > 0 && { trailing }),
    ...(counts && { classes: counts }),
    ...(values && { values }),
  };
  return { form, amongNumbers };
}

/** Returns the number of columns at the end that have neither a name nor a value. */
function delimitersAtEnds(first: string[], rest: string[][], width: number, prior: TableForm | undefined): number {
  // If the training table had no delimiters at line ends, an empty last column of new rows is a missing value.
  const least = (prior && !prior.trailing && prior.width) || 1;
  let count = 0;
  const isEnd = (at: number) => (first[at] ?? "") === "" && rest.every((fields) => fields[at] === "");
  while (rest.length > 0 && width - count > least && isEnd(width - count - 1)) count++;
  return count;
}

/** Throws a FormatError if numbers may be names or an example, and the config's names do not decide it. */
function headerOf(
  first: string[],
  rows: string[][],
  isNumber: (field: string) => boolean,
  known: readonly string[] = [],
  line = 1,
): boolean {
  const found = seemsHeader(first, rows, isNumber);
  if (found !== "open") return found;
  const names = new Set(first);
  if (known.some((name) => !names.has(name))) return false;
  throw new FormatError("csv-header/numbers", { line, fields: first });
}

/** Returns true for the default name of a column without a name. */
const isPosition = (name: string, width: number): boolean => /^[1-9]\d*$/.test(name) && Number(name) <= width;

/**
 * Returns whether the first row is a header. New rows have one if it contains all learned names; otherwise they follow
 * the training table. Other tables have one if it contains a name of the config.
 */
function headerOfKnown(
  first: string[],
  prior: TableForm | undefined,
  known: readonly string[] = [],
  isNumber: (field: string) => boolean,
): boolean | undefined {
  const names = new Set(first);
  if (!prior) return known.some((name) => names.has(name) && !isPosition(name, first.length)) || undefined;
  if (known.length > 0 && known.every((name) => names.has(name))) return true;
  return prior.header === true && !first.some((field) => field !== "" && isNumber(field));
}

const ofThousands = ({ thousands }: GivenForm) => (thousands === "." ? "," : thousands === "," ? "." : undefined);

/** Returns the decimal mark of the training table, unless another delimiter points to another program. */
const priorDecimal = ({ delimiter }: Common, prior: TableForm | undefined) =>
  prior && prior.delimiter === delimiter ? prior.decimal : undefined;
