/** Functions that every expression may call; who evaluates expressions may add others. */
import type { Value } from "./values";

export interface ExpressionFunction {
  /** Arguments that it takes at least and at most. */
  readonly arity: readonly [min: number, max: number];
  /** Of each argument; any: also lists and matrices. */
  readonly takes: "number" | "text" | "matrix" | "number or matrix" | "any";
  /** Whether it is called with missing values too; else the result is missing where an argument is. */
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
  /** Whether there is such a value. */
  has: { arity: [1, 1], takes: "any", missing: true, call: (value) => value !== undefined },
  /** Whether a text has a part, whatever its case, or a list a member. */
  contains: {
    arity: [2, 2],
    takes: "any",
    call: (whole, part) =>
      Array.isArray(whole) ? whole.some((each) => lower(each) === lower(part)) : lower(whole).includes(lower(part)),
  },
};

const lower = (value: unknown) => String(value).toLowerCase();
