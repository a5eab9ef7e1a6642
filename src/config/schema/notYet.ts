/** Keys and values of the schema that are not implemented yet; currently none. */

type Path = (string | number)[];

export interface NotYet {
  path: Path;
  /** The value of the key; absent: every value. */
  value?: string;
}

export const notYet: readonly NotYet[] = [];

/** Returns true if this key, or this value of it, is not implemented yet. */
export const isNotYet = (path: Path, value?: unknown, list = notYet): boolean =>
  list.some((refused) => refused.path.join(".") === path.join(".") && refused.value === value);
