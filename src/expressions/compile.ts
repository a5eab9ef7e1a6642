/**
 * Binds a parsed expression to the names and functions of its scope: parsed once, evaluated often.
 *
 * A missing value makes the result missing, as NULL does in SQL: a comparison with it is neither true nor false; `&&`
 * and `||` are decided by the other side if it suffices.
 */
import { ExpressionError } from "./error";
import type { ExpressionFunction } from "./functions";
import { type FoundName, nearNames } from "./names";
import { type BinaryOperator, formatName, type NameNode, type Tree } from "./tree";
import { kindOf, type Value } from "./values";

/** Evaluates an expression; throws ExpressionError for operands of the wrong kind. */
export type Evaluate<Context> = (context: Context) => Value;

export interface Scope<Context> {
  /** Returns the function that reads a name's value, or what is wrong with the name. */
  find(name: string, path: NameNode["path"]): Evaluate<Context> | Exclude<FoundName, { name: string }>;
  readonly functions: Readonly<Record<string, ExpressionFunction>>;
}

/** Compiles an expression; throws ExpressionError for a wrong name, function or operand. */
export function compile<Context>(tree: Tree, scope: Scope<Context>): Evaluate<Context> {
  switch (tree.kind) {
    case "value":
      return () => tree.value;
    case "name":
      return compileName(tree, scope);
    case "unary":
      return compileUnary(tree, scope);
    case "binary":
      return compileBinary(tree, scope);
    case "call":
      return compileCall(tree, scope);
  }
}

/** Compiles a condition, which is false if a value is missing. */
export function compileCondition<Context>(tree: Tree, scope: Scope<Context>): (context: Context) => boolean {
  const evaluate = compile(tree, scope);
  if (tree.kind === "value" && typeof tree.value !== "boolean") refuseResult(tree.value, tree);
  return (context) => {
    const value = evaluate(context);
    if (value !== undefined && typeof value !== "boolean") refuseResult(value, tree);
    return value === true;
  };
}

function refuseResult(value: Value, tree: Tree): never {
  throw new ExpressionError("bad-expression/condition", { found: kindOf(value) }, tree);
}

function compileName<Context>(tree: NameNode, scope: Scope<Context>): Evaluate<Context> {
  const name = formatName(tree.path);
  const found = scope.find(name, tree.path);
  if (typeof found === "function") return found;
  if ("candidates" in found) {
    throw new ExpressionError("bad-expression/ambiguous", { name, candidates: found.candidates }, tree);
  }
  throw new ExpressionError("bad-expression/name", { name, near: found.near }, tree);
}

function compileUnary<Context>(tree: Extract<Tree, { kind: "unary" }>, scope: Scope<Context>): Evaluate<Context> {
  const { operator, operand } = tree;
  const evaluate = compile(operand, scope);
  if (operator === "!") {
    return (context) => {
      const value = truth(evaluate(context), "!", operand);
      return value === undefined ? undefined : !value;
    };
  }
  return (context) => {
    const value = number(evaluate(context), "-", operand);
    return value === undefined ? undefined : -value;
  };
}

function compileBinary<Context>(tree: Extract<Tree, { kind: "binary" }>, scope: Scope<Context>): Evaluate<Context> {
  const { operator, left, right } = tree;
  const [a, b] = [compile(left, scope), compile(right, scope)];
  if (operator === "&&" || operator === "||") {
    /** The value of one side that decides the result. */
    const decides = operator === "||";
    return (context) => {
      const first = truth(a(context), operator, left);
      if (first === decides) return first;
      const second = truth(b(context), operator, right);
      return second === decides || first !== undefined ? second : undefined;
    };
  }
  if (operator in arithmetic) {
    const work = arithmetic[operator as keyof typeof arithmetic];
    return (context) => {
      const first = number(a(context), operator, left);
      const second = number(b(context), operator, right);
      return first === undefined || second === undefined ? undefined : work(first, second);
    };
  }
  const compare = comparison[operator as keyof typeof comparison];
  return (context) => {
    const [first, second] = [a(context), b(context)];
    if (first === undefined || second === undefined) return undefined;
    if (typeof first !== typeof second || typeof first === "object" || isUnordered(first, operator)) {
      const kinds = { left: kindOf(first), right: kindOf(second) };
      throw new ExpressionError("bad-expression/compare", kinds, tree);
    }
    return compare(first as number, second as number);
  };
}

/** Returns true for ordering booleans, which is refused: false < true would be accidental. */
const isUnordered = (value: Value, operator: BinaryOperator) =>
  typeof value === "boolean" && operator !== "==" && operator !== "!=";

function compileCall<Context>(tree: Extract<Tree, { kind: "call" }>, scope: Scope<Context>): Evaluate<Context> {
  const { name } = tree;
  const known = Object.hasOwn(scope.functions, name) ? scope.functions[name] : undefined;
  if (!known) {
    const near = nearNames(name, Object.keys(scope.functions));
    throw new ExpressionError("bad-expression/function", { name, near }, tree);
  }
  const [min, max] = known.arity;
  const found = tree.arguments.length;
  if (found < min || found > max) {
    throw new ExpressionError("bad-expression/arguments", { name, wanted: arityText(min, max), found }, tree);
  }
  const evaluators = tree.arguments.map((each) => compile(each, scope));
  return (context) => {
    const given = evaluators.map((evaluate) => evaluate(context));
    if (!known.missing && given.includes(undefined)) return undefined;
    for (const [i, value] of given.entries()) demandKind(value, known.takes, name, tree.arguments[i]);
    return known.call(...given);
  };
}

function arityText(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return `${min} or more values`;
  return min === max ? `${min} ${min === 1 ? "value" : "values"}` : `${min} to ${max} values`;
}

function demandKind(value: Value, wanted: ExpressionFunction["takes"], what: string, tree: Tree): void {
  if (wanted === "any" || kindsTaken[wanted].includes(kindOf(value))) return;
  throw new ExpressionError("bad-expression/type", { what, wanted: `a ${wanted}`, found: kindOf(value) }, tree);
}

const kindsTaken: Record<Exclude<ExpressionFunction["takes"], "any">, readonly string[]> = {
  number: ["a number"],
  text: ["a text"],
  matrix: ["a matrix"],
  "number or matrix": ["a number", "a matrix"],
};

function number(value: Value, what: string, tree: Tree): number | undefined {
  if (value === undefined || typeof value === "number") return value;
  throw new ExpressionError("bad-expression/type", { what, wanted: "numbers", found: kindOf(value) }, tree);
}

function truth(value: Value, what: string, tree: Tree): boolean | undefined {
  if (value === undefined || typeof value === "boolean") return value;
  throw new ExpressionError("bad-expression/type", { what, wanted: "true or false", found: kindOf(value) }, tree);
}

const arithmetic = {
  "+": (a: number, b: number) => a + b,
  "-": (a: number, b: number) => a - b,
  "*": (a: number, b: number) => a * b,
  "/": (a: number, b: number) => a / b,
  "%": (a: number, b: number) => a % b,
};

/** Comparisons of two numbers, two texts (by code units), or two booleans. */
const comparison = {
  "==": (a: number, b: number) => a === b,
  "!=": (a: number, b: number) => a !== b,
  "<": (a: number, b: number) => a < b,
  "<=": (a: number, b: number) => a <= b,
  ">": (a: number, b: number) => a > b,
  ">=": (a: number, b: number) => a >= b,
};
