/** Splits the text of an expression into tokens. */
import { ExpressionError, type Span } from "./error";

export type Token = Span &
  (
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "text"; readonly value: string }
    | { readonly kind: "word"; readonly value: string }
    | { readonly kind: "sign"; readonly value: string }
  );

/** Operators, longest first. */
const signs = [
  "&&",
  "||",
  "==",
  "!=",
  "<=",
  ">=",
  "<",
  ">",
  "!",
  "+",
  "-",
  "*",
  "/",
  "%",
  "(",
  ")",
  "[",
  "]",
  ".",
  ",",
  ":",
];
/** Operators of other languages. */
const foreign: Record<string, string> = {
  "===": "==",
  "!==": "!=",
  "<>": "!=",
  "=": "==",
  "&": "&&",
  "|": "||",
  "≤": "<=",
  "≥": ">=",
};
const foreignSigns = Object.keys(foreign).sort((a, b) => b.length - a.length);

const space = /\s+/y;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy;

const lengthLimit = 2000;

export function tokenize(text: string): Token[] {
  if (text.length > lengthLimit) {
    const rest = { offset: lengthLimit, length: text.length - lengthLimit };
    throw new ExpressionError("bad-expression/length", { limit: lengthLimit }, rest);
  }
  const tokens: Token[] = [];
  for (let offset = 0; offset < text.length; ) {
    const blank = match(space, text, offset);
    if (blank !== undefined) {
      offset += blank.length;
      continue;
    }
    const token = tokenAt(text, offset);
    tokens.push(token);
    offset += token.length;
  }
  return tokens;
}

function tokenAt(text: string, offset: number): Token {
  const first = text[offset];
  if (first === '"' || first === "'") return textAt(text, offset);
  const digits = match(number, text, offset);
  if (digits !== undefined) return numberAt(text, digits, offset);
  const letters = match(word, text, offset);
  if (letters !== undefined) return { kind: "word", value: letters, offset, length: letters.length };
  const found = [...foreignSigns, ...signs]
    .filter((each) => text.startsWith(each, offset))
    .reduce<string | undefined>(
      (longest, each) => (longest && longest.length >= each.length ? longest : each),
      undefined,
    );
  if (found !== undefined && found in foreign) {
    const values = { found, right: foreign[found] };
    throw new ExpressionError("bad-expression/operator", values, { offset, length: found.length });
  }
  if (found !== undefined) return { kind: "sign", value: found, offset, length: found.length };
  const character = String.fromCodePoint(text.codePointAt(offset) as number);
  throw new ExpressionError("bad-expression/character", { found: character }, { offset, length: character.length });
}

/** Rejects a letter or a point after a number, such as 3x or 1.2.3. */
function numberAt(text: string, digits: string, offset: number): Token {
  const end = offset + digits.length;
  const more = match(word, text, end) ?? (text[end] === "." ? "." : "");
  if (more !== "") {
    const found = digits + more;
    throw new ExpressionError("bad-expression/number", { found }, { offset, length: found.length });
  }
  return { kind: "number", value: Number(digits), offset, length: digits.length };
}

/** Parses a quoted text; a backslash escapes the next character. */
function textAt(text: string, offset: number): Token {
  let value = "";
  for (let at = offset + 1; at < text.length; at++) {
    if (text[at] === text[offset]) return { kind: "text", value, offset, length: at + 1 - offset };
    if (text[at] === "\\") at++;
    value += text[at] ?? "";
  }
  throw new ExpressionError("bad-expression/unclosed", {}, { offset, length: text.length - offset });
}

function match(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}
