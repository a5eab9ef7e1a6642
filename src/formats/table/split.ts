/** Splits lines at runs of spaces, with single or double quotes, and the beginning of any table into records. */
import { CsvError, parse } from "csv-parse/sync";
import { isComment, protectErrors } from "./comments";
import type { TableForm } from "./form";

type Written = Pick<TableForm, "delimiter" | "quote" | "escapedBy" | "comment" | "skipLines">;

/** As R writes them, a quote after a backslash does not end the field, except before a blank, as after a path. */
const blankFields = /"((?:\\"(?![ \t]|$)|[^"]|"")*)"|'((?:[^']|'')*)'|([^ \t\r\f]+)/g;

/** Splits a line at runs of spaces; quoted fields may contain blanks. */
export function splitBlanks(line: string, quoted?: boolean[]): string[] {
  const fields: string[] = [];
  for (const [, double, single, bare] of line.matchAll(blankFields)) {
    fields.push(double?.replace(/""|\\"/g, '"') ?? single?.replaceAll("''", "'") ?? bare);
    quoted?.push(bare === undefined);
  }
  return fields;
}

/** Returns the trimmed fields of a line without quotes; none for an empty line or a comment. */
export function splitLine(line: string, delimiter: string, comment: string | undefined): string[] {
  if (delimiter === " ") return isComment(line, comment) ? [] : splitBlanks(line);
  const fields = line.split(delimiter);
  if (/\s/.test(line)) for (let i = 0; i < fields.length; i++) fields[i] = fields[i].trim();
  // A tab before a comment's mark may be a delimiter.
  return (fields.length === 1 && fields[0] === "") || isComment(fields[0], comment) ? [] : fields;
}

/** Returns true for psql's rule below the header, and its row count at the end, in tables with vertical bars. */
export const isRule = (fields: readonly string[], delimiter: string): boolean =>
  delimiter === "|" && fields.length === 1 && /^(-{3,}|-+(\+-+)+|\(\d+ rows?\))$/.test(fields[0]);

export interface Split {
  fields: string[];
  /** True for each field that was quoted. */
  quoted: boolean[];
  /** The line (from 1) that the record ends in. */
  line: number;
}

/** Returns csv-parse's options for a table of this form. */
export const parserOptions = ({ delimiter, quote, escapedBy, comment }: Written) => ({
  delimiter,
  bom: true,
  trim: true,
  skip_empty_lines: true,
  relax_column_count: true,
  record_delimiter: ["\r\n", "\n", "\r"],
  // Databases write these formats without quoting.
  ...((delimiter === "\t" || delimiter === "|") && { relax_quotes: true }),
  ...(escapedBy && { escape: escapedBy }),
  ...(quote && { quote, escape: "\\" }),
  ...(comment && { comment, comment_no_infix: true }),
});

/** Returns the first records of a text, up to one that cannot be read. */
export function splitHead(text: string, form: Written, most: number): Split[] {
  const { delimiter, comment, skipLines = 0 } = form;
  const found: Split[] = [];
  const lines = text.split(/\r\n|\n|\r/);
  if (delimiter === " ") {
    for (let i = skipLines; i < lines.length && found.length < most; i++) {
      if (isComment(lines[i], comment)) continue;
      const quoted: boolean[] = [];
      const fields = splitBlanks(lines[i], quoted);
      if (fields.length > 0) found.push({ fields, quoted, line: i + 1 });
    }
    return found;
  }
  const { quote = '"' } = form;
  if (!text.includes(quote)) {
    for (let i = skipLines; i < lines.length && found.length < most; i++) {
      const fields = splitLine(lines[i], delimiter, comment);
      if (fields.length > 0 && !isRule(fields, delimiter)) found.push({ fields, quoted: [], line: i + 1 });
    }
    return found;
  }
  const rest = protectErrors(lines.slice(skipLines).join("\n"), comment, form.quote);
  let quoted: boolean[] = [];
  try {
    parse(rest, {
      ...parserOptions(form),
      to: most,
      // A callback per field takes most of the time, and is needed only if there are quotes.
      ...(rest.includes(quote) && {
        cast: (field: string, { quoting }: { quoting: boolean }) => {
          quoted.push(quoting);
          return field;
        },
      }),
      on_record: (fields: string[], { lines }) => {
        if (!isRule(fields, delimiter)) found.push({ fields, quoted, line: lines + skipLines });
        quoted = [];
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return found;
}
