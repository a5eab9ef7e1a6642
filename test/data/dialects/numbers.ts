/** Numbers of at most nine significant digits, and how programs write them. */
import type { Draw } from "./draw";

/** mantissa · 10^-places: an exact decimal, so that all ways of writing it mean the same number. */
export interface Decimal {
  mantissa: number;
  places: number;
}

/** Returns the float64 that the plainest table's text gives. */
export const numberOf = ({ mantissa, places }: Decimal): number => Number(`${mantissa}e${-places}`);

/** The numbers of a column. */
export interface NumberKind {
  /** Maximum number of decimals. */
  places: number;
  least: number;
  most: number;
  /** The formats in which a spreadsheet may show the column. */
  shown?: "percent" | "money";
}

export const numberKinds: Record<string, NumberKind> = {
  counts: { places: 0, least: 0, most: 12 },
  "large counts": { places: 0, least: -50_000, most: 2_500_000 },
  digits: { places: 0, least: 100_000_000, most: 999_999_999 },
  years: { places: 0, least: 1960, most: 2026 },
  flags: { places: 0, least: 0, most: 1 },
  tenths: { places: 1, least: -300, most: 900 },
  hundredths: { places: 2, least: -90_000, most: 90_000 },
  thousandths: { places: 3, least: 1000, most: 999_999 },
  "small parts": { places: 9, least: 1, most: 90_000_000 },
  "tiny parts": { places: 14, least: -99_999_999, most: 99_999_999 },
  large: { places: 2, least: -999_999_999, most: 999_999_999 },
  percent: { places: 1, least: 0, most: 1000, shown: "percent" },
  money: { places: 2, least: -9_000_000, most: 40_000_000, shown: "money" },
};

export const drawNumber = (draw: Draw, { places, least, most }: NumberKind): Decimal =>
  trimmed({ mantissa: draw.whole(least, most), places });

function trimmed({ mantissa, places }: Decimal): Decimal {
  let [whole, left] = [mantissa, places];
  while (left > 0 && whole % 10 === 0) [whole, left] = [whole / 10, left - 1];
  return { mantissa: whole, places: left };
}

/** Returns the sign and the digits before and after the point. */
function partsOf({ mantissa, places }: Decimal, fixed = places): [minus: boolean, whole: string, part: string] {
  const digits = String(Math.abs(mantissa)).padStart(places + 1, "0");
  const cut = digits.length - places;
  return [mantissa < 0, digits.slice(0, cut), digits.slice(cut).padEnd(fixed, "0")];
}

/** Formats a number with digits only: -1234.5 */
export function plain(number: Decimal, point = "."): string {
  const [minus, whole, part] = partsOf(number);
  return `${minus ? "-" : ""}${whole}${part ? point + part : ""}`;
}

/** Formats a number with this many decimals, and with groups of three digits if `thousands` is not empty. */
export function fixed(number: Decimal, places: number, point: string, thousands = ""): string {
  const [minus, whole, part] = partsOf(number, places);
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${minus ? "-" : ""}${groups}${part ? point + part : ""}`;
}

/** Formats a number in scientific notation: 1.5e-07. */
export function scientific(number: Decimal, point: string, exponentDigits = 2, e = "e"): string {
  const value = numberOf(number);
  const [digits, exponent] = value.toExponential().split("e");
  const power = Math.abs(Number(exponent)).toString().padStart(exponentDigits, "0");
  return `${digits.replace(".", point)}${e}${exponent.startsWith("-") ? "-" : "+"}${power}`;
}

/** Formats a number as R does: the shorter notation, and fixed notation if both are equally long. */
export function likeR(number: Decimal, point: string): string {
  const [usual, short] = [plain(number, point), scientific(number, point)];
  return usual.length <= short.length ? usual : short;
}

/** Formats a number as Python does: the repr of a float, or the digits of an integer. */
export function likePython(number: Decimal, isFloat: boolean): string {
  const value = numberOf(number);
  if (!isFloat) return plain(number);
  if (value !== 0 && Math.abs(value) < 1e-4) return scientific(number, ".");
  return number.places === 0 ? `${plain(number)}.0` : plain(number);
}

/** Formats a number as a cell of Excel's format "General". */
export function likeExcel(number: Decimal, point: string): string {
  const usual = plain(number, point);
  return usual.replace(/\D/g, "").length > 10 ? scientific(number, point, 2, "E") : usual;
}
