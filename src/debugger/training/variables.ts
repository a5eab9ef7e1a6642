/** The variables and expressions of a stopped training. */
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Dataset } from "../../data/dataset";
import type { Value } from "../../expressions/values";
import { TrainingScope } from "../../trainer/replay/condition";
import type { MatrixValue } from "../../trainer/replay/matrixFunctions";
import type { MomentValues } from "../../trainer/replay/momentValues";
import type { FigureName } from "../../trainer/replay/names";
import { say } from "../language";
import { type NamedMatrix, namesOfLayer } from "../matrices";
import { classesOf } from "../matrixViews";
import { nameInData, type VariableScope, type VariableSource } from "../variables";
import { minibatchAfter } from "./course";
import type { Navigator } from "./navigator";
import type { Stepper } from "./stepper";
import { summed } from "./terms";

interface Run {
  readonly config: ResolvedConfig;
  readonly dataset: Dataset;
  readonly folder: string;
}

export class TrainingVariables implements VariableSource {
  private readonly scope: TrainingScope;

  private readonly stepper: Stepper;

  constructor(
    private readonly navigator: Pick<Navigator, "stepper" | "inside">,
    private readonly run: Run,
  ) {
    this.stepper = navigator.stepper;
    this.scope = new TrainingScope({ ...run, operations: true });
  }

  scopes(): VariableScope[] {
    const { layers, training } = this.run.config;
    const now = this.operation?.layer;
    const ofLayer = (l: number): VariableScope => ({
      name: say("Layer {0} ({1} units, {2})", l + 1, layers[l].units, layers[l].activation),
      matrices: this.ofLayer(l),
    });
    const others = layers.map((_, l) => l).filter((l) => l !== now);
    const figures = (names: readonly FigureName[]) =>
      names.flatMap((name) => {
        const value = this.figure(name);
        return value === undefined ? [] : [{ name, value: String(value) }];
      });
    const minibatch = { name: say("Minibatch"), figures: figures(["cost"]), matrices: ["z0", "y"] };
    const epochs = { name: "epochs", value: String(training.epochs) };
    const run = { name: "run", value: this.run.folder };
    const all = [...figures(["epoch", "batch", "step", "learningRate"]), epochs, run];
    return [
      ...(this.navigator.inside ? [{ name: say("Parts"), matrices: [], values: this.parts }] : []),
      ...(now === undefined ? [] : [ofLayer(now)]),
      minibatch,
      ...others.map(ofLayer),
      { name: say("Training"), figures: all, matrices: [] },
      this.network,
    ];
  }

  private get network(): VariableScope {
    const { layers, cost } = this.run.config;
    const { inputs } = this.run.dataset;
    const sizes = [inputs, ...layers.map(({ units }) => units)];
    const parameters = layers.map(
      ({ units, bias, learnAlpha }, l) => units * (sizes[l] + Number(bias) + Number(learnAlpha)),
    );
    const figures = {
      [say("shape")]: `[${sizes.join(", ")}]`,
      [say("activations")]: layers.map(({ activation }) => activation).join(", "),
      [say("costFunction")]: cost,
      [say("parameters")]: String(parameters.reduce((all, each) => all + each)),
    };
    const all = Object.entries(figures).map(([name, value]) => ({ name, value, isText: true }));
    return { name: say("Network"), figures: all, matrices: [] };
  }

  /** Results of the computed parts of the operation. */
  get parts(): readonly NamedMatrix[] {
    const { inside } = this.navigator;
    if (!inside) return [];
    const { parts, done } = inside;
    return parts.shown?.(done) ?? parts.all.slice(0, done).map(({ result }) => result);
  }

  /** Names of all computed matrices. */
  get matrices(): readonly string[] {
    const input = ["z0", "y"].filter((name) => this.stepper.isThere(name));
    return [...input, ...this.run.config.layers.flatMap((_, l) => this.ofLayer(l))];
  }

  private ofLayer(layer: number): string[] {
    return namesOfLayer(layer).filter((name) => this.stepper.isKnown(name) && this.stepper.isThere(name));
  }

  read(name: string): Promise<NamedMatrix | undefined> {
    return this.stepper.read(name);
  }

  nameOf(matrix: string, column: number): string | undefined {
    return nameInData(this.run.dataset, matrix, column);
  }

  async classesOf(matrix: string): Promise<readonly string[] | undefined> {
    const { classNames } = this.run.dataset;
    const y = classNames && /^(z0|y)$/.test(matrix) ? await this.read("y") : undefined;
    return y && classNames && classesOf(y, classNames);
  }

  hasTerms(matrix: string): boolean {
    return this.stepper.operations.some(({ operation }) => summed(operation).includes(matrix));
  }

  /** Matrices by name, including those of later operations. */
  get matrixNames(): TrainingScope["matrices"] {
    return this.scope.matrices;
  }

  /** Names and functions for completions. */
  get words(): { figures: readonly string[]; matrices: readonly string[]; functions: readonly string[] } {
    return this.scope.names;
  }

  /** Evaluates an expression of hovers, watches or the console. Throws an Error that says what is possible. */
  async evaluate(text: string): Promise<Value | NamedMatrix> {
    const { needs, value } = this.scope.expression(text);
    if (needs.right.size > 0) throw new Error(say("right(…) is only for breakpoints; evaluate z and y here"));
    const matrices = new Map<string, MatrixValue>();
    for (const of of needs.matrices.values()) {
      const read = await this.stepper.read(of.name);
      if (!read) throw new Error(say("{0} is not computed yet; step on", of.name));
      matrices.set(of.name, { of, ...read });
    }
    const moment: MomentValues = {
      figure: (name) => this.figure(name),
      matrix: (name) => matrices.get(name),
      right: () => undefined,
    };
    const found = value(moment);
    if (found === undefined) throw new Error(say("{0} is not available yet; step on", text));
    return isMatrix(found) ? { ...found, name: text.trim() } : found;
  }

  private get operation() {
    const { operations, place } = this.stepper;
    return operations[place.operation];
  }

  private figure(name: FigureName): number | string | undefined {
    const { replay, place, cost } = this.stepper;
    const { epoch, batch } = minibatchAfter(place.done, replay.batches);
    const isThere = epoch <= replay.training.config.training.epochs;
    switch (name) {
      case "epoch":
        return isThere ? epoch : undefined;
      case "batch":
        return isThere ? batch : undefined;
      case "step":
        return isThere ? place.done + 1 : undefined;
      case "learningRate":
        return isThere ? replay.training.next.learningRate : undefined;
      case "cost":
        return this.stepper.isThere("cost") ? cost : undefined;
      case "phase":
        return this.operation?.pass;
      case "layer":
        return this.operation?.layer === undefined ? undefined : this.operation.layer + 1;
    }
  }
}

const isMatrix = (value: Value): value is MatrixValue => typeof value === "object" && "columns" in value;
