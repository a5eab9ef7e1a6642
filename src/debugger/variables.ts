/** Matrices as variables: rows of a matrix, numbers of a row. Only expanded parts are sent. */
import { Handles } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { changedText, changeText, elementVariable, markOf } from "./changeText";
import { formatMatrix } from "./formatMatrix";
import type { LastStop } from "./lastStop";
import type { NamedMatrix } from "./matrices";

export interface VariableScope {
  readonly name: string;
  /** Numbers and texts; `isText` marks those that expressions cannot use. */
  readonly figures?: readonly { readonly name: string; readonly value: string; readonly isText?: boolean }[];
  readonly matrices: readonly string[];
  /** Matrices that expressions cannot name. */
  readonly values?: readonly NamedMatrix[];
}

export interface VariableSource {
  /** Returns the scopes, that of the layer of the next operation first. */
  scopes(): VariableScope[];
  /** Reads a matrix; undefined if it does not exist or is not computed yet. */
  read(name: string): Promise<NamedMatrix | undefined>;
  /** Returns the name of a column of a single row, if it has one. */
  nameOf(matrix: string, column: number): string | undefined;
  /** Returns the class of each example, if the rows of a matrix are examples with classes. */
  classesOf(matrix: string): Promise<readonly string[] | undefined>;
  /** Returns true if the elements of a matrix have terms to step through; absent: none have. */
  hasTerms?(matrix: string): boolean;
}

/** VS Code's extension of the protocol: the context for `when` clauses of menus. */
type MatrixVariable = DebugProtocol.Variable & { readonly __vscodeVariableMenuContext?: string };

type Opened = VariableScope | { readonly matrix: NamedMatrix };

export class Variables {
  private readonly handles = new Handles<Opened>();

  constructor(
    private readonly shown: VariableSource,
    private readonly lastStop: LastStop,
  ) {}

  /** Invalidates the variable references of the last stop. */
  reset(): void {
    this.handles.reset();
  }

  scopes(): DebugProtocol.Scope[] {
    return this.shown.scopes().map((scope) => ({
      name: scope.name,
      variablesReference: this.handles.create(scope),
      namedVariables: scope.matrices.length + (scope.figures?.length ?? 0) + (scope.values?.length ?? 0),
      expensive: false,
    }));
  }

  async list(reference: number, start = 0, count?: number): Promise<MatrixVariable[]> {
    const opened = this.handles.get(reference);
    if (!opened) return [];
    if (!("matrix" in opened)) {
      const figures = (opened.figures ?? []).map(({ isText, ...each }) => ({
        ...each,
        ...(!isText && { evaluateName: each.name }),
        variablesReference: 0,
      }));
      const matrices = await Promise.all(opened.matrices.map((name) => this.shown.read(name)));
      const values = (opened.values ?? []).map((each) => {
        const { evaluateName: _, ...variable } = this.variable(each);
        return variable;
      });
      const there = matrices.filter((each) => each !== undefined);
      return [...figures, ...values, ...(await Promise.all(there.map((each) => this.marked(each))))];
    }
    const { rows, columns, values, name } = opened.matrix;
    const most = rows > 1 ? rows : columns;
    const end = Math.min(most, start + (count || most));
    const hasTerms = this.shown.hasTerms?.(/^\w+/.exec(name)?.[0] ?? "") ?? false;
    const [change, classes] = [await this.changeWithin(opened.matrix), await this.shown.classesOf(name)];
    return Array.from({ length: Math.max(0, end - start) }, (_, i) => {
      const at = start + i;
      if (rows === 1) {
        const element = elementVariable(this.nameOf(name, at), values[at], change?.[at]);
        const menu = { evaluateName: `${name}[${at}]`, __vscodeVariableMenuContext: "element" };
        return hasTerms ? { ...element, ...menu } : element;
      }
      const row = {
        name: `${name}[${at}]`,
        rows: 1,
        columns,
        values: values.subarray(at * columns, (at + 1) * columns),
      };
      const before = change?.subarray(at * columns, (at + 1) * columns);
      const variable = this.variable(row);
      const ofClass = classes ? `${classes[at]}: ` : "";
      const value = `${ofClass}${variable.value}${changedText(row.values, before)}`;
      return { ...variable, name: `[${at}]`, value };
    });
  }

  /** Returns a matrix variable, marked with the changes of the last step. */
  private async marked(matrix: NamedMatrix): Promise<DebugProtocol.Variable> {
    const variable = this.variable(matrix);
    const change = await this.lastStop.changeOf(matrix);
    if (variable.variablesReference === 0) {
      return {
        ...variable,
        ...markOf(matrix.values[0], change.kind === "compared" ? change.before.values[0] : undefined),
      };
    }
    return { ...variable, value: `${variable.value}${changeText(matrix.values.length, change)}` };
  }

  /** Returns the values of a matrix, or of a row of one, at the last stop. */
  private async changeWithin({ name, rows, columns, values }: NamedMatrix): Promise<Float32Array | undefined> {
    const [, matrix, row] = /^(\w+)(?:\[(\d+)\])?$/.exec(name) ?? [];
    if (matrix === undefined) return undefined;
    if (row === undefined) {
      const change = await this.lastStop.changeOf({ name, rows, columns, values });
      return change.kind === "compared" ? change.before.values : undefined;
    }
    const whole = await this.shown.read(matrix);
    const change = whole && (await this.lastStop.changeOf(whole));
    return change?.kind === "compared"
      ? change.before.values.subarray(Number(row) * columns, (Number(row) + 1) * columns)
      : undefined;
  }

  /** Returns the expression of a child of an expanded variable; undefined for an invalid reference. */
  expressionOf(reference: number, name: string): string | undefined {
    const opened = this.handles.get(reference);
    if (!opened) return undefined;
    const [index] = /^\[\d+\]/.exec(name) ?? [name];
    return "matrix" in opened ? `${opened.matrix.name}${index}` : name;
  }

  variable(matrix: NamedMatrix): MatrixVariable {
    const { name, rows, columns, values } = matrix;
    if (values.length === 1 && rows === 1) {
      return { name, value: String(values[0]), type: "float32", evaluateName: name, variablesReference: 0 };
    }
    return {
      name,
      value: formatMatrix(matrix),
      type: `float32 [${rows}, ${columns}]`,
      evaluateName: name,
      memoryReference: name,
      __vscodeVariableMenuContext: "matrix",
      variablesReference: this.handles.create({ matrix }),
      indexedVariables: rows > 1 ? rows : columns,
    };
  }

  private nameOf(matrix: string, i: number): string {
    const own = this.shown.nameOf(matrix, i);
    return own === undefined ? `[${i}]` : `[${i}] ${own}`;
  }
}

/** Returns the name of an input or a target of the data, also for rows of a minibatch. */
export function nameInData(
  {
    inputNames,
    classNames,
    targets,
  }: {
    inputNames?: readonly string[] | undefined;
    classNames?: readonly string[] | undefined;
    targets?: readonly { name: string }[] | undefined;
  },
  matrix: string,
  i: number,
): string | undefined {
  if (/^z0(\[\d+\])?$/.test(matrix)) return inputNames?.[i];
  return /^y(\[\d+\])?$/.test(matrix) ? (classNames?.[i] ?? targets?.[i]?.name) : undefined;
}
