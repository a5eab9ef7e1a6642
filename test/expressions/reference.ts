/** A small reference implementation of expressions: random ones as text, also fully parenthesized, and their values. */
import * as fc from "fast-check";
import { ExpressionError } from "../../src/expressions/error";
import type { Value } from "../../src/expressions/values";

/** Names that random expressions use; `gone` has no value. */
export const context: Readonly<Record<string, Value>> = {
  a: 2,
  "b.c": -0.5,
  "d[1].e": 1e-3,
  text: "relu",
  other: "tanh",
  yes: true,
  no: false,
  gone: undefined,
};

export interface Made {
  /** The expression with only the necessary parentheses. */
  readonly text: string;
  readonly bracketed: string;
  /** Throws if operands have the wrong type. */
  readonly value: () => Value;
  readonly strength: number;
}

const strengths = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 3,
  "<=": 3,
  ">": 3,
  ">=": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
};
type Operator = keyof typeof strengths;
const [unary, atom] = [6, 7];

const literal = (value: number | string | boolean): Made => {
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return { text, bracketed: text, value: () => value, strength: atom };
};
const name = (key: string): Made => ({ text: key, bracketed: key, value: () => context[key], strength: atom });

const inside = (part: Made, least: number) => (part.strength >= least ? part.text : `(${part.text})`);

function joined(operator: Operator, left: Made, right: Made): Made {
  const strength = strengths[operator];
  // Comparisons do not chain, all other operators are left-associative.
  const text = `${inside(left, strength === 3 ? 4 : strength)}${operator} ${inside(right, strength + 1)}`;
  return {
    text,
    bracketed: `((${left.bracketed}) ${operator} (${right.bracketed}))`,
    value: () => work(operator, left, right),
    strength,
  };
}

/** Handles each type of value explicitly, case by case. */
function work(operator: Operator, left: Made, right: Made): Value {
  if (operator === "&&" || operator === "||") {
    const a = onlyTruth(left.value());
    if (operator === "&&" && a === false) return false;
    if (operator === "||" && a === true) return true;
    const b = onlyTruth(right.value());
    if (operator === "&&" && b === false) return false;
    if (operator === "||" && b === true) return true;
    return a === undefined || b === undefined ? undefined : operator === "&&";
  }
  const [a, b] = [left.value(), right.value()];
  if (strengths[operator] > 3) {
    const [x, y] = [onlyNumber(a), onlyNumber(b)];
    if (x === undefined || y === undefined) return undefined;
    return { "+": x + y, "-": x - y, "*": x * y, "/": x / y, "%": x % y }[operator as "+"];
  }
  if (a === undefined || b === undefined) return undefined;
  if (typeof a !== typeof b) throw new Wrong();
  if (operator === "==" || operator === "!=") return (a === b) === (operator === "==");
  if (typeof a === "boolean") throw new Wrong();
  const [x, y] = [a as number, b as number];
  return { "<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y }[operator as "<"];
}

class Wrong extends Error {}

function onlyNumber(value: Value): number | undefined {
  if (value === undefined || typeof value === "number") return value;
  throw new Wrong();
}

function onlyTruth(value: Value): boolean | undefined {
  if (value === undefined || typeof value === "boolean") return value;
  throw new Wrong();
}

const minus = (part: Made): Made => ({
  text: `-${inside(part, unary)}`,
  bracketed: `(-(${part.bracketed}))`,
  value: () => {
    const value = onlyNumber(part.value());
    return value === undefined ? undefined : -value;
  },
  strength: unary,
});
const not = (part: Made): Made => ({
  text: `!${inside(part, unary)}`,
  bracketed: `(!(${part.bracketed}))`,
  value: () => {
    const value = onlyTruth(part.value());
    return value === undefined ? undefined : !value;
  },
  strength: unary,
});
const called = (which: "min" | "max", parts: Made[]): Made => ({
  text: `${which}(${parts.map(({ text }) => text).join(", ")})`,
  bracketed: `${which}(${parts.map(({ bracketed }) => bracketed).join(",")})`,
  value: () => {
    const values = parts.map((part) => part.value());
    if (values.includes(undefined)) return undefined;
    return Math[which](...values.map((value) => onlyNumber(value) as number));
  },
  strength: atom,
});

export const expressions: fc.Arbitrary<Made> = fc.letrec<{ made: Made }>((tie) => ({
  made: fc.oneof(
    { maxDepth: 6, depthIdentifier: "expression" },
    fc.oneof(
      fc.constantFrom(...Object.keys(context)).map(name),
      fc
        .oneof(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), fc.nat(9), fc.boolean(), fc.string())
        .map(literal),
    ),
    fc
      .tuple(fc.constantFrom(...(Object.keys(strengths) as Operator[])), tie("made"), tie("made"))
      .map((parts) => joined(...parts)),
    tie("made").map(minus),
    tie("made").map(not),
    fc
      .tuple(fc.constantFrom("min" as const, "max" as const), fc.array(tie("made"), { minLength: 1, maxLength: 3 }))
      .map(([which, parts]) => called(which, parts)),
  ),
})).made;

/** Returns the value, or that operands have the wrong type. */
export function outcome(evaluate: () => Value): unknown {
  try {
    return { value: evaluate() };
  } catch (error) {
    if (error instanceof Wrong || error instanceof ExpressionError) return "wrong kind";
    throw error;
  }
}
