/** How a text table is written, in sentences: what differs from plain UTF-8 with commas, points and a header. */
import type { Encoding } from "../../formats/table/encoding";
import type { TableForm } from "../../formats/table/form";
import type { ColumnScan } from "../csvScan";
import { counted, listed, quoted } from "./suggestion";

const encodings: Record<Encoding, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16 (big-endian)",
  "windows-1252": "Windows-1252",
};

export function describeForm(form: TableForm, scans: readonly ColumnScan[]): string[] {
  const { delimiter, decimal, encoding, skipLines, comment, header, names, rowNames, trailing, quote, classes } = form;
  const sentences: string[] = [];
  if (delimiter !== ",") {
    const between = delimiter === " " ? "blanks" : delimiter === "\t" ? "tabs" : quoted(delimiter);
    sentences.push(`Fields are separated by ${between}.`);
  }
  if (decimal === ",") sentences.push("Decimals have commas.");
  if (encoding && encoding !== "utf-8") sentences.push(`The text is encoded in ${encodings[encoding]}.`);
  if (quote) sentences.push("Single quotes enclose fields.");
  if (skipLines && !classes)
    sentences.push(`${counted(skipLines, "line")} before the table ${skipLines === 1 ? "is" : "are"} skipped.`);
  if (comment) sentences.push(`Lines that begin with ${quoted(comment)} are comments.`);
  if (names) sentences.push("The names of the columns stand in a comment.");
  else if (classes) sentences.push(`The first line counts rows and inputs and names the classes: ${listed(classes)}.`);
  else if (!header) sentences.push("No line names the columns: they are called 1, 2, and so on.");
  if (rowNames) sentences.push("Each row begins with a name that the header does not count: it is left out.");
  if (trailing) sentences.push("Each line ends with a delimiter.");
  for (const [column, words] of Object.entries(form.values ?? {})) {
    sentences.push(
      `In ${quoted(column)} ${listed(words)} ${words.length === 1 ? "is a value" : "are values"}, not missing.`,
    );
  }
  return [...sentences, ...describeNumbers(scans, decimal)];
}

function describeNumbers(scans: readonly ColumnScan[], decimal: "." | ","): string[] {
  const ways = new Map<string, string[]>();
  for (const { name, format, isNumeric } of scans) {
    const { unit, thousands, percent, signs } = format;
    const parts = [
      unit !== undefined && `the unit ${quoted(unit)}`,
      percent && "percent, read as hundredths",
      thousands !== undefined && `thousands marked by ${thousands === " " ? "blanks" : quoted(thousands)}`,
      format.decimal !== decimal && `the decimal mark ${quoted(format.decimal)}`,
      signs && "negative numbers in parentheses or with a long dash",
    ].filter((part) => typeof part === "string");
    if (!isNumeric || parts.length === 0) continue;
    const way = parts.join(", ");
    ways.set(way, [...(ways.get(way) ?? []), name]);
  }
  return Array.from(ways, ([way, names]) => `Numbers of ${listed(names)}: ${way}.`);
}
