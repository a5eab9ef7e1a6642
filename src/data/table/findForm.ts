/** One look at the beginning of a text table: its encoding, what stands before the table, delimiter, header, marks. */
import { FormatError } from "../../formats/formatError";
import { seemsToBe } from "../../formats/signature";
import { isMoment } from "../../formats/table/date";
import { findDelimiter } from "../../formats/table/delimiter";
import { decode, type Encoding, findEncoding } from "../../formats/table/encoding";
import type { GivenForm, TableForm } from "../../formats/table/form";
import { seemsHeader } from "../../formats/table/header";
import { plainNumber } from "../../formats/table/number";
import { NumberEvidence } from "../../formats/table/numberEvidence";
import { type Split, splitHead } from "../../formats/table/split";
import { isMissing } from "../fields";
import { type WordCount, wordsAmongNumbers, wordsThatAreValues } from "./missingWords";
import type { Open } from "./open";

/** So much is looked at, or so much more that whole lines are in it. */
const [usualBytes, mostBytes] = [2 ** 16, 2 ** 23];
const mostRows = 500;

interface Before {
  /** The form of the table that a network was trained on, whose new rows are read. */
  prior?: TableForm | undefined;
  /** What the columns are called that the network learned from. */
  known?: readonly string[] | undefined;
}

interface Found {
  form: TableForm;
  /** Words for what is missing that columns of numbers have, used or not. */
  amongNumbers: ReadonlySet<string>;
}

export async function findForm(open: Open, given: GivenForm, before: Before = {}): Promise<Found> {
  const { head, isWhole } = await readHead(open);
  if (head.length === 0) throw new FormatError("csv-empty", {});
  const encoding = given.encoding ?? (await findEncoding(head, open));
  refuseNoText(head, encoding);
  const text = wholeLines(decode(head, encoding), isWhole);
  return ofText(text, given, encoding, before);
}

/** The same bytes, however the file comes in pieces. */
async function readHead(open: Open): Promise<{ head: Uint8Array; isWhole: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let lines = 0;
  let linesEnd = 0;
  for await (const chunk of open()) {
    parts.push(chunk);
    for (let at = chunk.indexOf(10); at >= 0 && lines < 4; at = chunk.indexOf(10, at + 1)) {
      lines++;
      linesEnd = length + at + 1;
    }
    length += chunk.length;
    if (length > mostBytes || (length > usualBytes && lines >= 4)) break;
  }
  const end = Math.max(usualBytes, lines >= 4 ? linesEnd : mostBytes) & ~1;
  return { head: Buffer.concat(parts).subarray(0, end), isWhole: length <= end };
}

function refuseNoText(head: Uint8Array, encoding: Encoding): void {
  const kind = seemsToBe(head);
  const isWide = encoding === "utf-16le" || encoding === "utf-16be";
  if (!isWide && kind !== "text" && head.subarray(0, 4096).includes(0)) {
    throw new FormatError("csv-magic/binary", { found: kind });
  }
  if (kind === "a web page") throw new FormatError("csv-magic/web-page", {});
}

function wholeLines(text: string, isWhole: boolean): string {
  const end = isWhole ? 0 : text.lastIndexOf("\n");
  return end > 0 ? text.slice(0, end) : text;
}

function ofText(text: string, given: GivenForm, encoding: Encoding, { prior, known }: Before): Found {
  const lines = text.split(/\r\n|\n|\r/);
  const lead =
    given.skipLines === undefined ? linesBefore(lines, given.comment) : ({ skipLines: given.skipLines } as Lead);
  const { separator, commented, comment = given.comment } = lead;
  const used = lines.slice(lead.skipLines).filter((line) => line.trim() !== "" && !isComment(line, comment));
  const delimiter = given.delimiter ?? separator ?? delimiterOf(used.slice(0, 200), prior);
  const quote = singleQuotes(used, delimiter) ? ("'" as const) : undefined;
  const written = { delimiter, ...(quote && { quote }), ...(comment && { comment }) };
  let skipLines = lead.skipLines;
  let records = splitHead(text, { ...written, skipLines }, mostRows);
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

const isComment = (line: string, comment: string | undefined): boolean =>
  comment !== undefined && line.trimStart().startsWith(comment);

interface Lead {
  skipLines: number;
  separator?: string;
  comment?: string;
  /** The last comment, without its mark: it may hold the names. */
  commented?: string;
}

/** "sep=;", blank lines and comments. */
function linesBefore(lines: readonly string[], given: string | undefined): Lead {
  const found: Lead = { skipLines: 0 };
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i].trim();
    const separator = /^"?sep=(.)"?[,;\t|]*$/i.exec(lines[i].trimEnd() === "sep=" ? lines[i] : line)?.[1];
    const mark = given ?? /^[#%]/.exec(line)?.[0];
    if (i === 0 && separator !== undefined) found.separator = separator;
    else if (mark !== undefined && line.startsWith(mark)) {
      found.comment = mark;
      found.commented = line.slice(mark.length).trim();
    } else if (line !== "") {
      // "#" may be the name of a column.
      if (found.comment === undefined || !lines.slice(i).every((each) => isComment(each, found.comment))) break;
      return { skipLines: 0 };
    }
    if (line !== "") found.skipLines = i + 1;
  }
  return found;
}

function delimiterOf(lines: readonly string[], prior: TableForm | undefined): string {
  const found = findDelimiter(lines);
  if (!prior) return found ?? ",";
  const usual = prior.delimiter;
  const fits = usual === " " ? found === " " : lines.length > 0 && lines[0].includes(usual);
  return fits || found === undefined ? usual : found;
}

/** Weka quotes so: whole fields between single quotes, and none between double ones. */
function singleQuotes(lines: readonly string[], delimiter: string): boolean {
  if (delimiter === " " || lines.some((line) => line.includes('"') && !line.includes("'"))) return false;
  const fields = lines.flatMap((line) => line.split(delimiter).map((field) => field.trim()));
  const opened = fields.filter((field) => field.startsWith("'"));
  const closed = fields.filter((field) => field.endsWith("'"));
  return opened.length > 0 && opened.length === closed.length;
}

/** How many records before the table have less than it: a title, in a line of its own or in the first cell. */
function titlesBefore(records: readonly Split[]): number {
  const width = usualWidth(records);
  let count = 0;
  for (; count < Math.min(records.length - 1, 20); count++) {
    const { fields } = records[count];
    const filled = fields.filter((field) => field !== "");
    const isShort = fields.length < width && (filled.length <= 1 || fields.length < width - 1) && width > 1;
    const isAlone = width > 2 && filled.length === 1 && plainNumber(filled[0]) === undefined && fields[0] !== "";
    const isName = isShort && width === 2 && /^\S+$/.test(fields[0]) && count === 0;
    if (!(isShort && !isName) && !(isAlone && records.length > count + 2)) break;
    if (isAlone && !isShort && records[count + 1].fields.filter((field) => field !== "").length <= 1) break;
  }
  return count;
}

function usualWidth(records: readonly Split[]): number {
  const times = new Map<number, number>();
  for (const { fields } of records) times.set(fields.length, (times.get(fields.length) ?? 0) + 1);
  return [...times].reduce((best, each) => (each[1] > best[1] ? each : best), [1, 0])[0];
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
  const trailing =
    width > 1 && rest.length > 0 && rest.every((fields) => fields[width - 1] === "") && (first[width - 1] ?? "") === "";
  if (trailing) width--;
  const rowNames = rest.length > 0 && first.length === width - 1 && !trailing && given.header !== false;
  const rows = rest.map((fields) => (rowNames ? fields.slice(1) : fields.slice(0, width)));
  const counts = given.header === undefined ? classesOfCounts(first, rest, width) : undefined;
  const isNumber = (field: string) => isMissing(field) || isNumberLike(field);
  const names =
    !counts && given.header === undefined ? namesOfComment(commented, common.delimiter, all, isNumber) : undefined;
  const header =
    !counts &&
    !names &&
    (given.header ??
      headerOfKnown(first, prior, known, isNumber) ??
      (rowNames || seemsHeader(first.slice(0, width), rows, isNumber)));
  const examples =
    counts || header ? rows : all.filter((fields) => fields.length >= width).map((each) => each.slice(0, width));
  const columns = header ? first : (names ?? Array.from({ length: width }, (_, i) => String(i + 1)));
  const skipLines = counts ? records[0].line : common.skipLines;
  const decimal = given.decimal ?? ofThousands(given) ?? priorDecimal(common, prior) ?? decimalOf(examples);
  const words = countWords(columns, examples);
  const amongNumbers = wordsAmongNumbers(words);
  // What the training table has of them is a value in every later table, and nothing else is.
  const found = prior ? prior.values : wordsThatAreValues(words, amongNumbers);
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
    ...(trailing && { trailing }),
    ...(counts && { classes: counts }),
    ...(values && { values }),
  };
  return { form, amongNumbers };
}

/** New rows have a header where it names what the network learned from; without one they are as the others were. */
function headerOfKnown(
  first: string[],
  prior: TableForm | undefined,
  known: readonly string[] = [],
  isNumber: (field: string) => boolean,
): boolean | undefined {
  if (!prior) return undefined;
  if (known.length > 0 && known.every((name) => first.includes(name))) return true;
  return prior.header === true && !first.some((field) => field !== "" && isNumber(field));
}

const ofThousands = ({ thousands }: GivenForm) => (thousands === "." ? "," : thousands === "," ? "." : undefined);

/** New rows have the marks of the others, unless another program wrote them. */
const priorDecimal = ({ delimiter }: Common, prior: TableForm | undefined) =>
  prior && prior.delimiter === delimiter ? prior.decimal : undefined;

function isNumberLike(field: string): boolean {
  const evidence = new NumberEvidence();
  evidence.add(field, "");
  return evidence.likely > 0 && evidence.resolve({ decimal: undefined, fileDecimal: "." }) !== undefined;
}

/** "150,4,setosa,versicolor,virginica": how many rows and inputs, and the names of the classes 0, 1, 2. */
function classesOfCounts(first: string[], rows: string[][], width: number): string[] | undefined {
  const [count, inputs, ...classes] = first;
  if (rows.length === 0 || classes.length < 2 || Number(inputs) !== width - 1) return undefined;
  if (!/^\d+$/.test(count ?? "") || Number(count) < rows.length) return undefined;
  if (classes.some((name) => name === "" || plainNumber(name) !== undefined)) return undefined;
  const labels = new Set(rows.map((fields) => fields[width - 1]));
  return [...labels].every((label) => Number(label) >= 0 && Number(label) < classes.length) ? classes : undefined;
}

/** "# a,b,label" above numbers, as numpy.savetxt writes its header. */
function namesOfComment(
  comment: string | undefined,
  delimiter: string,
  records: string[][],
  isNumber: (field: string) => boolean,
): string[] | undefined {
  if (!comment || records.length === 0 || !records[0].some(isNumber)) return undefined;
  const [names] = splitHead(comment, { delimiter }, 1).map(({ fields }) => fields);
  const areNames = names?.length === records[0].length && names.every((name) => name !== "" && !isNumber(name));
  return areNames && new Set(names).size === names.length && names.length > 1 ? names : undefined;
}

/** The mark that at least one column leaves no doubt about, and none contradicts. */
function decimalOf(rows: string[][]): "." | "," | undefined {
  const found = new Set<string>();
  for (let i = 0; i < (rows[0]?.length ?? 0); i++) {
    const evidence = new NumberEvidence();
    for (const row of rows) if (!isMissing(row[i] ?? "")) evidence.add(row[i], "");
    const sure = evidence.likely > evidence.texts ? evidence.sureDecimal : undefined;
    if (sure) found.add(sure);
  }
  const [mark] = found;
  return found.size === 1 ? (mark as "." | ",") : undefined;
}

function countWords(names: string[], rows: string[][]): WordCount[] {
  return names.map((name, i) => {
    const fields = rows.map((row) => row[i] ?? "");
    const there = fields.filter((field) => !isMissing(field));
    const texts = there.filter((field) => !isNumberLike(field) && !isMoment(field)).length;
    const words = new Map<string, number>();
    for (const field of fields) {
      if (field !== "" && isMissing(field)) words.set(field, (words.get(field) ?? 0) + 1);
    }
    return { name, fields: fields.length, numbers: there.length - texts, texts, words };
  });
}
