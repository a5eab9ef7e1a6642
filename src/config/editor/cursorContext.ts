/** Where in a config's text somebody writes, whole or half written: what a completion would be put into. */
import { createScanner, getLocation } from "jsonc-parser";
import type { Path } from "../check/finding";
import type { Stretch } from "./outline";

export interface CursorContext {
  /** Of the value that is written, or of the key, then as far as it is written. */
  path: Path;
  isKey: boolean;
  /** Whether it stands between quotes. */
  quoted: boolean;
  /** What is there already, without its quotes; of length 0 where nothing is. */
  written: Stretch;
  /** The same with its quotes. */
  whole: Stretch;
}

/** jsonc-parser's SyntaxKind and ScanError, which exist for its own compiler alone. */
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

/** Undefined where neither key nor value can be written: in a comment, behind a value, within a number. */
export function cursorContext(text: string, offset: number): CursorContext | undefined {
  const scanner = createScanner(text, false);
  let before: number | undefined;
  for (let kind: number = scanner.scan(); kind !== endOfFile; kind = scanner.scan()) {
    const start = scanner.getTokenOffset();
    if (start >= offset) break;
    const end = start + scanner.getTokenLength();
    if (kind === kinds.lineComment || kind === kinds.blockComment) {
      // A line comment goes on to its line's end, that included.
      if (offset < end || (kind === kinds.lineComment && offset === end)) return undefined;
      continue;
    }
    if (kind === kinds.string) {
      const isOpen = Number(scanner.getTokenError()) === stringNeverEnds;
      if (offset < end || (isOpen && offset === end)) {
        // Of a string that was never closed only what stands before the pointer is meant to be in it.
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
  // Before a value that is there already nothing can be put.
  return /^["\w{[-]/.test(text.slice(offset, offset + 1))
    ? undefined
    : placed(text, offset, before, false, nothing, nothing);
}

/** @param before the token before it */
function placed(
  text: string,
  offset: number,
  before: number | undefined,
  quoted: boolean,
  written: Stretch,
  whole: Stretch,
): CursorContext | undefined {
  const { path, isAtPropertyKey: isKey } = getLocation(text, offset);
  const begins = before === undefined && path.length === 0;
  const opens = isKey
    ? before === kinds.openBrace || before === kinds.comma
    : before === kinds.colon || before === kinds.openBracket || before === kinds.comma;
  return begins || opens ? { path, isKey, quoted, written, whole } : undefined;
}
