/**
 * Checks that depend on the training, not on the grammar: indices, and functions of certain layers only. `right(set,
 * index)` and parts of matrices become names, so that they are computed before the condition is evaluated.
 */
import type { Dataset } from "../../data/dataset";
import { ExpressionError } from "../../expressions/error";
import { nearNames } from "../../expressions/names";
import { formatName, type NameNode, type Tree } from "../../expressions/tree";
import type { SetName } from "../views/runNetwork";
import { ofSomeLayers } from "./matrixFunctions";
import { type MatrixPart, partIn } from "./matrixParts";
import { type MatrixName, operationNames } from "./names";

/** `right(validation, 42)`: the example's index counts from 0, as everywhere. */
export interface RightName {
  readonly set: SetName;
  readonly index: number;
}

interface Context {
  readonly dataset: Pick<Dataset, SetName | "task">;
  readonly matrices: ReadonlyMap<string, MatrixName>;
  /** Rows of matrices with one row per example of a minibatch. */
  readonly batchSize: number;
  /** True if moments are those of single operations. */
  readonly operations: boolean;
  /** Collects the requested values, by the name that they become. */
  readonly right: Map<string, RightName>;
  readonly parts: Map<string, MatrixPart>;
}

type Call = Extract<Tree, { kind: "call" }>;

/** Throws an ExpressionError. */
export function resolve(tree: Tree, context: Context): Tree {
  const checked = check(tree, context);
  const part = partIn(checked, context.matrices);
  if (!part) return checked;
  context.parts.set(part.text, part);
  const { offset, length } = tree;
  return { kind: "name", path: [part.text], offset, length };
}

function check(tree: Tree, context: Context): Tree {
  switch (tree.kind) {
    case "value":
      return tree;
    case "name":
      checkName(tree, context);
      return tree;
    case "unary":
      return { ...tree, operand: resolve(tree.operand, context) };
    case "binary":
      return { ...tree, left: resolve(tree.left, context), right: resolve(tree.right, context) };
    case "call":
      if (tree.name === "right") return resolveRight(tree, context);
      checkLayer(tree, context);
      return { ...tree, arguments: tree.arguments.map((each) => resolve(each, context)) };
  }
}

function checkName(tree: NameNode, { matrices, batchSize, operations }: Context): void {
  const [first, ...indices] = tree.path;
  const name = formatName(tree.path).replaceAll('[":"]', "[:]");
  if (!operations && operationNames.some((each) => each === name)) {
    throw new ExpressionError("bad-expression/operation", { name }, tree);
  }
  const matrix = matrices.get(String(first));
  if (!matrix || indices.length === 0) return;
  const { rows = batchSize, columns } = matrix;
  const isColumn = indices[0] === ":" && indices.length > 1;
  const limits = rows === 1 && indices.length === 1 ? [columns] : [rows, columns, isColumn ? rows : 0];
  const isWithin = (index: string | number, i: number) =>
    (i === 0 && isColumn) || (typeof index === "number" && index < (limits[i] ?? 0));
  if (indices.every(isWithin)) return;
  throw new ExpressionError("bad-expression/index", { name, matrix: matrix.name, rows, columns }, tree);
}

function checkLayer(tree: Call, { matrices }: Context): void {
  const wanted = Object.hasOwn(ofSomeLayers, tree.name) ? ofSomeLayers[tree.name] : undefined;
  const [given] = tree.arguments;
  if (!wanted || tree.arguments.length !== 1) return;
  const matrix = given.kind === "name" && given.path.length === 1 ? matrices.get(String(given.path[0])) : undefined;
  const isOne =
    matrix?.activation && wanted.kinds.includes(matrix.kind) && wanted.activations.includes(matrix.activation);
  if (isOne) return;
  const found = matrix?.activation && `layer ${matrix.layer} has ${matrix.activation}`;
  const { kinds, activations } = wanted;
  throw new ExpressionError(
    "bad-expression/layer",
    { what: tree.name, kinds, activations, ...(found && { found }) },
    given,
  );
}

function resolveRight(tree: Call, { dataset, right }: Context): Tree {
  const [set, index] = tree.arguments;
  const found = tree.arguments.length;
  if (found !== 2) {
    throw new ExpressionError("bad-expression/arguments", { name: "right", wanted: "2 values", found }, tree);
  }
  if (dataset.task === "regression") throw new ExpressionError("bad-expression/right-task", {}, tree);
  const sets = (["train", "validation", "test"] as const).filter((each) => dataset[each]);
  const word = set.kind === "name" ? formatName(set.path) : set.kind === "value" ? String(set.value) : "";
  const name = sets.find((each) => each === word);
  if (!name) throw new ExpressionError("bad-expression/right-set", { sets, near: nearNames(word, sets) }, set);
  const count = dataset[name]?.count ?? 0;
  const number = index.kind === "value" ? index.value : undefined;
  if (typeof number !== "number" || !Number.isInteger(number) || number >= count) {
    throw new ExpressionError("bad-expression/right-index", { set: name, count }, index);
  }
  const key = `right(${name}, ${number})`;
  right.set(key, { set: name, index: number });
  const { offset, length } = tree;
  return { kind: "name", path: [key], offset, length };
}
