/** Matrices as variables: rows of a matrix, numbers of a row. Only the parts that are opened are sent. */
import { Handles } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { formatMatrix } from "./formatMatrix";
import type { NamedMatrix } from "./matrices";

export interface ShownScope {
  readonly name: string;
  /** Numbers and texts that are no matrices. */
  readonly figures?: readonly { readonly name: string; readonly value: string }[];
  readonly matrices: readonly string[];
  /** Matrices that expressions do not know. */
  readonly values?: readonly NamedMatrix[];
}

export interface Shown {
  /** Those of the layer that is at work first. */
  scopes(): ShownScope[];
  /** Undefined where there is no such matrix, or not yet. */
  read(name: string): Promise<NamedMatrix | undefined>;
  /** The name of an element of a single row, where it has one of its own. */
  nameOf(matrix: string, column: number): string | undefined;
}

type Opened = ShownScope | { readonly matrix: NamedMatrix };

export class Variables {
  private readonly handles = new Handles<Opened>();

  constructor(private readonly shown: Shown) {}

  /** What was opened before the last step is gone. */
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

  async list(reference: number, start = 0, count?: number): Promise<DebugProtocol.Variable[]> {
    const opened = this.handles.get(reference);
    if (!opened) return [];
    if (!("matrix" in opened)) {
      const figures = (opened.figures ?? []).map((each) => ({
        ...each,
        evaluateName: each.name,
        variablesReference: 0,
      }));
      const matrices = await Promise.all(opened.matrices.map((name) => this.shown.read(name)));
      const values = (opened.values ?? []).map((each) => {
        const { evaluateName: _, ...variable } = this.variable(each);
        return variable;
      });
      return [...figures, ...values, ...matrices.flatMap((each) => (each ? [this.variable(each)] : []))];
    }
    const { rows, columns, values, name } = opened.matrix;
    const most = rows > 1 ? rows : columns;
    const end = Math.min(most, start + (count || most));
    return Array.from({ length: Math.max(0, end - start) }, (_, i) => {
      const at = start + i;
      if (rows === 1) return { name: this.nameOf(name, at), value: String(values[at]), variablesReference: 0 };
      const row = {
        name: `${name}[${at}]`,
        rows: 1,
        columns,
        values: values.subarray(at * columns, (at + 1) * columns),
      };
      return { ...this.variable(row), name: `[${at}]` };
    });
  }

  variable(matrix: NamedMatrix): DebugProtocol.Variable {
    const { name, rows, columns, values } = matrix;
    if (values.length === 1 && rows === 1) {
      return { name, value: String(values[0]), type: "float32", evaluateName: name, variablesReference: 0 };
    }
    return {
      name,
      value: formatMatrix(matrix),
      type: `float32 [${rows}, ${columns}]`,
      evaluateName: name,
      variablesReference: this.handles.create({ matrix }),
      indexedVariables: rows > 1 ? rows : columns,
    };
  }

  private nameOf(matrix: string, i: number): string {
    const own = this.shown.nameOf(matrix, i);
    return own === undefined ? `[${i}]` : `[${i}] ${own}`;
  }
}

/** Inputs and targets have names of their own, also in the rows of a minibatch. */
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
