/** The terms of a condition that are shown when it became true: the compared values, and each `right`. */
import { compile, type Scope } from "../../expressions/compile";
import type { Tree } from "../../expressions/tree";
import type { MomentValues, Term } from "./momentValues";

export function termsOf(tree: Tree, text: string, scope: Scope<MomentValues>): Term[] {
  const found = new Map<string, Term>();
  for (const part of partsOf(tree)) {
    const own = text.slice(part.offset, part.offset + part.length);
    if (!found.has(own)) found.set(own, { text: own, value: compile(part, scope) });
  }
  return [...found.values()];
}

const logical: readonly string[] = ["&&", "||"];
const comparisons: readonly string[] = ["==", "!=", "<", "<=", ">", ">="];

function partsOf(tree: Tree): Tree[] {
  if (tree.kind === "binary" && (logical.includes(tree.operator) || comparisons.includes(tree.operator))) {
    return [tree.left, tree.right].flatMap(partsOf);
  }
  if (tree.kind === "unary" && tree.operator === "!") return partsOf(tree.operand);
  return isConstant(tree) ? [] : [tree];
}

function isConstant(tree: Tree): boolean {
  if (tree.kind === "unary") return isConstant(tree.operand);
  if (tree.kind === "binary") return isConstant(tree.left) && isConstant(tree.right);
  if (tree.kind === "call") return tree.arguments.every(isConstant);
  return tree.kind === "value";
}
