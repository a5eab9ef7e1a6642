/** The scope of expressions whose names are a list: columns of a table, figures of a run. */
import type { Evaluate, Scope } from "./compile";
import { commonFunctions } from "./functions";
import { findName } from "./names";

/** @param read how the value of a name of the list is read */
export function scopeOf<Context>(known: readonly string[], read: (name: string) => Evaluate<Context>): Scope<Context> {
  return {
    find: (name) => {
      const found = findName(name, known);
      return "name" in found ? read(found.name) : found;
    },
    functions: commonFunctions,
  };
}
