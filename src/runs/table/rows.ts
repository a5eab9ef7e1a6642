/** The rows of many runs, read as far as their figures need, filtered and sorted by column names. */

import { NetworkError } from "../../core/errors";
import { compileCondition } from "../../expressions/compile";
import { ExpressionError } from "../../expressions/error";
import { findName } from "../../expressions/names";
import { parse } from "../../expressions/parse";
import { scopeOf } from "../../expressions/scope";
import { compareValues } from "../../expressions/values";
import { mapInBatches } from "../mapInBatches";
import { readMeasured } from "../measured";
import type { RunSummary } from "../summary";
import { rowOf } from "./columns";
import type { RunRow } from "./row";

/** Number of runs read concurrently. */
const concurrency = 8;

/** Returns the rows. A long run's file is read completely if its best epoch is not near the end. */
export const readRows = (runs: readonly RunSummary[]): Promise<RunRow[]> => mapInBatches(runs, concurrency, readRow);

async function readRow(run: RunSummary): Promise<RunRow> {
  const { folder, measured, best } = run;
  if (!measured || measured.complete) return rowOf(run);
  return readMeasured(folder, best?.epoch).then(
    (whole) => rowOf(run, whole),
    // If the file is damaged further up, the row has its last events, and the problem.
    (error: Error) => rowOf({ ...run, problem: run.problem ?? error.message }),
  );
}

/** Returns the rows that match; throws NetworkError with the position in the expression. */
export function filterRows(rows: readonly RunRow[], expression: string, keys: readonly string[]): RunRow[] {
  let at: RunRow | undefined;
  try {
    const matches = compileCondition<RunRow>(
      parse(expression),
      scopeOf(
        keys,
        (key) =>
          ({ cells }) =>
            cells[key],
      ),
    );
    return rows.filter((row) => {
      at = row;
      return matches(row);
    });
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const place = `--filter, character ${error.offset + 1}`;
    throw new NetworkError(error.id, error.values, { location: at ? `${place} (run ${at.folder})` : place });
  }
}

/** @param order column names by priority; a minus sorts in descending order */
export function sortRows(rows: readonly RunRow[], order: readonly string[], keys: readonly string[]): RunRow[] {
  const by = order.map((name) => {
    const isDown = name.startsWith("-");
    return {
      key: keyOf(isDown ? name.slice(1) : name, keys, "--sort"),
      direction: isDown ? (-1 as const) : (1 as const),
    };
  });
  return [...rows].sort((a, b) => {
    for (const { key, direction } of by) {
      const compared = compareValues(a.cells[key], b.cells[key], direction);
      if (compared !== 0) return compared;
    }
    return 0;
  });
}

/** Returns the column of a name. Throws NetworkError. */
export function keyOf(name: string, keys: readonly string[], option: string): string {
  const found = findName(name.trim(), keys);
  if ("name" in found) return found.name;
  const reason =
    "candidates" in found
      ? `"${name}" can be ${found.candidates.join(" or ")}; write which one`
      : `there is no column "${name}"${found.near.length > 0 ? `; did you mean ${found.near.join(" or ")}?` : "; --csv lists the columns"}`;
  throw new NetworkError("bad-option/overrides", { option, reason });
}
