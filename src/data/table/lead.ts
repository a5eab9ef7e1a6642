/** Lines before a text table: "sep=;", comments, titles. */
import { isComment } from "../../formats/table/comments";
import { plainNumber } from "../../formats/table/number";
import type { Split } from "../../formats/table/split";

export interface Lead {
  skipLines: number;
  separator?: string;
  comment?: string;
  /** Last comment, without its mark; it may hold the column names. */
  commented?: string;
}

/** Returns the "sep=;" line, blank lines and comments before the table. */
export function linesBefore(lines: readonly string[], given: string | undefined): Lead {
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
      // "#" may start the name of a column.
      if (found.comment === undefined || !lines.slice(i).every((each) => isComment(each, found.comment))) break;
      return { skipLines: 0 };
    }
    if (line !== "") found.skipLines = i + 1;
  }
  return found;
}

/** Returns the number of title records before the table: a line of its own, or only the first cell. */
export function titlesBefore(records: readonly Split[]): number {
  const width = usualWidth(records);
  let count = 0;
  for (; count < Math.min(records.length - 1, 20); count++) {
    const { fields } = records[count];
    const filled = fields.filter((field) => field !== "");
    const isShort = fields.length < width && (filled.length <= 1 || fields.length < width - 1) && width > 1;
    const isAlone = width > 2 && filled.length === 1 && plainNumber(filled[0]) === undefined && fields[0] !== "";
    const isName = isShort && width === 2 && /^\S+$/.test(fields[0]) && count === 0;
    // Spreadsheets pad titles, and the empty line below them, with delimiters.
    const isEmpty = count > 0 && filled.length === 0;
    if (!(isShort && !isName) && !((isAlone || isEmpty) && records.length > count + 2)) break;
    if (!isShort && !tableFollows(records, count + 1)) break;
  }
  return count;
}

/** Returns true if the next record has several fields, or if more lines of one text precede a record of names. */
function tableFollows(records: readonly Split[], start: number): boolean {
  const filledOf = (at: number) => records[at].fields.filter((field) => field !== "");
  if (filledOf(start).length > 1) return true;
  let at = start;
  while (
    at < records.length - 1 &&
    filledOf(at).length <= 1 &&
    filledOf(at).every((field) => plainNumber(field) === undefined)
  )
    at++;
  const names = filledOf(at);
  return (
    names.length === records[at].fields.length &&
    names.length > 1 &&
    names.every((name) => plainNumber(name) === undefined)
  );
}

export function usualWidth(records: readonly Split[]): number {
  const times = new Map<number, number>();
  for (const { fields } of records) times.set(fields.length, (times.get(fields.length) ?? 0) + 1);
  return [...times].reduce((best, each) => (each[1] > best[1] ? each : best), [1, 0])[0];
}
