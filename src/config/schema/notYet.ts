/** Keys and values that the schema has and that are not built yet; at present none. */

type Path = (string | number)[];

export interface NotYet {
  path: Path;
  /** Only this value of the key; every value when left out. */
  value?: string;
}

export const notYet: readonly NotYet[] = [];

/** Whether this key, or this value of the key, is still to come. */
export const isNotYet = (path: Path, value?: unknown, list = notYet): boolean =>
  list.some((refused) => refused.path.join(".") === path.join(".") && refused.value === value);
