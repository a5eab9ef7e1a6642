/** Keys and values that the schema knows and whose work is still to come. When it is done, its line goes. */
import { type Diagnostic, type Path, report } from "../check/finding";

interface NotYet {
  path: Path;
  /** Only this value of the key; every value when left out. */
  value?: string;
}

export const notYet: readonly NotYet[] = [{ path: ["sweep"] }];

/** @param config the whole config as the file says it, right or wrong */
export function refuseNotYet(config: unknown): Diagnostic[] {
  return notYet.flatMap(({ path, value }) => {
    const found = path.reduce<unknown>(
      (inner, key) => (inner as Record<string | number, unknown> | undefined | null)?.[key],
      config,
    );
    if (found === undefined || (value !== undefined && found !== value)) return [];
    return [
      value === undefined
        ? report("not-yet/key", path, { key: path[path.length - 1] })
        : report("not-yet/value", path, { value }),
    ];
  });
}

/** Whether this key, or this value of the key, is still to come. */
export const isNotYet = (path: Path, value?: unknown): boolean =>
  notYet.some((refused) => refused.path.join(".") === path.join(".") && refused.value === value);
