/**
 * Steps through a training operation by operation on a replay; the training itself is unchanged. After the last
 * operation of a minibatch the step is repeated as training takes it, and the results are compared.
 */
import type { Matrix, Plan } from "../../core/backend";
import type { NamedArray } from "../../core/layer";
import type { Edit } from "../../trainer/experiment/setValues";
import type { TrainingState } from "../../trainer/experiment/training";
import type { Moment } from "../../trainer/replay/moments";
import type { Needs } from "../../trainer/replay/momentValues";
import type { TrainingReplay } from "../../trainer/replay/replay";
import { matricesOf, type NamedMatrix } from "../matrices";
import { type Position, startOf } from "./course";
import { type Difference, differenceOf } from "./difference";
import { operationsOf, type StepOperation } from "./operations";
import { partsOf } from "./parts";
import type { Parts, Read } from "./steps";
import { type Element, summed, termsOf } from "./terms";
import { readUpdate } from "./updateSteps";

/** Number of minibatches before a position at which a copy is kept, to shorten steps back from it. */
const shortlyBefore = 8;

interface Compiled {
  readonly operations: readonly StepOperation[];
  readonly plans: readonly Plan[];
}

export class Stepper {
  operations: readonly StepOperation[] = [];
  /** Mean cost per example of the minibatch, once it is measured. */
  cost: number | undefined;
  /** Number of examples in the minibatch. */
  rows = 0;
  private plans: readonly Plan[] = [];
  private readonly compiled = new Map<string, Compiled>();
  private readonly matrices: ReadonlyMap<string, Matrix>;
  /** Parameters before the minibatch. */
  private before: readonly NamedArray[] = [];
  /** False if the replay is at another position than `place`. */
  private isHere = false;
  /** Number of operations executed for this minibatch: their results, except parameters, are still in memory. */
  private executed = 0;

  constructor(
    readonly replay: TrainingReplay,
    public place: Position,
  ) {
    this.matrices = matricesOf(replay.training.network);
  }

  /** Moves to a position. Throws a NetworkError of kind "non-finite" if training does not reach it. */
  async goTo(place: Position): Promise<void> {
    if (place.done !== this.place.done || !this.isHere) await this.begin(place.done);
    if (place.operation < this.place.operation) await this.takeBack(place.operation);
    while (this.place.operation < place.operation) await this.execute();
  }

  /** Executes the next operation. Returns the names of its results that hold values that are not finite. */
  async next(): Promise<string[]> {
    const { writes } = this.operations[this.place.operation];
    await this.execute();
    if (writes.includes("cost")) return Number.isFinite(this.cost) ? [] : ["cost"];
    const found = await Promise.all(writes.map((name) => this.read(name)));
    return found.flatMap((matrix) => (matrix && !matrix.values.every(Number.isFinite) ? [matrix.name] : []));
  }

  /**
   * Returns the parts of the next operation without executing it; undefined if it has none.
   * @param element of its result, whose terms are the parts
   */
  async parts(element?: Element): Promise<Parts | undefined> {
    const { operation } = this.operations[this.place.operation];
    const { next } = this.replay.training;
    const read = await this.readAhead();
    return element ? termsOf(operation, next, read, element) : partsOf(operation, next, read);
  }

  /**
   * Returns the result of the next operation in the matrix whose terms can be stepped through, if it has one; for
   * weights, the values before their update.
   */
  async ahead(): Promise<NamedMatrix | undefined> {
    const operation = this.operations[this.place.operation]?.operation;
    const [name] = operation ? summed(operation) : [];
    if (name === undefined) return undefined;
    return operation?.op === "update" ? this.valuesOf(name, this.rows) : (await this.readAhead())(name);
  }

  private async readAhead(): Promise<Read> {
    const { operation } = this.operations[this.place.operation];
    const plan = this.plans[this.place.operation];
    if (operation.op === "update") {
      return readUpdate(operation, plan, this.replay, (name) => this.valuesOf(name, this.rows));
    }
    // The result is the same whenever the operation is executed.
    const { rows } = await this.replay.training.execute(plan);
    return (name) => this.valuesOf(name, rows);
  }

  /** State of the training before the current minibatch. */
  get beforeHere(): TrainingState {
    return { minibatches: this.place.done, arrays: this.before, sums: this.replay.training.sums };
  }

  /** Takes the step whose operations were executed, and returns its difference from them. */
  async commit(): Promise<Difference | undefined> {
    const { network } = this.replay.training;
    const shown = await network.readParameters();
    await network.writeParameters(this.before);
    await this.replay.training.train(1);
    const difference = differenceOf(shown, await network.readParameters());
    await this.enter(this.place.done + 1);
    return difference;
  }

  /** Sets a value before the next operation; later results are computed again. */
  async edit(edit: Edit): Promise<void> {
    this.replay.training.edited.add([edit]);
    this.executed = this.place.operation;
    await this.setHere();
  }

  /** Restores the network to its state before the minibatch, so that the replay can continue from there. */
  async leave(): Promise<void> {
    if (!this.isHere) return;
    await this.takeBack(0);
    if (this.isEdited) await this.replay.training.network.writeParameters(this.before);
    this.isHere = false;
  }

  /** Applies settings that were changed from the newest minibatch on. */
  async renew(): Promise<void> {
    const { place, isHere } = this;
    await this.leave();
    this.replay.renew();
    if (isHere) await this.goTo(place);
  }

  /** Trains the minibatch after `done` and returns the values it leaves; call `leave` before. */
  async momentOf(done: number, needs: Needs): Promise<Moment | undefined> {
    await this.replay.seek(this.replay.atOf(done));
    await this.replay.breathe();
    return this.replay.next(needs);
  }

  /** Returns the values after `done` minibatches; before the first one, the initial network. */
  async momentBefore(done: number, needs: Needs): Promise<Moment | undefined> {
    await this.leave();
    if (done > 0) return this.momentOf(done - 1, needs);
    await this.replay.seek(this.replay.atOf(0));
    return this.replay.moments.parameters(needs);
  }

  /** Keeps a copy of the network after `done` minibatches, which shortens returning there. */
  async keep(done: number): Promise<void> {
    await this.replay.seek(this.replay.atOf(done));
    await this.replay.remember();
  }

  /** Returns the difference of the displayed parameters from these; undefined if equal or if none are displayed. */
  differenceTo(parameters: readonly NamedArray[]): Difference | undefined {
    return this.isHere ? differenceOf(this.before, parameters) : undefined;
  }

  /** Reads a matrix; undefined if it does not exist or is not computed yet. */
  async read(name: string): Promise<NamedMatrix | undefined> {
    if (name === "cost") {
      if (this.cost === undefined || !this.isThere("cost")) return undefined;
      return { name, rows: 1, columns: 1, values: Float32Array.of(this.cost) };
    }
    return this.matrices.has(name) && this.isThere(name) ? this.valuesOf(name, this.rows) : undefined;
  }

  /** @param count number of examples in the minibatch */
  private async valuesOf(name: string, count: number): Promise<NamedMatrix> {
    const matrix = this.matrices.get(name);
    if (!matrix) throw new TypeError(`there is no ${name}`);
    const { columns } = matrix;
    const values = await this.replay.backend.read(matrix);
    const rows = isOfExamples(name) ? count : matrix.rows;
    return { name, rows, columns, values: values.subarray(0, rows * columns) };
  }

  /** Returns the shape of a matrix in the current minibatch, computed or not. */
  shapeOf(name: string): { rows: number; columns: number } {
    const { rows, columns } = this.matrices.get(name) ?? { rows: 1, columns: 1 };
    return { rows: isOfExamples(name) ? this.replay.training.next.rows : rows, columns };
  }

  /** Returns the maximum number of values in a matrix. */
  sizeOf(name: string): number {
    const matrix = this.matrices.get(name);
    return matrix ? matrix.rows * matrix.columns : 1;
  }

  isKnown(name: string): boolean {
    return name === "cost" || this.matrices.has(name);
  }

  isThere(name: string): boolean {
    if (isParameter(name)) return this.matrices.has(name);
    const maker = this.operations.findIndex(({ writes }) => writes.includes(name));
    return maker >= 0 && maker < this.place.operation;
  }

  private async begin(done: number): Promise<void> {
    await this.leave();
    if (!this.replay.isNear(done, shortlyBefore)) await this.keep(Math.max(0, done - shortlyBefore));
    await this.replay.seek(this.replay.atOf(done));
    await this.enter(done);
  }

  private async enter(done: number): Promise<void> {
    await this.replay.prepare();
    this.place = startOf(done);
    this.executed = 0;
    this.cost = undefined;
    this.before = await this.replay.training.network.readParameters();
    const { operations, plans } = this.compile();
    this.operations = operations;
    this.plans = plans;
    this.isHere = true;
    await this.setHere();
  }

  /** Compiles the plans of the current settings once: the memory of a plan is not released. */
  private compile(): Compiled {
    const { training, backend } = this.replay;
    const settings = training.settings();
    const { optimizer, regularization } = settings;
    const key = JSON.stringify({ optimizer: { ...optimizer, learningRate: 0 }, regularization });
    const compiled = this.compiled.get(key) ?? {
      operations: operationsOf(training.network, training.operations(), settings),
      plans: [],
    };
    if (!this.compiled.has(key)) {
      const plans = compiled.operations.map(({ operation }) => backend.plan([operation]));
      this.compiled.set(key, { ...compiled, plans });
    }
    return this.compiled.get(key) as Compiled;
  }

  private async execute(): Promise<void> {
    const { operation } = this.place;
    const isDone = operation < this.executed && this.operations[operation].operation.op !== "update";
    if (!isDone) {
      const { cost, rows } = await this.replay.training.execute(this.plans[operation]);
      this.rows = rows;
      this.cost = cost ?? this.cost;
      this.executed = Math.max(this.executed, operation + 1);
    }
    this.place = { ...this.place, operation: operation + 1 };
    await this.setHere();
  }

  /** True if values were set by the user in this minibatch. */
  private get isEdited(): boolean {
    const { training } = this.replay;
    return training.edited.of(training.next).length > 0;
  }

  /** Sets the values that the user set before the next operation. */
  private async setHere(): Promise<void> {
    const next = this.operations[this.place.operation];
    const { training } = this.replay;
    if (next && this.isEdited) await training.edited.setBefore(next.operation, training.next);
  }

  /** Goes back by restoring the parameters and repeating the earlier updates: only updates overwrite values. */
  private async takeBack(to: number): Promise<void> {
    const isUpdate = ({ operation }: StepOperation) => operation.op === "update";
    const { operation } = this.place;
    if (this.isEdited) return this.again(to);
    if (this.operations.slice(to, operation).some(isUpdate)) {
      await this.replay.training.network.writeParameters(this.before);
      for (let each = 0; each < to; each++) {
        if (isUpdate(this.operations[each])) await this.replay.training.execute(this.plans[each]);
      }
    }
    this.place = { ...this.place, operation: to };
  }

  /** Repeats the minibatch from its start, because the matrices in memory contain edited values. */
  private async again(to: number): Promise<void> {
    await this.replay.training.network.writeParameters(this.before);
    this.place = { ...this.place, operation: 0 };
    this.executed = 0;
    await this.setHere();
    while (this.place.operation < to) await this.execute();
  }
}

const isParameter = (name: string): boolean => /^(W|b|alpha)\d+$/.test(name);
const isOfExamples = (name: string): boolean => /^(y|z\d+|s\d+|delta\d+)$/.test(name);
