/**
 * The values of a training at one moment after the other: trains a minibatch and stores only the values that conditions
 * name. Parameters, z, s and delta are in memory after a step; gradients take an extra plan before it, and `right` a
 * forward pass of one example.
 */
import type { Backend, Matrix, Minibatch, Plan } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import { evaluationMinibatch } from "../../core/evaluate";
import type { Network } from "../../core/network";
import type { Dataset } from "../../data/dataset";
import type { Value } from "../../expressions/values";
import type { Training } from "../experiment/training";
import { examplesOf } from "../views/runNetwork";
import type { MatrixValue } from "./matrixFunctions";
import { hasParts, type MatrixPart, partAt } from "./matrixParts";
import type { MomentValues, Needs } from "./momentValues";
import { type FigureName, isGradient, isParameter, type MatrixName } from "./names";
import type { RightName } from "./resolve";

type Figures = Partial<Record<FigureName, number | string>>;

/** Values read from matrices: whole matrices, and parts of others by their text. */
interface Read {
  readonly matrices: ReadonlyMap<string, MatrixValue>;
  readonly parts: ReadonlyMap<string, Value>;
}

/** The moment after a minibatch; the one before the first minibatch has no figures. */
export class Moment implements MomentValues {
  constructor(
    readonly figures: Figures,
    private readonly read: Read = { matrices: new Map(), parts: new Map() },
    private readonly rights: ReadonlyMap<string, boolean> = new Map(),
    /** Error that ends the training here: the cost of this minibatch is not finite. Weights are those before it. */
    readonly failure?: NetworkError,
  ) {}

  figure(name: FigureName): number | string | undefined {
    return this.figures[name];
  }

  matrix(name: string): MatrixValue | undefined {
    return this.read.matrices.get(name);
  }

  part({ text }: MatrixPart): Value {
    return this.read.parts.get(text);
  }

  right({ set, index }: RightName): boolean | undefined {
    return this.rights.get(`right(${set}, ${index})`);
  }
}

/** Returns the needs of several conditions together. */
export const unionOf = (needs: readonly Needs[]): Needs => ({
  matrices: new Map(needs.flatMap(({ matrices }) => [...matrices])),
  whole: new Map(needs.flatMap(({ whole }) => [...whole])),
  parts: new Map(needs.flatMap(({ parts }) => [...parts])),
  right: new Map(needs.flatMap(({ right }) => [...right])),
});

/** Returns true if the figures of minibatches suffice, so that many can be trained in one call. */
export const needsFiguresAlone = ({ matrices, right }: Needs): boolean => matrices.size === 0 && right.size === 0;

export class Moments {
  private readonly plans = new Map<string, Plan>();

  constructor(
    readonly training: Training,
    private readonly backend: Backend,
    private readonly dataset: Dataset,
  ) {}

  /** Trains the next minibatch of the epoch. A cost that is not finite is not thrown: see Moment.failure. */
  async train(needs: Needs): Promise<Moment> {
    const { training } = this;
    const names = [...needs.matrices.values()];
    const failure = await failureOf(async () => {
      if (names.some(({ kind }) => isGradient(kind))) await training.gradientAhead();
      await training.train(1);
    });
    // If the gradient was not finite, the step is not taken: nothing has changed.
    if (failure && names.some(({ kind }) => isGradient(kind))) await failureOf(() => training.train(1));
    return this.newest(needs, failure);
  }

  /** Returns the moment of the last trained minibatch; gradients only if they were requested before it was trained. */
  async newest(needs: Needs, failure?: NetworkError): Promise<Moment> {
    const { minibatches, costs } = newestOf(this.training);
    const minibatch = minibatches[minibatches.length - 1];
    // Values after the cost were not computed.
    const isThere = ({ kind }: MatrixName) => !failure || (kind !== "delta" && !isGradient(kind));
    const read = await this.read(needs, isThere, minibatch.rows);
    return new Moment(figuresOf(minibatch, costs[minibatches.length - 1]), read, await this.rights(needs), failure);
  }

  /** Trains the next `count` minibatches of the epoch in one call. Returns a moment for each, with figures only. */
  async trainMany(count: number): Promise<Moment[]> {
    const failure = await failureOf(() => this.training.train(count));
    const { minibatches, costs, completed } = newestOf(this.training);
    const done = this.newestFigures();
    return failure
      ? [...done, new Moment(figuresOf(minibatches[completed], costs[completed]), undefined, undefined, failure)]
      : done;
  }

  /** Returns moments of all minibatches that the last call trained, with figures only. */
  newestFigures(): Moment[] {
    const { minibatches, costs, completed } = newestOf(this.training);
    return minibatches.slice(0, completed).map((minibatch, i) => new Moment(figuresOf(minibatch, costs[i])));
  }

  /** Returns the parameters between two minibatches, without figures and values of a minibatch. */
  async parameters(needs: Needs): Promise<Moment> {
    const read = await this.read(needs, ({ kind }) => isParameter(kind), 0);
    return new Moment({}, read, await this.rights(needs));
  }

  /** @param count number of rows of matrices with one row per example */
  private async read(needs: Needs, isThere: (of: MatrixName) => boolean, count: number): Promise<Read> {
    const { backend } = this;
    const { network } = this.training;
    const parts = new Map<string, Value>();
    const able = hasParts(backend) ? backend : undefined;
    for (const part of able ? needs.parts.values() : []) {
      const { of, text } = part;
      if (able && isThere(of)) parts.set(text, partAt(able, matrixOf(network, of), of.rows ?? count, part));
    }
    const matrices = new Map<string, MatrixValue>();
    for (const of of (able ? needs.whole : needs.matrices).values()) {
      if (!isThere(of)) continue;
      const values = await backend.read(matrixOf(network, of));
      const { columns, rows = count } = of;
      matrices.set(of.name, { of, rows, columns, values: values.subarray(0, rows * columns) });
    }
    return { matrices, parts };
  }

  private async rights({ right }: Needs): Promise<Map<string, boolean>> {
    const found = new Map<string, boolean>();
    for (const [key, name] of right) {
      const plan = this.plans.get(key) ?? this.planOf(name);
      this.plans.set(key, plan);
      const { hits, completed } = await plan.run([evaluationMinibatch({ start: 0, rows: 1 })]);
      // For multi-label data `hits` is the share of correct labels.
      found.set(key, completed === 1 && hits > 1 - 1e-9);
    }
    return found;
  }

  private planOf({ set, index }: RightName): Plan {
    const examples = examplesOf(this.dataset, set);
    const { inputs, values, targets, count } = examples;
    const width = targets.length / count;
    const one = {
      ...examples,
      count: 1,
      values: values.slice(index * inputs, (index + 1) * inputs),
      targets: targets.slice(index * width, (index + 1) * width),
    };
    return this.backend.plan(this.training.network.evaluation(this.backend.examples(one), 1));
  }
}

function newestOf({ newest }: Training) {
  if (!newest) throw new TypeError("nothing has been trained");
  return newest;
}

const figuresOf = ({ epoch, batch, step, learningRate, rows }: Minibatch, cost: number): Figures => ({
  epoch,
  batch,
  step,
  learningRate,
  cost: cost / rows,
  phase: "update",
});

async function failureOf(train: () => Promise<void>): Promise<NetworkError | undefined> {
  try {
    await train();
    return undefined;
  } catch (error) {
    if (error instanceof NetworkError && error.kind === "non-finite") return error;
    throw error;
  }
}

function matrixOf({ layers, pass }: Network, { kind, layer }: MatrixName): Matrix {
  const l = layer - 1;
  switch (kind) {
    case "y":
      return pass.targets;
    case "z":
      return layer === 0 ? pass.inputs : pass.layers[l].z;
    case "s":
      return pass.layers[l].s;
    case "delta":
      return pass.errors(l).delta;
    case "W":
    case "b":
    case "alpha":
      return layers[l][kind];
    case "GW":
    case "Gb":
      return pass.gradients(l)[kind];
    case "Galpha": {
      const { Galpha } = pass.gradients(l);
      if (!Galpha) throw new TypeError(`layer ${layer} learns no alpha`);
      return Galpha;
    }
  }
}
