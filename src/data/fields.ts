/** Classification of a table's fields: missing, number, date or text. */

/** Words for missing values besides an empty field, by the rules of version 0.1.0. */
const wordsOfRules1 = ["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL", "None", "?"];

/** Words for missing values, also those of databases, pandas, and Excel in German and in Romance languages. */
export const missingMarks = [...wordsOfRules1, "\\N", "<NA>", "#NV", "#N/D"];

const [missing, missingByRules1] = [new Set(["", ...missingMarks]), new Set(["", ...wordsOfRules1])];

export const isMissing = (field: string): boolean => missing.has(field);

export const isMissingByRules1 = (field: string): boolean => missingByRules1.has(field);

/** Returns true for words and marks of a missing number, even if the config does not list them as missing values. */
export const isMissingNumber = (field: string): boolean =>
  isMissing(field) || /^([-–—.*_/]+|n\.? ?a\.?|none|nil|missing|unknown|#.*[!?])$/i.test(field);

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Returns undefined if the field is not a number. */
export function parseNumber(field: string, decimal: "." | ","): number | undefined {
  const text = decimal === "," ? field.replace(",", ".") : field;
  return number.test(text) && !(decimal === "," && field.includes(".")) ? Number(text) : undefined;
}

/** Returns true for 2024-01-31, 31.1.2024, 1/31/24, with or without a time. */
export const looksLikeDate = (field: string): boolean =>
  /^(\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3\d{2,4})([T ].*)?$/.test(field);

/** Digit groups of two or four, Fortran exponents, underscores, hexadecimal numbers, and durations. */
const unreadNumbers = [
  /^\d{1,2}(,\d{2})+,\d{3}(\.\d+)?$/,
  /^\d{1,4}(,\d{4})+(\.\d+)?$/,
  /^\d{1,3}(_\d{3})+(\.\d+)?$/,
  /^(\d+\.?\d*|\.\d+)d[+-]?\d+$/i,
  /^0x[\da-f]+$/i,
  /^\d{1,3}:[0-5]\d(:[0-5]\d)?$/,
];
const currencySign = /^[$€£¥₹]\s*|\s*[$€£¥₹]$/;

/** Returns true for a field that people read as a number but that is read as text. */
export function isUnreadNumber(field: string): boolean {
  if (field.length > 48) return false;
  if (/(?![0-9])\p{Nd}/u.test(field)) return /^[+-]?\p{Nd}+([.,٫．]\p{Nd}+)*$/u.test(field);
  const digits = field.replace(/^[+-]/, "").replace(currencySign, "");
  return unreadNumbers.some((written) => written.test(digits));
}

/** Truncates a field to 40 characters for a message. */
export const short = (field: string): string => (field.length > 40 ? `${field.slice(0, 39)}…` : field);

/** Returns true for a number with a decimal comma: "3,5". */
export const hasDecimalComma = (field: string): boolean => /^[+-]?\d+,\d+$/.test(field);

/** Compares by code units, independent of the locale. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
