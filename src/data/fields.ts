/** What a field of a table is: missing, a number, a date or text. */

/** Besides an empty field, by the rules of version 0.1.0. */
const wordsOfRules1 = ["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL", "None", "?"];

/** Besides an empty field: also those of databases, of pandas, and of Excel in German and in Romance languages. */
export const missingWords = [...wordsOfRules1, "\\N", "<NA>", "#NV", "#N/D"];

const [missing, missingByRules1] = [new Set(["", ...missingWords]), new Set(["", ...wordsOfRules1])];

export const isMissing = (field: string): boolean => missing.has(field);

export const isMissingByRules1 = (field: string): boolean => missingByRules1.has(field);

/** Words and marks for a missing number, though the config may not say so: among numbers they make no texts of them. */
export const standsForNothing = (field: string): boolean =>
  isMissing(field) || /^([-–—.*_/]+|n\.? ?a\.?|none|nil|missing|unknown|#.*[!?])$/i.test(field);

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Undefined where the field is no number. */
export function parseNumber(field: string, decimal: "." | ","): number | undefined {
  const text = decimal === "," ? field.replace(",", ".") : field;
  return number.test(text) && !(decimal === "," && field.includes(".")) ? Number(text) : undefined;
}

/** 2024-01-31, 31.1.2024, 1/31/24, with or without a time. */
export const looksLikeDate = (field: string): boolean =>
  /^(\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3\d{2,4})([T ].*)?$/.test(field);

/** In groups of two or four digits, with an exponent of Fortran, in hexadecimal, and lengths of time. */
const unreadNumbers = [
  /^\d{1,2}(,\d{2})+,\d{3}(\.\d+)?$/,
  /^\d{1,4}(,\d{4})+(\.\d+)?$/,
  /^\d{1,3}(_\d{3})+(\.\d+)?$/,
  /^(\d+\.?\d*|\.\d+)d[+-]?\d+$/i,
  /^0x[\da-f]+$/i,
  /^\d{1,3}:[0-5]\d(:[0-5]\d)?$/,
];
const currencySign = /^[$€£¥₹]\s*|\s*[$€£¥₹]$/;

/** A number that a person sees as one, and that is read as a text. */
export function isUnreadNumber(field: string): boolean {
  if (field.length > 48) return false;
  if (/(?![0-9])\p{Nd}/u.test(field)) return /^[+-]?\p{Nd}+([.,٫．]\p{Nd}+)*$/u.test(field);
  const digits = field.replace(/^[+-]/, "").replace(currencySign, "");
  return unreadNumbers.some((written) => written.test(digits));
}

/** So much of a field as a message can bear. */
export const short = (field: string): string => (field.length > 40 ? `${field.slice(0, 39)}…` : field);

/** A number whose decimal mark is a comma: "3,5". */
export const hasDecimalComma = (field: string): boolean => /^[+-]?\d+,\d+$/.test(field);

/** The same order everywhere, whatever the language. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
