/**
 * Shows a training operation by operation, on a replay beside it: what training itself does stays as it is. When the
 * last operation of a minibatch is executed, the step is taken as training takes it, and compared with what was shown.
 */
import type { Matrix, Plan } from "../../core/backend";
import type { NamedArray } from "../../core/layer";
import type { Edit } from "../../trainer/experiment/setValues";
import type { TrainingState } from "../../trainer/experiment/training";
import type { Moment } from "../../trainer/replay/moments";
import type { Needs } from "../../trainer/replay/momentValues";
import type { TrainingReplay } from "../../trainer/replay/replay";
import { matricesOf, type NamedMatrix } from "../matrices";
import { type Place, startOf } from "./course";
import { type Difference, differenceOf } from "./difference";
import { operationsOf, type StepOperation } from "./operations";
import { partsOf } from "./parts";
import type { Parts, Read } from "./steps";
import { type Element, summed, termsOf } from "./terms";
import { readUpdate } from "./updateSteps";

/** So many minibatches before a place a copy is kept, so that steps back from there are short. */
const shortlyBefore = 8;

interface Compiled {
  readonly operations: readonly StepOperation[];
  readonly plans: readonly Plan[];
}

export class Stepper {
  operations: readonly StepOperation[] = [];
  /** Of an example of the minibatch, on average, once it is measured. */
  cost: number | undefined;
  /** Examples of the minibatch. */
  rows = 0;
  private plans: readonly Plan[] = [];
  private readonly compiled = new Map<string, Compiled>();
  private readonly matrices: ReadonlyMap<string, Matrix>;
  /** The network before the minibatch. */
  private before: readonly NamedArray[] = [];
  /** Whether the replay is at the place; else it has gone elsewhere meanwhile. */
  private isHere = false;
  /** Operations that were ever executed for this minibatch: what they leave, but parameters, is still there. */
  private executed = 0;

  constructor(
    readonly replay: TrainingReplay,
    public place: Place,
  ) {
    this.matrices = matricesOf(replay.training.network);
  }

  /** Throws a NetworkError of kind "non-finite" where training does not come there. */
  async goTo(place: Place): Promise<void> {
    if (place.done !== this.place.done || !this.isHere) await this.begin(place.done);
    if (place.operation < this.place.operation) await this.takeBack(place.operation);
    while (this.place.operation < place.operation) await this.execute();
  }

  /** Executes the next operation. Returns the matrices that it left values in that are not finite. */
  async next(): Promise<string[]> {
    const { writes } = this.operations[this.place.operation];
    await this.execute();
    if (writes.includes("cost")) return Number.isFinite(this.cost) ? [] : ["cost"];
    const found = await Promise.all(writes.map((name) => this.read(name)));
    return found.flatMap((matrix) => (matrix && !matrix.values.every(Number.isFinite) ? [matrix.name] : []));
  }

  /**
   * The parts of the next operation, which is not executed for it; undefined where it has none.
   * @param element of what it computes, whose terms are the parts
   */
  async parts(element?: Element): Promise<Parts | undefined> {
    const { operation } = this.operations[this.place.operation];
    const { next } = this.replay.training;
    const read = await this.readAhead();
    return element ? termsOf(operation, next, read, element) : partsOf(operation, next, read);
  }

  /**
   * What the next operation will leave in the matrix whose terms can be gone through, where it has one; weights are
   * those before their update.
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
    // What it leaves is the same whenever it is executed.
    const { rows } = await this.replay.training.execute(plan);
    return (name) => this.valuesOf(name, rows);
  }

  /** What there was before the minibatch of this place. */
  get beforeHere(): TrainingState {
    return { minibatches: this.place.done, arrays: this.before, sums: this.replay.training.sums };
  }

  /** Takes the step whose operations were executed, and says where it differs from them. */
  async commit(): Promise<Difference | undefined> {
    const { network } = this.replay.training;
    const shown = await network.readParameters();
    await network.writeParameters(this.before);
    await this.replay.training.train(1);
    const difference = differenceOf(shown, await network.readParameters());
    await this.enter(this.place.done + 1);
    return difference;
  }

  /** Sets a value before the next operation; what comes behind that is computed anew. */
  async edit(edit: Edit): Promise<void> {
    this.replay.training.edited.add([edit]);
    this.executed = this.place.operation;
    await this.setHere();
  }

  /** Leaves the network as it is between two minibatches, so that the replay can go on from here. */
  async leave(): Promise<void> {
    if (!this.isHere) return;
    await this.takeBack(0);
    if (this.isEdited) await this.replay.training.network.writeParameters(this.before);
    this.isHere = false;
  }

  /** Takes in that settings were changed from the newest minibatch on. */
  async renew(): Promise<void> {
    const { place, isHere } = this;
    await this.leave();
    this.replay.renew();
    if (isHere) await this.goTo(place);
  }

  /** Trains the minibatch after so many and says what it left, after `leave`. */
  async momentOf(done: number, needs: Needs): Promise<Moment | undefined> {
    await this.replay.seek(this.replay.atOf(done));
    await this.replay.breathe();
    return this.replay.next(needs);
  }

  /** What the last of so many minibatches left; before the first one, the network at its start. */
  async momentBefore(done: number, needs: Needs): Promise<Moment | undefined> {
    await this.leave();
    if (done > 0) return this.momentOf(done - 1, needs);
    await this.replay.seek(this.replay.atOf(0));
    return this.replay.moments.parameters(needs);
  }

  /** Remembers the network after so many minibatches, so that going there again is short. */
  async keep(done: number): Promise<void> {
    await this.replay.seek(this.replay.atOf(done));
    await this.replay.remember();
  }

  /** How far the parameters that are shown before a minibatch are from these; undefined too where none are shown. */
  differenceTo(parameters: readonly NamedArray[]): Difference | undefined {
    return this.isHere ? differenceOf(this.before, parameters) : undefined;
  }

  /** What there is by now; undefined where there is no such matrix, or not yet. */
  async read(name: string): Promise<NamedMatrix | undefined> {
    if (name === "cost") {
      if (this.cost === undefined || !this.isThere("cost")) return undefined;
      return { name, rows: 1, columns: 1, values: Float32Array.of(this.cost) };
    }
    return this.matrices.has(name) && this.isThere(name) ? this.valuesOf(name, this.rows) : undefined;
  }

  /** @param count examples of the minibatch */
  private async valuesOf(name: string, count: number): Promise<NamedMatrix> {
    const matrix = this.matrices.get(name);
    if (!matrix) throw new TypeError(`there is no ${name}`);
    const { columns } = matrix;
    const values = await this.replay.backend.read(matrix);
    const rows = isOfExamples(name) ? count : matrix.rows;
    return { name, rows, columns, values: values.subarray(0, rows * columns) };
  }

  /** In the minibatch that is shown, whether it is computed yet or not. */
  shapeOf(name: string): { rows: number; columns: number } {
    const { rows, columns } = this.matrices.get(name) ?? { rows: 1, columns: 1 };
    return { rows: isOfExamples(name) ? this.replay.training.next.rows : rows, columns };
  }

  /** How many numbers it has at most. */
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

  /** A plan takes memory that is not given back, so it is made once. */
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

  /** Whether values were set by hand in this minibatch. */
  private get isEdited(): boolean {
    const { training } = this.replay;
    return training.edited.of(training.next).length > 0;
  }

  /** What was set before the next operation. */
  private async setHere(): Promise<void> {
    const next = this.operations[this.place.operation];
    const { training } = this.replay;
    if (next && this.isEdited) await training.edited.setBefore(next.operation, training.next);
  }

  /** Only updates overwrite anything: the parameters are those of before, and the earlier updates are repeated. */
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

  /** From the start of the minibatch: what was set on the way is in what lies in memory. */
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
