/** The settings of a config as cells of a table, each under its path: `training.optimizer.learningRate`. */
import type { ResolvedConfig } from "../../config/schema/resolve";
import { formatName } from "../../expressions/tree";
import type { Cell } from "./cell";

/** Those whose path is also the name of something else of a run. */
const renamed: Record<string, string> = { backend: "config.backend" };

/** Cells of a config: runs of one network often share it, and tables are made anew while they train. */
const known = new WeakMap<ResolvedConfig, Readonly<Record<string, Cell>>>();

export function settingsOf(config: ResolvedConfig): Readonly<Record<string, Cell>> {
  const found = known.get(config);
  if (found) return found;
  const cells: Record<string, Cell> = {};
  collect(config, [], cells);
  known.set(config, cells);
  return cells;
}

function collect(value: unknown, path: (string | number)[], cells: Record<string, Cell>): void {
  if (value === undefined || value === null) return;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") {
    const name = formatName(path);
    cells[Object.hasOwn(renamed, name) ? renamed[name] : name] = value;
  } else if (Array.isArray(value) && value.every((each) => typeof each === "object" && each !== null)) {
    for (const [i, each] of value.entries()) collect(each, [...path, i], cells);
  } else if (Array.isArray(value)) cells[formatName(path)] = JSON.stringify(value);
  else {
    for (const [key, each] of Object.entries(value as object)) {
      // It is for editors, and changes nothing that is trained.
      if (path.length > 0 || (key !== "$schema" && key !== "version")) collect(each, [...path, key], cells);
    }
  }
}
