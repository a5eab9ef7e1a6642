/** Syntax errors of JSON: position, message and fix. */
import { createScanner, type ParseError, printParseErrorCode, stripComments } from "jsonc-parser";
import { type Diagnostic, report } from "./finding";
import { nearest } from "./nearest";

interface Fault {
  offset: number;
  length: number;
  diagnostic: Diagnostic;
}

const maxDepth = 100;
/** One megabyte; a config with a thousand layers has a tenth of it. */
const maxCharacters = 2 ** 20;
/** Limit on reported errors, each of which requires a scan of the text. */
const maxFaults = 100;
/** Number of characters before an error that are examined to describe it. */
const telling = 1000;
/** jsonc-parser's SyntaxKind, a const enum that is not available at run time. */
const tokens = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 };

/** Returns an error for a text that is too large for a config. */
export function tooLarge(text: string): Fault | undefined {
  if (text.length <= maxCharacters) return undefined;
  const values = { megabytes: Math.ceil((10 * text.length) / 2 ** 20) / 10, limit: maxCharacters / 2 ** 20 };
  return { offset: 0, length: 1, diagnostic: report("json-syntax/size", [], values) };
}

/** Returns an error for brackets nested so deeply that parsing could exhaust the stack. */
export function findTooDeep(text: string): Fault | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== tokens.end; token = scanner.scan()) {
    if (token === tokens.openBrace || token === tokens.openBracket) depth++;
    if (token === tokens.closeBrace || token === tokens.closeBracket) depth--;
    if (depth > maxDepth) {
      const offset = scanner.getTokenOffset();
      return { offset, length: 1, diagnostic: report("json-syntax/depth", [], { limit: maxDepth }) };
    }
  }
  return undefined;
}

/** Errors after which the parser cannot recover, so that its further errors are meaningless. */
const hopeless = new Set(["UnexpectedEndOfString", "UnexpectedEndOfComment"]);
const atTheEnd = new Set(["CloseBraceExpected", "CloseBracketExpected"]);

/** Removes consequential errors: only the first error of a line counts, and none that directly follows another. */
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
    faults.push({ offset, length, diagnostic: describe(code, text, offset, length) });
    if (hopeless.has(code) || faults.length === maxFaults) break;
  }
  return faults;
}

function describe(code: string, text: string, offset: number, length: number): Diagnostic {
  const before = text.slice(Math.max(0, offset - telling), offset);
  const found = text.slice(offset, offset + length);
  switch (code) {
    case "InvalidSymbol":
      return describeSymbol(found, before, text.slice(offset + length));
    case "InvalidNumberFormat":
    case "UnexpectedEndOfNumber":
      return report("json-syntax/number", [], {});
    case "PropertyNameExpected":
      return report(found === "," ? "json-syntax/extra-comma" : "json-syntax/key", [], {});
    case "ValueExpected":
      return describeMissingValue(found, before, text);
    case "ColonExpected":
      return report("json-syntax/colon", [], {});
    case "CommaExpected":
      return describeMissingComma(found, before);
    case "CloseBraceExpected":
      return report("json-syntax/end-brace", [], {});
    case "CloseBracketExpected":
      return report("json-syntax/end-bracket", [], {});
    case "EndOfFileExpected":
      return report("json-syntax/after-end", [], {});
    case "UnexpectedEndOfComment":
      return report("json-syntax/comment", [], {});
    case "UnexpectedEndOfString":
      return report("json-syntax/string", [], {});
    case "InvalidUnicode":
      return report("json-syntax/unicode", [], {});
    case "InvalidEscapeCharacter":
      return report("json-syntax/escape", [], {});
    default:
      return report("json-syntax/character", [], {});
  }
}

function describeMissingComma(found: string, before: string): Diagnostic {
  if (found === "}") return report("json-syntax/bracket", [], {});
  if (found === "]") return report("json-syntax/brace", [], {});
  const startsWithZero = /\d/.test(found) && /\b0$/.test(before);
  return report(startsWithZero ? "json-syntax/leading-zero" : "json-syntax/comma", [], {});
}

function describeMissingValue(found: string, before: string, text: string): Diagnostic {
  if (stripComments(text).trim() === "") return report("json-syntax/empty", [], {});
  const isExtra = found === "," && !/:\s*$/.test(before);
  return report(isExtra ? "json-syntax/extra-comma" : "json-syntax/value", [], {});
}

function describeSymbol(found: string, before: string, rest: string): Diagnostic {
  if (found.startsWith("'")) return report("json-syntax/single-quotes", [], {});
  if (before.endsWith('"')) return report("json-syntax/after-string", [], { found });
  if (/^[\w$-]+$/.test(found) && /^\s*:/.test(rest)) return report("json-syntax/unquoted-key", [], { found });
  if (/^[+-]?\.\d/.test(found)) return report("json-syntax/leading-point", [], { digits: found.replace(/^[+-]/, "") });
  if (/^\+\d/.test(found)) return report("json-syntax/plus", [], { digits: found.slice(1) });
  if (found === "-" || /^[+-]?(nan|inf|infinity)$/i.test(found)) return report("json-syntax/not-a-number", [], {});
  const literal = nearest(found, ["true", "false", "null"]);
  if (literal) return report("json-syntax/literal", [], { found, near: literal });
  return report(/^[\w./-]+$/.test(found) ? "json-syntax/unquoted-string" : "json-syntax/symbol", [], { found });
}
