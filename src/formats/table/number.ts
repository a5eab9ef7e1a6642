/** How a column writes its numbers: decimal mark, thousands, a unit; and the reader of such numbers. */

export interface NumberFormat {
  decimal: "." | ",";
  /** What stands between groups of three digits; " " is any blank, also those that do not break. */
  thousands?: "," | "." | " " | "'" | undefined;
  /** What stands before or behind each number, such as "kg", "$" or "%". */
  unit?: string | undefined;
  /** Percent are hundredths. */
  percent?: boolean | undefined;
  /** Parentheses, or a sign that is no hyphen, make numbers negative. */
  signs?: boolean | undefined;
}

const plain = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** As most programs write numbers. */
export const plainNumber = (field: string): number | undefined => (plain.test(field) ? Number(field) : undefined);

/** A sign, digits with their marks, and what stands before and behind them; parentheses are a minus. */
const parts =
  /^(\()?([^\d.,()+-]*?)\s*([+-]?)\s*([^\d.,()+-]*?)\s*([\d.,][\d.,' ’]*(?:e[+-]?\d+)?)\s*([^\d()]*)(\))?$/i;
/** "$(3.10)" and "3.10-", as spreadsheets and SAP write negative numbers. */
const negatives: readonly [RegExp, string][] = [
  [/^([^\d.,()+-]+)\(([^()]*)\)$/, "($1$2)"],
  [/^([^+-]*\d[\d.,' ’]*)-$/, "-$1"],
];
/** Longer fields are texts. */
const longest = 48;
const otherBlanks = /[\u00a0\u2007\u2009\u202f]/g;

export interface Pieces {
  negative: boolean;
  unit: string;
  /** Whether the unit stands before the number. */
  isBefore: boolean;
  /** Digits, marks and an exponent. */
  digits: string;
}

/** Undefined where a field cannot be a number, however it is written. */
export function piecesOf(field: string): Pieces | undefined {
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

/** Undefined where the field is not written so. */
export function numberReader(format: NumberFormat): (field: string) => number | undefined {
  const { decimal, thousands, unit, percent, signs } = format;
  if (decimal === "." && thousands === undefined && unit === undefined && !percent && !signs) return plainNumber;
  const comma = decimal === "," ? "," : "\\.";
  const mark = thousands === "." ? "\\." : thousands;
  const whole = mark ? `(?:\\d{1,3}(?:${mark}\\d{3})+|\\d+)` : "\\d+";
  const written = new RegExp(`^(?:${whole}(?:${comma}\\d*)?|${comma}\\d+)(?:e[+-]?\\d+)?$`, "i");
  const wanted = percent ? "%" : unit;
  return (field) => {
    const found = piecesOf(field);
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
