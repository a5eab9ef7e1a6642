/** Detects the delimiter from the similarity of a table's lines. */
import { splitBlanks } from "./split";

const delimiters = [",", ";", "\t", "|"];
const number = /^[+-]?(\d+(\.\d*|,\d+)?|[.,]\d+)(e[+-]?\d+)?$/i;
const marked = /^\D{0,6}\d[\d.,' \u00a0\u202f’]*\D{0,6}$/;
const grouped = /^[+-]?\d{1,3}( \d{3})+([.,]\d+)?$/;

/** Returns the delimiter; " " stands for runs of spaces, undefined for none. */
export function findDelimiter(lines: readonly string[]): string | undefined {
  const bare = lines.map((line) => line.replace(/"[^"]*"/g, '""'));
  const shares: number[] = [];
  const scores = delimiters.map((delimiter, i) => {
    const { count, share } = usual(bare.map((line) => line.split(delimiter).length - 1));
    shares[i] = count > 0 ? share : 0;
    return count > 0 ? share * 1000 + count : 0;
  });
  const isFound = Math.max(...scores) > 0;
  const first = scores.indexOf(Math.max(...scores));
  const others = delimiters.filter((_, i) => i > 0 && shares[i] >= 0.9 * shares[0]);
  const best = (first === 0 && others.find((delimiter) => areMarks(bare, delimiter))) || delimiters[first];
  if (areBlanks(lines, isFound ? best : undefined)) return " ";
  return isFound ? best : undefined;
}

/** Returns true if the commas are decimal or group marks between other delimiters: "50,7;378.462,89 €". */
function areMarks(lines: readonly string[], delimiter: string): boolean {
  const fields = lines.flatMap((line) => line.split(delimiter)).filter((field) => field.includes(","));
  return fields.filter((field) => marked.test(field.trim())).length >= 0.9 * fields.length;
}

/** Returns the most frequent non-zero count, and the share of lines that have it. */
function usual(counts: number[]): { count: number; share: number } {
  const times = new Map<number, number>();
  for (const count of counts) if (count > 0) times.set(count, (times.get(count) ?? 0) + 1);
  let [count, most] = [0, 0];
  for (const [each, often] of times) if (often > most) [count, most] = [each, often];
  return { count, share: most / Math.max(1, counts.length) };
}

/** Returns true if blanks separate numbers inside the fields of `other`. */
function areBlanks(lines: readonly string[], other: string | undefined): boolean {
  const split = lines.map((line) => splitBlanks(line));
  const { count, share } = usual(split.map((fields) => fields.length - 1));
  // The header may omit the name of the first column.
  if (count === 0 || share < 0.9 * (1 - 1 / lines.length)) return false;
  const isList = (text: string) => {
    const trimmed = text.trim();
    return (
      !grouped.test(trimmed) && /[ \t]/.test(trimmed) && trimmed.split(/[ \t]+/).every((part) => number.test(part))
    );
  };
  if (other === undefined) {
    return split.filter((fields) => fields.some((field) => number.test(field))).length >= 0.5 * lines.length;
  }
  const listed = lines.filter((line) => line.split(other).some((part) => isList(part)));
  // "1,5 2,5": the decimal marks look like delimiters.
  const inside = other === "," && lines.filter((line) => isList(line)).length;
  return (inside || listed.length) >= 0.6 * lines.length;
}
