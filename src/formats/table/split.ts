/** Lines as fields, where runs of blanks or single quotes separate them, and the beginning of any table at once. */
import { CsvError, parse } from "csv-parse/sync";
import type { TableForm } from "./form";

type Written = Pick<TableForm, "delimiter" | "quote" | "comment" | "skipLines">;

const blankFields = /"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([^ \t\r\f]+)/g;

/** Fields between runs of blanks; quoted ones hold blanks. */
export function splitBlanks(line: string): string[] {
  const fields: string[] = [];
  for (const [, double, single, bare] of line.matchAll(blankFields)) {
    fields.push(double?.replaceAll('""', '"') ?? single?.replaceAll("''", "'") ?? bare);
  }
  return fields;
}

export interface Split {
  fields: string[];
  /** The line (from 1) that the record ends in. */
  line: number;
}

/** The options of csv-parse for a table of this form. */
export const parserOptions = ({ delimiter, quote, comment }: Written) => ({
  delimiter,
  bom: true,
  trim: true,
  skip_empty_lines: true,
  relax_column_count: true,
  record_delimiter: ["\r\n", "\n", "\r"],
  ...(delimiter === "\t" && { relax_quotes: true }),
  ...(quote && { quote, escape: "\\" }),
  ...(comment && { comment, comment_no_infix: true }),
});

/** The first records of a text. A record that cannot be read ends them. */
export function splitHead(text: string, form: Written, most: number): Split[] {
  const { delimiter, comment, skipLines = 0 } = form;
  const found: Split[] = [];
  const lines = text.split(/\r\n|\n|\r/);
  if (delimiter === " ") {
    for (let i = skipLines; i < lines.length && found.length < most; i++) {
      if (comment && lines[i].trimStart().startsWith(comment)) continue;
      const fields = splitBlanks(lines[i]);
      if (fields.length > 0) found.push({ fields, line: i + 1 });
    }
    return found;
  }
  const rest = lines.slice(skipLines).join("\n");
  try {
    parse(rest, {
      ...parserOptions(form),
      to: most,
      on_record: (fields: string[], { lines }) => {
        found.push({ fields, line: lines + skipLines });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return found;
}
