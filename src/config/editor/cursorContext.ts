/** The position in a config's text, complete or partial, at which a completion is inserted. */
import { createScanner, getLocation } from "jsonc-parser";
import type { Path } from "../check/finding";
import type { TextRange } from "./outline";

export interface CursorContext {
  /** Path of the value, or of the key as far as it is typed. */
  path: Path;
  isKey: boolean;
  /** True if the text is between quotes. */
  quoted: boolean;
  /** Range of the existing text, without quotes; of length 0 if there is none. */
  written: TextRange;
  /** Range of the existing text, with quotes. */
  whole: TextRange;
}

/** jsonc-parser's SyntaxKind and ScanError, const enums that are not available at run time. */
const kinds = {
  openBrace: 1,
  openBracket: 3,
  comma: 5,
  colon: 6,
  string: 10,
  lineComment: 12,
  blockComment: 13,
} as const;
const [lineBreak, space, unknown, endOfFile] = [14, 15, 16, 17] as const;
const stringNeverEnds = 2;

/** Returns the context; undefined where nothing can be written: in a comment, after a value, within a number. */
export function cursorContext(text: string, offset: number): CursorContext | undefined {
  const scanner = createScanner(text, false);
  let before: number | undefined;
  for (let kind: number = scanner.scan(); kind !== endOfFile; kind = scanner.scan()) {
    const start = scanner.getTokenOffset();
    if (start >= offset) break;
    const end = start + scanner.getTokenLength();
    if (kind === kinds.lineComment || kind === kinds.blockComment) {
      // A line comment includes the end of its line.
      if (offset < end || (kind === kinds.lineComment && offset === end)) return undefined;
      continue;
    }
    if (kind === kinds.string) {
      const isOpen = Number(scanner.getTokenError()) === stringNeverEnds;
      if (offset < end || (isOpen && offset === end)) {
        // An unclosed string is meant to contain only the text before the cursor.
        const close = isOpen ? offset : end - 1;
        const whole = { offset: start, length: (isOpen ? offset : end) - start };
        return placed(text, offset, before, true, { offset: start + 1, length: close - start - 1 }, whole);
      }
    }
    if (kind === unknown && offset <= end) {
      const word = { offset: start, length: end - start };
      return placed(text, offset, before, false, word, word);
    }
    if (kind !== lineBreak && kind !== space) before = kind;
  }
  const nothing = { offset, length: 0 };
  // Nothing can be inserted before an existing value.
  return /^["\w{[-]/.test(text.slice(offset, offset + 1))
    ? undefined
    : placed(text, offset, before, false, nothing, nothing);
}

/** @param before kind of the preceding token */
function placed(
  text: string,
  offset: number,
  before: number | undefined,
  quoted: boolean,
  written: TextRange,
  whole: TextRange,
): CursorContext | undefined {
  const { path, isAtPropertyKey: isKey } = getLocation(text, offset);
  const begins = before === undefined && path.length === 0;
  const opens = isKey
    ? before === kinds.openBrace || before === kinds.comma
    : before === kinds.colon || before === kinds.openBracket || before === kinds.comma;
  return begins || opens ? { path, isKey, quoted, written, whole } : undefined;
}
