/**
 * Conditions over a training, such as `deadUnits(s1) > 0 && epoch > 2`: parsed once, with the list of values that they
 * need, and evaluated at one moment after the other. Faults of a condition are found when it is parsed. Nothing is ever
 * evaluated as a program: values are numbers, texts, truths and matrices.
 */
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Dataset } from "../../data/dataset";
import { compile, compileCondition, type Evaluate, type Scope } from "../../expressions/compile";
import { nearNames } from "../../expressions/names";
import { parse } from "../../expressions/parse";
import type { NameNode, Tree } from "../../expressions/tree";
import type { SetName } from "../views/runNetwork";
import { matrixFunctions, partOf } from "./matrixFunctions";
import { type MatrixPart, partFrom } from "./matrixParts";
import type { Condition, MomentValues, Needs, Term } from "./momentValues";
import { type FigureName, figureNames, type MatrixName, matrixNames, operationNames } from "./names";
import { type RightName, resolve } from "./resolve";
import { termsOf } from "./terms";

export interface Described {
  readonly config: Pick<ResolvedConfig, "layers" | "training">;
  readonly dataset: Pick<Dataset, SetName | "inputs" | "task">;
  /** True if moments also occur between the operations of a minibatch, which have a phase and a layer. */
  readonly operations?: boolean;
}

export class TrainingScope {
  readonly matrices: ReadonlyMap<string, MatrixName>;
  private readonly figures: readonly FigureName[];

  constructor(private readonly described: Described) {
    this.matrices = matrixNames(described.config.layers, described.dataset.inputs);
    this.figures = described.operations ? [...figureNames, ...operationNames] : figureNames;
  }

  /** Names for completion. */
  get names(): { figures: readonly string[]; matrices: readonly string[]; functions: readonly string[] } {
    const functions = [...Object.keys(matrixFunctions), "right"];
    return { figures: this.figures, matrices: [...this.matrices.keys()], functions };
  }

  /** Parses a condition. Throws an ExpressionError with the faulty part of the text. */
  condition(text: string): Condition {
    const { tree, scope, example, ...bound } = this.bind(text);
    const holds = compileCondition(tree, scope);
    compileCondition(tree, example)(undefined);
    return { ...bound, holds, terms: termsOf(tree, text, scope) };
  }

  /** Parses an expression of any type, such as a watch. Throws an ExpressionError. */
  expression(text: string): Term & { readonly needs: Needs } {
    const { tree, scope, example: _, ...bound } = this.bind(text);
    return { ...bound, value: compile(tree, scope) };
  }

  private bind(text: string) {
    const right = new Map<string, RightName>();
    const parts = new Map<string, MatrixPart>();
    const whole = new Map<string, MatrixName>();
    const { config, dataset, operations = false } = this.described;
    const batchSize = dataset.train ? Math.min(config.training.batchSize, dataset.train.count) : 1;
    const tree = resolve(parse(text), { dataset, matrices: this.matrices, batchSize, operations, right, parts });
    const scope: Scope<MomentValues> = {
      find: (name, path) => this.find(name, path, { right, parts, whole }),
      functions: matrixFunctions,
    };
    const example = exampleOf(scope, this.matrices);
    checkKinds(tree, example);
    const matrices = new Map([...whole, ...[...parts.values()].map(({ of }) => [of.name, of] as const)]);
    return { tree, text, scope, example, needs: { matrices, whole, parts, right } };
  }

  private find(
    name: string,
    [first, ...indices]: NameNode["path"],
    { right, parts, whole }: Omit<Needs, "whole" | "matrices"> & { whole: Map<string, MatrixName> },
  ): Evaluate<MomentValues> | { near: readonly string[] } {
    const example = right.get(name);
    if (example) return (moment) => moment.right(example);
    const part = parts.get(name);
    if (part) return (moment) => moment.part?.(part) ?? partFrom(moment.matrix(part.of.name), part);
    const figure = this.figures.find((each) => each === name);
    if (figure) return (moment) => moment.figure(figure);
    const matrix = this.matrices.get(String(first));
    if (!matrix) return { near: nearNames(name, [...this.figures, ...this.matrices.keys()]) };
    whole.set(matrix.name, matrix);
    return (moment) => partOf(moment.matrix(matrix.name), indices);
  }
}

/** Returns the same names and functions over sample values of each type: what fails with them always fails. */
function exampleOf(
  { find, functions }: Scope<MomentValues>,
  matrices: ReadonlyMap<string, MatrixName>,
): Scope<undefined> {
  return {
    functions,
    find: (name, path) => {
      const found = find(name, path);
      if (typeof found !== "function") return found;
      const of = matrices.get(String(path[0]));
      if (!of) return () => (name === "phase" ? "update" : /^(right|finite)\(/.test(name) ? true : 1);
      // A whole matrix, or a row.
      const matrix = { of, rows: 1, columns: 1, values: new Float32Array(1) };
      return () => matrix;
    },
  };
}

/** Checks each part separately: `&&` does not evaluate its second operand if the first decides. */
function checkKinds(tree: Tree, example: Scope<undefined>): void {
  if (tree.kind === "unary") checkKinds(tree.operand, example);
  if (tree.kind === "binary") for (const each of [tree.left, tree.right]) checkKinds(each, example);
  if (tree.kind === "call") for (const each of tree.arguments) checkKinds(each, example);
  compile(tree, example)(undefined);
}
