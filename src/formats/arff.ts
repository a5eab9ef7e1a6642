/** Weka's ARFF: attributes with their types, then records, dense or sparse. "?" is a missing value. */
import { FormatError } from "./formatError";
import { readLines } from "./lines";

export interface Attribute {
  name: string;
  /** Values of a nominal attribute, in the order of the file. */
  values?: string[];
}

/** Larger than any real table. */
const maxAttributes = 100_000;

/**
 * Calls `begin` with the attributes, then the function it returns with the fields of every record ("" for missing ones)
 * and the record's line. Throws FormatError.
 */
export async function readArff(
  chunks: AsyncIterable<Uint8Array>,
  begin: (attributes: Attribute[]) => (fields: string[], line: number) => void,
): Promise<void> {
  const attributes: Attribute[] = [];
  const known: (ReadonlySet<string> | undefined)[] = [];
  let take: ReturnType<typeof begin> | undefined;
  await readLines(chunks, (text, line) => {
    const trimmed = text.trim();
    if (trimmed === "" || trimmed.startsWith("%")) return;
    if (take) {
      const fields = fieldsOf(trimmed, attributes, line);
      fields.forEach((field, i) => {
        if (field === "" || known[i]?.has(field) !== false) return;
        throw new FormatError("arff-value", { line, name: attributes[i].name, field: field.slice(0, 40) });
      });
      return take(fields, line);
    }
    if (/^@attribute\s/i.test(trimmed)) attributes.push(attributeOf(trimmed.slice(10).trim(), line));
    else if (/^@data\b/i.test(trimmed)) {
      take = begin(attributes);
      for (const { values } of attributes) known.push(values && new Set(values));
    } else if (!/^@relation\b/i.test(trimmed))
      throw new FormatError("arff-header", { line, text: trimmed.slice(0, 40) });
    if (attributes.length > maxAttributes) throw new FormatError("arff-header", { line, text: "@attribute" });
  });
  if (!take) throw new FormatError("arff-no-data", {});
}

function attributeOf(text: string, line: number): Attribute {
  const [name, end] = tokenAt(text, 0, /[\s{]/, line);
  const type = text.slice(end).trim();
  if (type.startsWith("{") && type.endsWith("}")) return { name, values: split(type.slice(1, -1), line) };
  if (/^(numeric|real|integer|string|date)\b/i.test(type)) return { name };
  throw new FormatError("arff-type", { line, name: name.slice(0, 80), type: type.slice(0, 40) });
}

function fieldsOf(text: string, attributes: Attribute[], line: number): string[] {
  const fields = text.startsWith("{") ? sparse(text, attributes, line) : split(text, line);
  if (fields.length !== attributes.length) {
    throw new FormatError("arff-fields", { line, found: fields.length, expected: attributes.length });
  }
  return fields;
}

/** Parses a sparse record such as "{1 5.2, 3 yes}": omitted values are 0, or a nominal attribute's first value. */
function sparse(text: string, attributes: Attribute[], line: number): string[] {
  const fields = attributes.map(({ values }) => values?.[0] ?? "0");
  const inside = /^\{(.*)\}$/.exec(text)?.[1];
  if (inside === undefined) throw new FormatError("arff-sparse", { line });
  for (let at = 0; at < inside.length; ) {
    const [, blank, digits] = /^([\s,]*)(\d*)\s*/.exec(inside.slice(at, at + 64)) ?? ["", "", ""];
    if (digits === "" && at + blank.length >= inside.length) break;
    const index = digits === "" ? -1 : Number(digits);
    if (!(index >= 0 && index < fields.length)) throw new FormatError("arff-sparse", { line });
    const from = at + blank.length + digits.length;
    const start = from + inside.slice(from).search(/\S|$/);
    const [value, end] = tokenAt(inside, start, /,/, line);
    fields[index] = value;
    at = end;
  }
  return fields;
}

/** Splits a record at commas (or tabs); fields may be quoted. */
function split(text: string, line: number): string[] {
  const fields: string[] = [];
  for (let at = 0; ; at++) {
    while (text[at] === " ") at++;
    const [value, end] = tokenAt(text, at, /[,\t]/, line);
    fields.push(value);
    if (end >= text.length) return fields;
    at = end;
  }
}

const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t" };

/**
 * Returns the value up to its terminator, and the terminator's index. A quoted "?" is a text, a bare one is missing.
 */
function tokenAt(text: string, start: number, end: RegExp, line: number): [value: string, end: number] {
  const quote = text[start];
  if (quote !== "'" && quote !== '"') {
    const found = text.slice(start).search(end);
    const stop = found < 0 ? text.length : start + found;
    const value = text.slice(start, stop).trim();
    return [value === "?" ? "" : value, stop];
  }
  let value = "";
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\" && at + 1 < text.length) value += escapes[text[++at]] ?? text[at];
    else if (text[at] !== quote) value += text[at];
    else {
      const after = text.slice(at + 1).search(end);
      const stop = after < 0 ? text.length : at + 1 + after;
      if (text.slice(at + 1, stop).trim() !== "") break;
      return [value, stop];
    }
  }
  throw new FormatError("arff-quote", { line });
}
