/** Inserts a sweep, the one that completion offers, into the text of a config that has none. Comments stay in place. */
import { createScanner } from "jsonc-parser";
import { ConfigDocument } from "../check/document";
import { sweepSchema } from "../schema/sweep";

/** Text to insert at an offset, in UTF-16 units. */
interface Insertion {
  readonly offset: number;
  readonly content: string;
}

/** Returns the insertions in the order of the text; empty if the text is no object. */
export function sweepInsertions(text: string): Insertion[] {
  const { root } = new ConfigDocument(text);
  if (root?.type !== "object") return [];
  const close = root.offset + root.length - 1;
  const last = root.children?.at(-1);
  const lastEnd = last && last.offset + last.length;
  const needsComma = lastEnd !== undefined && !isComma(text, lastEnd);
  // After the comments behind the last key.
  const at = text.slice(0, close).trimEnd().length;
  const lines = sweepLines(/\n([ \t]+)\S/.exec(text)?.[1] ?? "  ");
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const content = `${eol}${lines.join(eol)}${/\n[ \t]*$/.test(text.slice(at, close)) ? "" : eol}`;
  if (!needsComma) return [{ offset: at, content }];
  return lastEnd === at
    ? [{ offset: at, content: `,${content}` }]
    : [
        { offset: lastEnd, content: "," },
        { offset: at, content },
      ];
}

/** Returns true if a comma follows, possibly after comments. */
function isComma(text: string, offset: number): boolean {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  return text[scanner.getTokenOffset()] === ",";
}

/** Returns the lines of the key with the schema's example, each member of the sweep on one line. */
function sweepLines(indent: string): string[] {
  const [example] = (sweepSchema.meta()?.examples ?? []) as object[];
  const members = Object.entries(example).map(([key, value]) => `${indent}${indent}"${key}": ${inOneLine(value)}`);
  return [`${indent}"sweep": {`, ...members.join(",\n").split("\n"), `${indent}}`];
}

const inOneLine = (value: unknown): string =>
  JSON.stringify(value, null, 1).replace(/\n\s*/g, " ").replaceAll("[ ", "[").replaceAll(" ]", "]");
