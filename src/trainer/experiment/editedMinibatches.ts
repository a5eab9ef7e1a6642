/**
 * Minibatches in which values were set by hand. They are trained operation by operation, with the same operations as
 * all others, and each value is set before its operation, so that repeated and resumed trainings give the same result.
 */
import type { Backend, Measures, Minibatch, Operation, Plan } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import type { Network } from "../../core/network";
import { type Edit, ValueSetter } from "./setValues";

type Stepped = Pick<Measures, "costs" | "completed">;

/** Returns an operation's name in events; layers count from 0. */
export const operationName = (operation: Operation): string =>
  "layer" in operation ? `${operation.op} ${operation.layer.index}` : operation.op;

/** Target that is not a matrix. */
export const learningRateTarget = "learningRate";

const keyOf = ({ epoch, batch }: Pick<Minibatch, "epoch" | "batch">): string => `${epoch} ${batch}`;

export class EditedMinibatches {
  private readonly all = new Map<string, Edit[]>();
  private compiled: { readonly operation: Operation; readonly plan: Plan }[] | undefined;
  private readonly setter: ValueSetter;

  /** @param operations of one step with the current settings, each gradient before its update */
  constructor(
    private readonly network: Network,
    private readonly backend: Backend,
    private readonly operations: () => Operation[],
  ) {
    this.setter = new ValueSetter(network, backend);
  }

  get isEmpty(): boolean {
    return this.all.size === 0;
  }

  /** Adds edits; of two values of an element before the same operation the later one applies. */
  add(edits: readonly Edit[]): void {
    for (const edit of edits) this.all.set(keyOf(edit), [...this.of(edit), edit]);
  }

  of(minibatch: Pick<Minibatch, "epoch" | "batch">): readonly Edit[] {
    return this.all.get(keyOf(minibatch)) ?? [];
  }

  /** Returns the learning rate that was set for a minibatch. */
  learningRateOf(minibatch: Pick<Minibatch, "epoch" | "batch">): number | undefined {
    if (this.isEmpty) return undefined;
    const rate = this.of(minibatch).findLast(({ target }) => target === learningRateTarget)?.to;
    return typeof rate === "number" ? Math.fround(rate) : undefined;
  }

  /** Discards the compiled operations after a change of settings. */
  renew(): void {
    this.compiled = undefined;
  }

  /** Trains the given minibatches; those between edited ones with `trainMany`. */
  async train(minibatches: readonly Minibatch[], trainMany: (some: Minibatch[]) => Promise<Stepped>): Promise<Stepped> {
    const costs: number[] = [];
    let completed = 0;
    while (completed < minibatches.length) {
      const left = minibatches.slice(completed);
      const next = left.findIndex((each) => this.of(each).length > 0);
      const some = next < 0 ? left : left.slice(0, next);
      const stepped = some.length > 0 ? await trainMany(some) : await this.step(left[0]);
      costs.push(...stepped.costs);
      completed += stepped.completed;
      if (stepped.completed < Math.max(1, some.length)) break;
    }
    return { costs: Float64Array.from(costs), completed };
  }

  /**
   * Computes z, s, delta and gradients of a minibatch, with its edits, in the network's pass, and restores the
   * parameters.
   */
  async gradient(minibatch: Minibatch): Promise<Stepped> {
    const before = await this.network.readParameters();
    const stepped = await this.execute(minibatch, ({ op }) => op !== "update");
    await this.network.writeParameters(before);
    return stepped;
  }

  /** Sets the values that belong before an operation. */
  async setBefore(operation: Operation, minibatch: Minibatch): Promise<void> {
    const name = operationName(operation);
    for (const edit of this.of(minibatch)) {
      if (edit.operation === name && edit.target !== learningRateTarget) await this.setter.set(edit, minibatch);
    }
  }

  private async step(minibatch: Minibatch): Promise<Stepped> {
    const before = await this.network.readParameters();
    const stepped = await this.execute(minibatch, () => true);
    // A minibatch whose cost is not finite changes no weight.
    if (stepped.completed === 0) await this.network.writeParameters(before);
    return stepped;
  }

  private async execute(minibatch: Minibatch, isWanted: (operation: Operation) => boolean): Promise<Stepped> {
    let costs: ArrayLike<number> = [];
    const steps = this.compile();
    this.refuseUnknown(minibatch, steps);
    for (const { operation, plan } of steps) {
      await this.setBefore(operation, minibatch);
      if (!isWanted(operation)) continue;
      const measures = await plan.run([minibatch]);
      if (operation.op === "measure") costs = measures.costs;
      if (measures.completed === 0) return { costs: Float64Array.from(costs), completed: 0 };
    }
    return { costs: Float64Array.from(costs), completed: 1 };
  }

  /** Throws if an edit's operation does not exist: skipping it would make a different run. */
  private refuseUnknown(minibatch: Minibatch, steps: readonly { operation: Operation }[]): void {
    const names = new Set(steps.map(({ operation }) => operationName(operation)));
    const unknown = this.of(minibatch).find(({ operation }) => !names.has(operation));
    if (unknown) throw new NetworkError("bad-edit", { what: `there is no operation ${unknown.operation}` });
  }

  private compile() {
    this.compiled ??= this.operations().map((operation) => ({ operation, plan: this.backend.plan([operation]) }));
    return this.compiled;
  }
}
