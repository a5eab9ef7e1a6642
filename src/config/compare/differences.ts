/** The differences between two configs as trained, with defaults filled in. */
import { formatPath, type Path } from "../check/finding";
import type { ResolvedConfig } from "../schema/resolve";

export interface Difference {
  /** A path such as `training.optimizer.learningRate` or `layers[1].units`. */
  path: string;
  /** Undefined if the key is missing. */
  from: unknown;
  to: unknown;
}

/**
 * Compares key by key, in the order of the file. Networks of different depths differ in `layers` as a whole, since
 * their layers cannot be matched. Other lists are compared as a whole too.
 */
export function configDifferences(before: ResolvedConfig, after: ResolvedConfig): Difference[] {
  return differencesAt(before, after).map(({ at, from, to }) => ({ path: formatPath(at), from, to }));
}

interface DifferenceAt {
  at: Path;
  from: unknown;
  to: unknown;
}

/** Returns the differences with paths as lists, since a key may contain a dot. */
export const differencesAt = (before: ResolvedConfig, after: ResolvedConfig): DifferenceAt[] =>
  compare([], without$schema(before), without$schema(after));

/** Removes `$schema`, which only editors use. */
const without$schema = ({ $schema, ...config }: ResolvedConfig) => config;

function compare(at: Path, from: unknown, to: unknown): DifferenceAt[] {
  if (isObject(from) && isObject(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return keys.flatMap((key) => compare([...at, key], own(from, key), own(to, key)));
  }
  if (isLayers(from) && isLayers(to) && from.length === to.length) {
    return from.flatMap((layer, i) => compare([...at, i], layer, to[i]));
  }
  return isSame(from, to) ? [] : [{ at, from, to }];
}

/** Reads an own property: a column may have the name of an inherited one. */
const own = (of: Record<string, unknown>, key: string): unknown => (Object.hasOwn(of, key) ? of[key] : undefined);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isLayers = (value: unknown): value is object[] => Array.isArray(value) && value.every(isObject);

/** Compares values, ignoring the order of keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (isObject(a) && isObject(b)) return compare([], a, b).length === 0;
  return a === b;
}
