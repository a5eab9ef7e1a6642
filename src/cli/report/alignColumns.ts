import { visibleText } from "../../messages/visibleText";

/** Aligns columns of texts; the first row has all of them. */
export function alignColumns(written: readonly string[][]): string[] {
  const rows = written.map((row) => row.map(visibleText));
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  );
}
