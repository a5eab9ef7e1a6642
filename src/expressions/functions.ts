/** Functions available in every expression; scopes may add others. */
import type { Value } from "./values";

export interface ExpressionFunction {
  /** Minimum and maximum number of arguments. */
  readonly arity: readonly [min: number, max: number];
  /** Kind of each argument; "any" includes lists and matrices. */
  readonly takes: "number" | "text" | "matrix" | "number or matrix" | "any";
  /** True if the function accepts missing values; otherwise a missing argument makes the result missing. */
  readonly missing?: true;
  call(...given: readonly Value[]): Value;
}

const ofOne = (call: (x: number) => Value): ExpressionFunction => ({
  arity: [1, 1],
  takes: "number",
  call: (x) => call(x as number),
});
const ofSome = (call: (...given: number[]) => number): ExpressionFunction => ({
  arity: [1, Number.POSITIVE_INFINITY],
  takes: "number",
  call: (...given) => call(...(given as number[])),
});

export const commonFunctions: Readonly<Record<string, ExpressionFunction>> = {
  abs: ofOne(Math.abs),
  sqrt: ofOne(Math.sqrt),
  exp: ofOne(Math.exp),
  log: ofOne(Math.log),
  log10: ofOne(Math.log10),
  round: ofOne(Math.round),
  finite: ofOne(Number.isFinite),
  min: ofSome(Math.min),
  max: ofSome(Math.max),
  /** Returns true if the value is not missing. */
  has: { arity: [1, 1], takes: "any", missing: true, call: (value) => value !== undefined },
  /** Returns true if a text contains a part, ignoring case, or a list a member. */
  contains: {
    arity: [2, 2],
    takes: "any",
    call: (whole, part) =>
      Array.isArray(whole) ? whole.some((each) => lower(each) === lower(part)) : lower(whole).includes(lower(part)),
  },
};

const lower = (value: unknown) => String(value).toLowerCase();
