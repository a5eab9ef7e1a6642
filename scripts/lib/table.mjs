/** Formats results of stages as a table: a line per stage, followed by the names of failed tests. */

/** @param results { round, name, passed, failed, skipped, seconds, failures } of each; no rounds, no such column */
export function table(results) {
  const head = ["stage", "passed", "failed", "skipped", "seconds"];
  const rows = results.map(({ name, passed, failed, skipped, seconds }) => [
    name,
    passed,
    failed,
    skipped,
    seconds.toFixed(1),
  ]);
  const rounds = results.some(({ round }) => round !== undefined);
  const cells = [head, ...rows].map((row, i) =>
    [...(rounds ? [i === 0 ? "round" : results[i - 1].round] : []), ...row].map(String),
  );
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const stageColumn = cells[0].indexOf("stage");
  const line = (row) =>
    row.map((cell, i) => (i === stageColumn ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ");
  return cells
    .flatMap((row, i) => [line(row), ...(results[i - 1]?.failures ?? []).map((failure) => `    ${failure.name}`)])
    .join("\n");
}
