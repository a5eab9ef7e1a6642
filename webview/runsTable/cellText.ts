/** Formats cells for display and editing. Pure. */
import type { Cell, RunColumn } from "../../src/protocol/runsTable";
import { duration, figure, percent } from "../ui/format";
import { locale } from "../ui/l10n";

const times = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "medium" });

export function cellText({ unit, kind }: RunColumn, cell: Cell): string {
  if (cell === undefined) return kind === "run" ? "" : "–";
  if (typeof cell === "number") {
    if (!Number.isFinite(cell)) return figure(cell);
    if (unit === "share") return percent(cell);
    if (unit === "seconds") return duration(cell);
    return kind === "figure" ? figure(cell) : String(cell);
  }
  if (unit === "time" && typeof cell === "string") return times.format(new Date(cell));
  return typeof cell === "object" ? cell.join(", ") : String(cell);
}

/** Returns the text of a cell for editing. */
export const editText = (cell: Cell): string =>
  cell === undefined ? "" : typeof cell === "object" ? cell.join(", ") : String(cell);
