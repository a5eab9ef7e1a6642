/** The variables and expressions of an example that passes through a network. */

import { say } from "../language";
import type { NamedMatrix } from "../matrices";
import { classesOf } from "../matrixViews";
import { nameInData, type VariableScope, type VariableSource } from "../variables";
import type { Debuggee } from "./debuggee";
import { evaluate, parseExpression } from "./expressions";

export class ExampleVariables implements VariableSource {
  constructor(private readonly debuggee: Debuggee) {}

  /** Returns the scopes: the layer of the next operation first, then the example, then the other layers. */
  scopes(): VariableScope[] {
    const { layers } = this.debuggee.config;
    const { layer: now } = this.debuggee.step();
    const ofLayer = (l: number) => ({
      name: say("Layer {0} ({1} units, {2})", l + 1, layers[l].units, layers[l].activation),
      matrices: this.debuggee.names(l),
    });
    const others = layers.map((_, l) => l).filter((l) => l !== now);
    const example = { name: say("Example"), matrices: ["z0", "y", "cost"] };
    return [...(now === undefined ? [] : [ofLayer(now)]), example, ...others.map(ofLayer)];
  }

  /** Names of all computed matrices. */
  get matrices(): readonly string[] {
    return ["z0", "y", ...this.debuggee.config.layers.flatMap((_, l) => this.debuggee.names(l))];
  }

  read(name: string): Promise<NamedMatrix | undefined> {
    return this.debuggee.read(name);
  }

  nameOf(matrix: string, column: number): string | undefined {
    return nameInData(this.debuggee.dataset, matrix, column);
  }

  async classesOf(matrix: string): Promise<readonly string[] | undefined> {
    const { classNames } = this.debuggee.dataset;
    const y = classNames && /^(z0|y)$/.test(matrix) ? await this.read("y") : undefined;
    return y && classNames && classesOf(y, classNames);
  }

  /** Evaluates an expression of hovers or the console. Throws an Error that says what can be evaluated, or when. */
  async evaluate(expression: string): Promise<number | string | NamedMatrix> {
    const parsed = parseExpression(expression);
    const matrix = await this.read(parsed.name);
    if (matrix) return evaluate(parsed, matrix);
    const known = this.debuggee.isKnown(parsed.name);
    throw new Error(
      known
        ? say("{0} is not computed yet; step on", parsed.name)
        : say("there is no {0}; layers count from 1", parsed.name),
    );
  }
}
