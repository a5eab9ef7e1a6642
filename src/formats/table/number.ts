/** A column's number format (decimal mark, group separator, unit), and the parser of such numbers. */

export interface NumberFormat {
  decimal: "." | ",";
  /** Separator between groups of three digits; " " stands for any blank, including non-breaking ones. */
  thousands?: "," | "." | " " | "'" | undefined;
  /** Unit before or after each number, such as "kg", "$" or "%". */
  unit?: string | undefined;
  /** True if numbers are percentages, divided by 100. */
  percent?: boolean | undefined;
  /** True if parentheses, or a minus sign other than the hyphen, mark negative numbers. */
  signs?: boolean | undefined;
}

const plain = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Parses a number in the usual notation. */
export const plainNumber = (field: string): number | undefined => (plain.test(field) ? Number(field) : undefined);

/** A sign, digits with their marks, and the text around them; parentheses are a minus. */
const parts =
  /^(\()?([^\d.,()+-]*?)\s*([+-]?)\s*([^\d.,()+-]*?)\s*([\d.,][\d.,' ’]*(?:e[+-]?\d+)?)\s*([^\d()]*)(\))?$/i;
/** Notations of negative numbers by spreadsheets and SAP: "$(3.10)" and "3.10-". */
const negatives: readonly [RegExp, string][] = [
  [/^([^\d.,()+-]+)\(([^()]*)\)$/, "($1$2)"],
  [/^([^+-]*\d[\d.,' ’]*)-$/, "-$1"],
];
/** Longer fields count as texts. */
const longest = 48;
const otherBlanks = /[\u00a0\u2007\u2009\u202f]/g;

export interface NumberParts {
  negative: boolean;
  unit: string;
  /** True if the unit precedes the number. */
  isBefore: boolean;
  /** Digits, marks and an exponent. */
  digits: string;
}

/** Splits a field into its parts; undefined if it is no number in any notation. */
export function numberParts(field: string): NumberParts | undefined {
  if (field.length > longest) return undefined;
  let usual = field.replace(otherBlanks, " ").replace(/\u2212/, "-");
  for (const [written, as] of negatives) usual = usual.replace(written, as);
  const found = parts.exec(usual);
  if (!found) return undefined;
  const [, open = "", before, sign, between, digits, behind, close = ""] = found;
  if ((open === "") !== (close === "")) return undefined;
  const around = [before, between, behind].map((part) => part.trim()).filter((part) => part !== "");
  if (around.length > 1) return undefined;
  const negative = (sign === "-") !== (open !== "");
  const isBefore = behind.trim() === "";
  return { negative, unit: around[0] ?? "", isBefore, digits: digits.trim().replace(/’/g, "'") };
}

/** Returns a parser of the format's numbers; it returns undefined for other fields. */
export function numberReader(format: NumberFormat): (field: string) => number | undefined {
  const { decimal, thousands, unit, percent, signs } = format;
  if (decimal === "." && thousands === undefined && unit === undefined && !percent && !signs) return plainNumber;
  const comma = decimal === "," ? "," : "\\.";
  const mark = thousands === "." ? "\\." : thousands;
  const whole = mark ? `(?:\\d{1,3}(?:${mark}\\d{3})+|\\d+)` : "\\d+";
  const written = new RegExp(`^(?:${whole}(?:${comma}\\d*)?|${comma}\\d+)(?:e[+-]?\\d+)?$`, "i");
  const wanted = percent ? "%" : unit;
  return (field) => {
    const found = numberParts(field);
    if (!found || (found.unit !== "" && found.unit !== wanted) || !written.test(found.digits)) return undefined;
    const digits = thousands ? found.digits.replaceAll(thousands, "") : found.digits;
    const value = Number(decimal === "," ? digits.replace(",", ".") : digits) / (percent ? 100 : 1);
    return found.negative ? -value : value;
  };
}

export const sameFormat = (a: NumberFormat, b: NumberFormat): boolean =>
  a.decimal === b.decimal &&
  a.thousands === b.thousands &&
  a.unit === b.unit &&
  !a.percent === !b.percent &&
  !a.signs === !b.signs;
