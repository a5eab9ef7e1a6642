/** Matrices as variables: rows of a matrix, numbers of a row. Only the parts that are opened are sent. */
import { Handles } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Debuggee, NamedMatrix } from "./debuggee";
import { evaluate, formatMatrix, parseExpression } from "./expressions";

/** A scope's matrices by name, or the parts of one. */
type Opened = { readonly names: readonly string[] } | { readonly matrix: NamedMatrix };

export class Variables {
  private readonly handles = new Handles<Opened>();

  constructor(private readonly debuggee: Debuggee) {}

  /** What was opened before the last step is gone. */
  reset(): void {
    this.handles.reset();
  }

  /** The layer that is at work first, then the example, then the other layers. */
  scopes(): DebugProtocol.Scope[] {
    const { layers } = this.debuggee.config;
    const { layer: now } = this.debuggee.step();
    const scope = (name: string, names: readonly string[]) => ({
      name,
      variablesReference: this.handles.create({ names }),
      namedVariables: names.length,
      expensive: false,
    });
    const ofLayer = (l: number) =>
      scope(`Layer ${l + 1} (${layers[l].units} units, ${layers[l].activation})`, this.debuggee.names(l));
    const others = layers.map((_, l) => l).filter((l) => l !== now);
    const example = scope("Example", ["z0", "y", "cost"]);
    return [...(now === undefined ? [] : [ofLayer(now)]), example, ...others.map(ofLayer)];
  }

  async list(reference: number, start = 0, count?: number): Promise<DebugProtocol.Variable[]> {
    const opened = this.handles.get(reference);
    if (!opened) return [];
    if ("names" in opened) {
      const matrix = await Promise.all(opened.names.map((name) => this.debuggee.read(name)));
      return matrix.flatMap((each) => (each ? [this.variable(each)] : []));
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

  /** What hovers and the console ask. Throws an Error that says what can be asked, or when. */
  async evaluate(expression: string): Promise<DebugProtocol.EvaluateResponse["body"]> {
    const parsed = parseExpression(expression);
    const matrix = await this.debuggee.read(parsed.name);
    if (!matrix) {
      const known = this.debuggee.isKnown(parsed.name);
      throw new Error(
        known ? `${parsed.name} is not computed yet; step on` : `there is no ${parsed.name}; layers count from 1`,
      );
    }
    const value = evaluate(parsed, matrix);
    if (typeof value !== "object") return { result: String(value), variablesReference: 0 };
    const variable = this.variable(value);
    return { ...variable, result: variable.value };
  }

  private variable(matrix: NamedMatrix): DebugProtocol.Variable {
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

  /** Inputs and targets have names of their own. */
  private nameOf(matrix: string, i: number): string {
    const { inputNames, classNames, targets } = this.debuggee.dataset;
    const own =
      matrix === "z0" ? inputNames?.[i] : matrix === "y" ? (classNames?.[i] ?? targets?.[i]?.name) : undefined;
    return own === undefined ? `[${i}]` : `[${i}] ${own}`;
  }
}
