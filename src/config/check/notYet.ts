/** Rejects keys and values that are not implemented yet, by name. */
import { notYet } from "../schema/notYet";
import { type Diagnostic, report } from "./finding";

/** @param config the whole config as written, valid or not */
export function refuseNotYet(config: unknown, list = notYet): Diagnostic[] {
  return list.flatMap(({ path, value }) => {
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
