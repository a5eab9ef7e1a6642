/** Compiles the filter's text to a predicate of rows, or an error. Pure. */
import { compileCondition } from "../../src/expressions/compile";
import { ExpressionError, type Span } from "../../src/expressions/error";
import { parse } from "../../src/expressions/parse";
import { scopeOf } from "../../src/expressions/scope";
import { cellsOf, type TableState } from "./store";

export type Filter =
  | { readonly matches: ((row: number) => boolean) | undefined }
  | { readonly problem: string; readonly span: Span };

/** Returns the filter; it is evaluated once for every row, and an error in any row is an error of the filter. */
export function filterOf(text: string, state: TableState): Filter {
  if (text.trim() === "") return { matches: undefined };
  try {
    const keys = state.columns.map(({ key }) => key);
    const condition = compileCondition<number>(
      parse(text),
      scopeOf(keys, (key) => cellsOf(state, key)),
    );
    const passes = state.folders.map((_, row) => condition(row));
    return { matches: (row) => passes[row] };
  } catch (error) {
    if (error instanceof ExpressionError) return { problem: error.message, span: error };
    throw error;
  }
}
