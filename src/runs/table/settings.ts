/** The settings of a config as cells of a table, by path: `training.optimizer.learningRate`. */
import type { ResolvedConfig } from "../../config/schema/resolve";
import { formatName } from "../../expressions/tree";
import type { Cell } from "../../protocol/runsTable";

interface Settings {
  readonly cells: Readonly<Record<string, Cell>>;
  /** A number shared by configs that differ only in their seed or fold. */
  readonly withoutSeed: number;
}

/** Settings whose path is also another column's name. */
const renamed: Record<string, string> = { backend: "config.backend" };
/** Keys that are no settings: one is for editors, the version is the same in all configs. */
const noSettings = new Set(["$schema", "version"]);
/** Settings that do not make one run better than another. */
const draws = new Set(["training.seed", "data.validation.fold", "data.validation.repeat"]);

/** Cache by config: tables are rebuilt while runs train. */
const known = new WeakMap<ResolvedConfig, Settings>();

export function settingsOf(config: ResolvedConfig): Settings {
  const found = known.get(config);
  if (found) return found;
  const cells: Record<string, Cell> = {};
  for (const [key, value] of Object.entries(config)) if (!noSettings.has(key)) collect(value, key, cells);
  for (const [path, name] of Object.entries(renamed)) {
    cells[name] = cells[path];
    delete cells[path];
  }
  const settings = { cells, withoutSeed: numberWithoutSeed(cells) };
  known.set(config, settings);
  return settings;
}

const orders = new Map<string, readonly string[]>();
const numbers = new Map<string, number>();

/** Returns a number for the values, independent of the order of keys. */
function numberWithoutSeed(cells: Readonly<Record<string, Cell>>): number {
  const keys = Object.keys(cells);
  const joined = keys.join("\n");
  const sorted = orders.get(joined) ?? keys.filter((key) => !draws.has(key)).sort();
  orders.set(joined, sorted);
  // Quotes texts, since "1" and 1 differ.
  const values = sorted.map((key) => (typeof cells[key] === "string" ? `"${cells[key]}` : cells[key]));
  // A separator that occurs in no config.
  const text = [...sorted, ...values].join("\0");
  const number = numbers.get(text) ?? numbers.size;
  numbers.set(text, number);
  return number;
}

function collect(value: unknown, path: string, cells: Record<string, Cell>): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "object") cells[path] = value as Cell;
  else if (!Array.isArray(value)) {
    for (const [key, each] of Object.entries(value)) collect(each, path + memberOf(key), cells);
  } else if (value.length > 0 && value.every((each) => typeof each === "object" && each !== null)) {
    for (const [i, each] of value.entries()) collect(each, `${path}[${i}]`, cells);
  } else cells[path] = JSON.stringify(value);
}

const members = new Map<string, string>();

/** Formats a member as `.units`, or in brackets if it is no identifier. */
function memberOf(key: string): string {
  const made = members.get(key) ?? formatName(["", key]);
  members.set(key, made);
  return made;
}
