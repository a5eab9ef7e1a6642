/** Lint messages about a config as JSON, and as a value of the schema, each for one position in the text. */
import { lintOf } from "./message";

const error = lintOf("error");

/** Formats values as JSON, separated by commas. */
const listed = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(", ");
const oneOf = (values: readonly unknown[]) => `${values.length > 1 ? "one of " : ""}${listed(values)}`;

/** Descriptions of types by their names in zod. */
const typeNames: Record<string, string> = {
  int: "a whole number",
  number: "a number",
  string: "a string in double quotes",
  boolean: "true or false",
  object: "an object { … }",
  array: "a list [ … ]",
  tuple: "a list [ … ]",
};

const entries = (count: number) => `${count} ${count === 1 ? "entry" : "entries"}`;

export const configSyntaxMessages = {
  "json-syntax/size": error<{ megabytes: number; limit: number }>(
    ({ megabytes, limit }) => `the config has ${megabytes} MB, and at most ${limit} MB is read; remove unused parts`,
  ),
  "json-syntax/depth": error<{ limit: number }>(
    ({ limit }) => `brackets are nested deeper than ${limit} levels; remove the extra levels`,
  ),
  "json-syntax/number": error(() => "this number is incomplete; add digits after the point or the e"),
  "json-syntax/extra-comma": error(() => "there is one ',' too many; remove it"),
  "json-syntax/key": error(() => "a key in double quotes is expected here"),
  "json-syntax/colon": error(() => "a ':' is missing between key and value"),
  "json-syntax/comma": error(() => "a ',' is missing before this"),
  "json-syntax/bracket": error(() => "a ']' is missing before this"),
  "json-syntax/brace": error(() => "a '}' is missing before this"),
  "json-syntax/end-brace": error(() => "a '}' is missing at the end"),
  "json-syntax/end-bracket": error(() => "a ']' is missing at the end"),
  "json-syntax/leading-zero": error(() => "a number cannot start with 0; remove the zero"),
  "json-syntax/after-end": error(() => "nothing may follow the config's closing '}'; remove it"),
  "json-syntax/comment": error(() => "this comment is not closed; end it with */"),
  "json-syntax/string": error(() => 'this string is not closed; end it with " on the same line'),
  "json-syntax/unicode": error(() => "\\u in this string needs four hexadecimal digits"),
  "json-syntax/escape": error(() => "this string has an unknown escape sequence; write \\\\ for a backslash"),
  "json-syntax/character": error(() => "a character in this string is not allowed; remove it"),
  "json-syntax/empty": error(() => 'the file is empty; a config starts with { "version": 1 }'),
  "json-syntax/value": error(() => "a value is missing here"),
  "json-syntax/single-quotes": error(() => "strings need double quotes, not single ones"),
  "json-syntax/after-string": error<{ found: string }>(
    ({ found }) => `'${found}' follows a string immediately; add the missing " or ',' before it`,
  ),
  "json-syntax/unquoted-key": error<{ found: string }>(({ found }) => `put the key in double quotes: "${found}"`),
  "json-syntax/leading-point": error<{ digits: string }>(
    ({ digits }) => `a number starts with a digit; write 0${digits}`,
  ),
  "json-syntax/plus": error<{ digits: string }>(({ digits }) => `a number has no leading +; write ${digits}`),
  "json-syntax/not-a-number": error(() => "this is not a JSON number; write digits"),
  "json-syntax/literal": error<{ found: string; near: string }>(
    ({ found, near }) => `'${found}' is not valid JSON; did you mean ${near}?`,
  ),
  "json-syntax/unquoted-string": error<{ found: string }>(({ found }) => `put the string in double quotes: "${found}"`),
  "json-syntax/symbol": error<{ found: string }>(({ found }) => `'${found}' is not valid JSON; remove it`),
  "duplicate-key": error<{ key: string }>(({ key }) => `duplicate key '${key}'; keep one of them`),
  "unknown-key/near": error<{ key: string; near: string }>(
    ({ key, near }) => `unknown key '${key}'; did you mean '${near}'?`,
  ),
  "unknown-key/near-present": error<{ key: string; near: string }>(
    ({ key, near }) => `unknown key '${key}'; did you mean '${near}', which is already present?`,
  ),
  "unknown-key": error<{ key: string; keys: readonly string[] }>(
    ({ key, keys }) => `unknown key '${key}'; the keys here are: ${keys.join(", ")}`,
  ),
  "unknown-key/more": error<{ count: number }>(({ count }) => `and ${count} further unknown keys; remove them`),
  "missing-key": error<{ key: string | number; values: readonly unknown[] }>(
    ({ key, values }) => `the key '${key}' is missing here; add it${values.length > 0 ? `: ${oneOf(values)}` : ""}`,
  ),
  "missing-key/either": error<{ keys: readonly string[] }>(
    ({ keys }) => `a key is missing here; add '${keys.join("' or '")}'`,
  ),
  "one-of": error<{ keys: readonly string[] }>(({ keys }) => `give either '${keys.join("' or '")}', not both`),
  "unknown-value/near": error<{ found: string; near: string; values: readonly unknown[] }>(
    ({ found, near, values }) => `unknown value ${found}; did you mean "${near}"? Use ${oneOf(values)}`,
  ),
  "unknown-value": error<{ found: string; values: readonly unknown[] }>(
    ({ found, values }) => `unknown value ${found}; use ${oneOf(values)}`,
  ),
  "wrong-type": error<{ type: string; found: string }>(
    ({ type, found }) => `expected ${typeNames[type] ?? type}, found ${found}`,
  ),
  "wrong-type/value": error<{ values: readonly unknown[]; found: string }>(
    ({ values, found }) => `expected ${oneOf(values)}, found ${found}`,
  ),
  "wrong-type/either": error<{ values: readonly unknown[]; types: readonly string[]; found: string; near?: string }>(
    ({ values, types, found, near }) => {
      const named = [...new Set(types.map((type) => typeNames[type] ?? type))];
      const expected = [...(values.length > 0 ? [listed(values)] : []), ...named].join(" or ");
      return `expected ${expected}, found ${found}${near === undefined ? "" : `; did you mean "${near}"?`}`;
    },
  ),
  "out-of-range/infinite": error(() => "this number is too large"),
  "out-of-range/integer": error<{ max: number | bigint }>(
    ({ max }) => `this number is too large; the largest is ${max}`,
  ),
  "out-of-range/entries": error<{ count: number; bound: "min" | "max"; limit: number }>(
    ({ count, bound, limit }) =>
      `the list has ${entries(count)}; it needs at ${bound === "min" ? "least" : "most"} ${entries(limit)}`,
  ),
  "out-of-range/character": error(() => "exactly one character is needed here"),
  "out-of-range/length": error<{ found: string }>(({ found }) => `${found} does not have the right length`),
  "out-of-range": error<{ found: string; bound: "at least" | "at most" | "above" | "below"; limit: number | bigint }>(
    ({ found, bound, limit }) => `${found} is out of range; it must be ${bound} ${limit}`,
  ),
  "not-yet/key": error<{ key: string | number }>(({ key }) => `'${key}' is not available in this version; remove it`),
  "not-yet/value": error<{ value: string }>(
    ({ value }) => `"${value}" is not available in this version; choose another value`,
  ),
};
