/** A scope whose names are a list: columns of a table, figures of a run. */
import type { Evaluate, Scope } from "./compile";
import { commonFunctions } from "./functions";
import { findName } from "./names";

/** @param read returns the function that reads a name's value */
export function scopeOf<Context>(known: readonly string[], read: (name: string) => Evaluate<Context>): Scope<Context> {
  return {
    find: (name) => {
      const found = findName(name, known);
      return "name" in found ? read(found.name) : found;
    },
    functions: commonFunctions,
  };
}
