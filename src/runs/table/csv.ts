/**
 * Formats cells as comma-separated values, RFC 4180. A text that a spreadsheet would run as a formula gets a leading
 * apostrophe: names, notes and settings may come from other people.
 */
import type { Cell } from "../../protocol/runsTable";

const end = "\r\n";
const formula = /^[=+\-@\t\r]/;

export function csvOf(keys: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [keys, ...rows].map((cells) => cells.map(field).join(",") + end).join("");
}

function field(cell: Cell): string {
  if (cell === undefined) return "";
  // Independent of the machine's language.
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  const text = typeof cell === "string" ? cell : cell.join(", ");
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
