/** Keys and values that the schema has and that are not built yet. */

type Path = (string | number)[];

interface NotYet {
  path: Path;
  /** Only this value of the key; every value when left out. */
  value?: string;
}

export const notYet: readonly NotYet[] = [
  { path: ["sweep", "executor", "type"], value: "slurm" },
  { path: ["sweep", "executor", "type"], value: "command" },
];

/** Whether this key, or this value of the key, is still to come. */
export const isNotYet = (path: Path, value?: unknown): boolean =>
  notYet.some((refused) => refused.path.join(".") === path.join(".") && refused.value === value);
