/** Faults of the JSON itself, in words and with the mend. */
import { type ParseError, printParseErrorCode } from "jsonc-parser";
import { nearest } from "./nearest";

interface Fault {
  offset: number;
  length: number;
  message: string;
}

/** After these the parser has lost its way, and what it says next is no help. */
const hopeless = new Set(["UnexpectedEndOfString", "UnexpectedEndOfComment"]);
const atTheEnd = new Set(["CloseBraceExpected", "CloseBracketExpected"]);

/** One fault leads to several complaints of the parser: the first of a line is told. */
export function describeSyntaxErrors(text: string, errors: ParseError[], lineOf: (offset: number) => number): Fault[] {
  const faults: Fault[] = [];
  let line = 0;
  for (const { error, offset, length } of errors) {
    const code = printParseErrorCode(error);
    if (lineOf(offset) === line || (atTheEnd.has(code) && faults.length > 0)) continue;
    line = lineOf(offset);
    faults.push({
      offset,
      length,
      message: describe(code, text.slice(offset, offset + length), text, offset),
    });
    if (hopeless.has(code)) break;
  }
  return faults;
}

function describe(code: string, found: string, text: string, offset: number): string {
  switch (code) {
    case "InvalidSymbol":
      return describeSymbol(found, text.slice(offset + found.length));
    case "InvalidNumberFormat":
    case "UnexpectedEndOfNumber":
      return "this number is not finished; digits follow a point or an e";
    case "PropertyNameExpected":
      return found === "," ? "one ',' too many; remove it" : "a key in double quotes is expected here";
    case "ValueExpected":
      return describeMissingValue(found, text);
    case "ColonExpected":
      return "a ':' is missing between key and value";
    case "CommaExpected":
      return /\d/.test(found) && /\b0$/.test(text.slice(0, offset))
        ? "a number does not start with 0; remove the zero"
        : "a ',' is missing before this";
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
      return "this is not JSON";
  }
}

/** @param rest the text after it */
function describeSymbol(found: string, rest: string): string {
  if (found.startsWith("'")) return "strings stand in double quotes, not in single ones";
  if (/^[\w$-]+$/.test(found) && /^\s*:/.test(rest)) return `put the key in double quotes: "${found}"`;
  if (/^[+-]?\.\d/.test(found)) return `a number starts with a digit: write 0${found.replace(/^[+-]/, "")}`;
  if (/^\+\d/.test(found)) return `leave the + out: ${found.slice(1)}`;
  if (/^[+-]?(nan|inf|infinity)$/i.test(found)) return `JSON has no ${found}; give a number`;
  const literal = nearest(found, ["true", "false", "null"]);
  if (literal) return `'${found}' is no JSON; did you mean ${literal}?`;
  return /^[\w./-]+$/.test(found) ? `put the text in double quotes: "${found}"` : `'${found}' is no JSON; remove it`;
}

function describeMissingValue(found: string, text: string): string {
  if (text.trim() === "") return 'the file is empty; a config starts with { "version": 1 }';
  return found === "," ? "one ',' too many, or a value is missing before it" : "a value is missing here";
}
