/**
 * Conditions over a training, as `deadUnits(s1) > 0 && epoch > 2`: parsed once, with what has to be computed for them,
 * and evaluated at one moment after the other. What can be wrong with one is found when it is parsed. Nothing is ever
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
import type { Condition, MomentValues, Needs, Term } from "./momentValues";
import { type FigureName, figureNames, type MatrixName, matrixNames, operationNames } from "./names";
import { type RightName, resolve } from "./resolve";
import { termsOf } from "./terms";

export interface Described {
  readonly config: Pick<ResolvedConfig, "layers" | "training">;
  readonly dataset: Pick<Dataset, SetName | "inputs" | "task">;
  /** Whether moments lie between the operations of a minibatch too, which have a phase and a layer. */
  readonly operations?: boolean;
}

export class TrainingScope {
  readonly matrices: ReadonlyMap<string, MatrixName>;
  private readonly figures: readonly FigureName[];

  constructor(private readonly described: Described) {
    this.matrices = matrixNames(described.config.layers, described.dataset.inputs);
    this.figures = described.operations ? [...figureNames, ...operationNames] : figureNames;
  }

  /** For completion. */
  get names(): { figures: readonly string[]; matrices: readonly string[]; functions: readonly string[] } {
    const functions = [...Object.keys(matrixFunctions), "right"];
    return { figures: this.figures, matrices: [...this.matrices.keys()], functions };
  }

  /** Throws ExpressionError, which knows the part of the text that is wrong. */
  condition(text: string): Condition {
    const { tree, scope, example, ...bound } = this.bind(text);
    const holds = compileCondition(tree, scope);
    compileCondition(tree, example)(undefined);
    return { ...bound, holds, terms: termsOf(tree, text, scope) };
  }

  /** Of any value, as a watch has it. Throws ExpressionError. */
  expression(text: string): Term & { readonly needs: Needs } {
    const { tree, scope, example: _, ...bound } = this.bind(text);
    return { ...bound, value: compile(tree, scope) };
  }

  private bind(text: string) {
    const right = new Map<string, RightName>();
    const matrices = new Map<string, MatrixName>();
    const { config, dataset, operations = false } = this.described;
    const batchSize = dataset.train ? Math.min(config.training.batchSize, dataset.train.count) : 1;
    const tree = resolve(parse(text), { dataset, matrices: this.matrices, batchSize, operations, right });
    const scope: Scope<MomentValues> = {
      find: (name, path) => this.find(name, path, right, matrices),
      functions: matrixFunctions,
    };
    const example = exampleOf(scope, this.matrices);
    checkKinds(tree, example);
    return { tree, text, scope, example, needs: { matrices, right } };
  }

  private find(
    name: string,
    [first, ...indices]: NameNode["path"],
    right: ReadonlyMap<string, RightName>,
    used: Map<string, MatrixName>,
  ): Evaluate<MomentValues> | { near: readonly string[] } {
    const example = right.get(name);
    if (example) return (moment) => moment.right(example);
    const figure = this.figures.find((each) => each === name);
    if (figure) return (moment) => moment.figure(figure);
    const matrix = this.matrices.get(String(first));
    if (!matrix) return { near: nearNames(name, [...this.figures, ...this.matrices.keys()]) };
    used.set(matrix.name, matrix);
    return (moment) => partOf(moment.matrix(matrix.name), indices as number[]);
  }
}

/** The same names and functions over values that stand for their kinds: what fails with them can never be right. */
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
      if (!of) return () => (name === "phase" ? "update" : name.startsWith("right(") ? true : 1);
      const matrix = { of, rows: 1, columns: 1, values: new Float32Array(1) };
      const isElement = path.length === 3 || (path.length === 2 && of.rows === 1);
      return () => (isElement ? 0 : matrix);
    },
  };
}

/** Each part for itself: `&&` does not look at its second where the first decides. */
function checkKinds(tree: Tree, example: Scope<undefined>): void {
  if (tree.kind === "unary") checkKinds(tree.operand, example);
  if (tree.kind === "binary") for (const each of [tree.left, tree.right]) checkKinds(each, example);
  if (tree.kind === "call") for (const each of tree.arguments) checkKinds(each, example);
  compile(tree, example)(undefined);
}
