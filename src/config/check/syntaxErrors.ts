/** Faults of the JSON itself, in words and with the mend. */
import { createScanner, type ParseError, printParseErrorCode, stripComments } from "jsonc-parser";
import { nearest } from "./nearest";

interface Fault {
  offset: number;
  length: number;
  message: string;
}

const deepest = 100;
/** jsonc-parser's SyntaxKind, which is only there for its own compiler. */
const tokens = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 };

/** Brackets nested so deeply that parsing them would exhaust the stack. */
export function findTooDeep(text: string): Fault | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== tokens.end; token = scanner.scan()) {
    if (token === tokens.openBrace || token === tokens.openBracket) depth++;
    if (token === tokens.closeBrace || token === tokens.closeBracket) depth--;
    if (depth > deepest) {
      const offset = scanner.getTokenOffset();
      return { offset, length: 1, message: `brackets are nested deeper than ${deepest}; no config needs that` };
    }
  }
  return undefined;
}

/** After these the parser has lost its way, and what it says next is no help. */
const hopeless = new Set(["UnexpectedEndOfString", "UnexpectedEndOfComment"]);
const atTheEnd = new Set(["CloseBraceExpected", "CloseBracketExpected"]);

/** One fault leads to several complaints of the parser: the first of a line is told, and none that follows on its heels. */
export function describeSyntaxErrors(text: string, errors: ParseError[], lineOf: (offset: number) => number): Fault[] {
  const faults: Fault[] = [];
  let line = 0;
  let end = -1;
  for (const { error, offset, length } of errors) {
    const code = printParseErrorCode(error);
    const follows = end >= 0 && (atTheEnd.has(code) || text.slice(end, offset).trim() === "");
    end = offset + length;
    if (follows || lineOf(offset) === line) continue;
    line = lineOf(offset);
    faults.push({ offset, length, message: describe(code, text, offset, length) });
    if (hopeless.has(code)) break;
  }
  return faults;
}

function describe(code: string, text: string, offset: number, length: number): string {
  const before = text.slice(0, offset);
  const found = text.slice(offset, offset + length);
  switch (code) {
    case "InvalidSymbol":
      return describeSymbol(found, before, text.slice(offset + length));
    case "InvalidNumberFormat":
    case "UnexpectedEndOfNumber":
      return "this number is not finished; digits follow a point or an e";
    case "PropertyNameExpected":
      return found === "," ? "one ',' too many; remove it" : "a key in double quotes is expected here";
    case "ValueExpected":
      return describeMissingValue(found, before, text);
    case "ColonExpected":
      return "a ':' is missing between key and value";
    case "CommaExpected":
      return describeMissingComma(found, before);
    case "CloseBraceExpected":
      return "a '}' is missing at the end";
    case "CloseBracketExpected":
      return "a ']' is missing at the end";
    case "EndOfFileExpected":
      return "nothing may follow the config's closing '}'; remove it";
    case "UnexpectedEndOfComment":
      return "this comment is not closed; end it with */";
    case "UnexpectedEndOfString":
      return 'this string is not closed; end it with " on the same line';
    case "InvalidUnicode":
      return "\\u in this string needs four hexadecimal digits";
    case "InvalidEscapeCharacter":
      return "this string has a \\ that starts no known escape; write \\\\ for a backslash";
    default:
      return "a character in this string is not allowed; remove it";
  }
}

function describeMissingComma(found: string, before: string): string {
  if (found === "}") return "a ']' is missing before this";
  if (found === "]") return "a '}' is missing before this";
  return /\d/.test(found) && /\b0$/.test(before)
    ? "a number does not start with 0; remove the zero"
    : "a ',' is missing before this";
}

function describeMissingValue(found: string, before: string, text: string): string {
  if (stripComments(text).trim() === "") return 'the file is empty; a config starts with { "version": 1 }';
  return found === "," && !/:\s*$/.test(before) ? "one ',' too many; remove it" : "a value is missing here";
}

function describeSymbol(found: string, before: string, rest: string): string {
  if (found.startsWith("'")) return "strings stand in double quotes, not in single ones";
  if (before.endsWith('"')) return `'${found}' follows a string at once; is a " or a ',' missing before it?`;
  if (/^[\w$-]+$/.test(found) && /^\s*:/.test(rest)) return `put the key in double quotes: "${found}"`;
  if (/^[+-]?\.\d/.test(found)) return `a number starts with a digit: write 0${found.replace(/^[+-]/, "")}`;
  if (/^\+\d/.test(found)) return `leave the + out: ${found.slice(1)}`;
  if (found === "-" || /^[+-]?(nan|inf|infinity)$/i.test(found)) return "this is no number of JSON; write digits";
  const literal = nearest(found, ["true", "false", "null"]);
  if (literal) return `'${found}' is no JSON; did you mean ${literal}?`;
  return /^[\w./-]+$/.test(found) ? `put the text in double quotes: "${found}"` : `'${found}' is no JSON; remove it`;
}
