/**
 * A network as a debuggee: one example passes through the operations of training, one at a time. The reference backend
 * executes them on a minibatch of one example. Stepping back only forgets results, since every operation can be
 * repeated.
 */

import type { Examples, Matrix, Operation } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import { evaluationMinibatch } from "../../core/evaluate";
import type { LayerSpec } from "../../core/layer";
import type { Network, TrainingSettings } from "../../core/network";
import { ReferenceBackend } from "../../core/reference";
import type { Dataset } from "../../data/dataset";
import type { CheckpointRef } from "../../trainer/experiment/checkpointRef";
import { buildNetwork, trainingSettings, withoutAccumulators } from "../../trainer/experiment/network";
import { loadRecordedRun } from "../../trainer/experiment/recorded";
import { readWeights } from "../../trainer/experiment/weights";
import { examplesOf, type SetName } from "../../trainer/views/runNetwork";
import { say } from "../language";
import { matricesOf, type NamedMatrix, namesOfLayer } from "../matrices";
import { describeOperation } from "../training/operations";

/** The example to follow: one of the data, or unscaled values. */
export type ExampleChoice = { set: SetName; index: number } | { values: number[] };

type Phase = "input" | "forward propagation" | "cost" | "backpropagation" | "gradients" | "end";

/** A position between two operations; `title` is that of the next one. */
export interface Step {
  readonly title: string;
  readonly phase: Phase;
  /** Layer, from 0; absent for operations of no layer. */
  readonly layer?: number;
}

interface Carried extends Step {
  readonly operation: Operation;
  /** Names of the matrices that the operation computes. */
  readonly writes: readonly string[];
}

export class Debuggee {
  /** Number of operations before the current position. */
  private done = 0;
  /** Number of operations ever executed: their results are still in the matrices. */
  private carried = 0;
  private cost = Number.NaN;

  private constructor(
    private readonly backend: ReferenceBackend,
    private readonly matrices: ReadonlyMap<string, Matrix>,
    private readonly operations: readonly Carried[],
    readonly dataset: Dataset,
    readonly config: { readonly path: string; readonly layers: readonly { units: number; activation: string }[] },
    /** Description of the run, its epoch and the example. */
    readonly title: string,
  ) {}

  /** Opens an example. Throws a NetworkError if run, weights, data or example do not exist. */
  static async open(run: string, checkpoint: CheckpointRef, choice: ExampleChoice | undefined): Promise<Debuggee> {
    const { manifest, dataset } = await loadRecordedRun(run);
    const { config, configPath } = manifest;
    const { arrays, state } = await readWeights(run, checkpoint);
    const backend = new ReferenceBackend();
    // Dropout is random, so it is switched off: every unit is shown.
    const layers = (config.layers as readonly LayerSpec[]).map((layer) => ({ ...layer, dropout: 0 }));
    const network = buildNetwork(backend, withoutAccumulators({ ...config, layers }), dataset.inputs);
    await network.writeParameters(arrays);
    const { example, words } = chooseExample(dataset, choice ?? firstOf(dataset));
    const settings = trainingSettings(config, dataset.train.count, dataset.classWeights);
    const operations = network.gradientStep(backend.examples(example), settings);
    const title = say("epoch {0}, {1}", state.epoch, words);
    const steps = operations.map((operation) => ({ operation, ...describe(operation, network, settings) }));
    return new Debuggee(
      backend,
      matricesOf(network),
      steps,
      dataset,
      { path: configPath, layers: config.layers },
      title,
    );
  }

  get place(): number {
    return this.done;
  }

  /** Number of positions: one more than there are operations, as all results are available at the end. */
  get length(): number {
    return this.operations.length + 1;
  }

  step(place = this.done): Step {
    return this.operations[place] ?? { title: say("the end · everything is computed"), phase: "end" };
  }

  /** Executes the next operation. Returns the names of its results that hold values that are not finite. */
  async next(): Promise<string[]> {
    const { operation, writes } = this.operations[this.done];
    if (this.done === this.carried) {
      const { costs } = await this.backend
        .plan([operation])
        .run([{ ...evaluationMinibatch({ start: 0, rows: 1 }), epoch: 1, batch: 1 }]);
      if (operation.op === "measure") this.cost = costs[0];
      this.carried++;
    }
    this.done++;
    const found = await Promise.all(writes.map((name) => this.read(name)));
    return found.flatMap((matrix) => (matrix && !matrix.values.every(Number.isFinite) ? [matrix.name] : []));
  }

  /** Undoes the last operation. Returns [], since it computes no values. */
  back(): string[] {
    this.done = Math.max(0, this.done - 1);
    return [];
  }

  /** Returns the names of a layer's computed matrices, in the order of computation; parameters always exist. */
  names(layer: number): string[] {
    return namesOfLayer(layer).filter((name) => this.isThere(name));
  }

  /** Reads a matrix; undefined if it does not exist or is not computed yet. */
  async read(name: string): Promise<NamedMatrix | undefined> {
    if (name === "cost")
      return this.isThere("cost") ? { name, ...single, values: Float32Array.of(this.cost) } : undefined;
    const matrix = this.matrices.get(name);
    if (!matrix || !this.isThere(name)) return undefined;
    return { name, rows: matrix.rows, columns: matrix.columns, values: await this.backend.read(matrix) };
  }

  /** Returns true if a matrix of this name exists at any position. */
  isKnown(name: string): boolean {
    return name === "cost" || this.matrices.has(name);
  }

  private isThere(name: string): boolean {
    const maker = this.operations.findIndex(({ writes }) => writes.includes(name));
    return maker < 0 ? this.matrices.has(name) : maker < this.done;
  }
}

const single = { rows: 1, columns: 1 };

/** Describes an operation as in training; of one example, sums and means over the rows are left out. */
function describe(operation: Operation, network: Network, settings: TrainingSettings): Omit<Carried, "operation"> {
  const { pass, ...step } = describeOperation(operation, network, settings);
  switch (operation.op) {
    case "gather":
      return { ...step, phase: "input", title: `${say("read the example")} · z0, y` };
    case "gradient": {
      const { index: layer } = operation.layer;
      const l = layer + 1;
      const title = `${say("gradient of layer {0}", l)} · GW${l} = z${layer}ᵀ·delta${l} + ${say("penalty")}, Gb${l} = delta${l}`;
      return { ...step, phase: "gradients", title };
    }
    default:
      if (pass === "update") throw new TypeError("weights cannot be changed in this mode");
      return { ...step, phase: pass };
  }
}

const firstOf = ({ validation }: Dataset): ExampleChoice => ({ set: validation ? "validation" : "train", index: 0 });

/** Returns the example as a set of one. Throws a NetworkError if it does not exist. */
function chooseExample(dataset: Dataset, choice: ExampleChoice): { example: Examples; words: string } {
  const { train, inputs } = dataset;
  if ("values" in choice) {
    if (choice.values.length !== inputs) {
      throw new NetworkError("bad-example/debugger", { values: choice.values.length, inputs });
    }
    const targets = new Float32Array(train.outputs);
    return {
      example: { ...train, count: 1, values: Float32Array.from(choice.values), targets },
      words: say("own values, no target"),
    };
  }
  const { set, index } = choice;
  const examples = examplesOf(dataset, set);
  if (index >= examples.count) {
    throw new NetworkError("no-example/index", { set, count: examples.count, index });
  }
  const { values, targets, count } = examples;
  const width = targets.length / count;
  const one = { ...examples, count: 1, values: values.slice(index * inputs, (index + 1) * inputs) };
  return {
    example: { ...one, targets: targets.slice(index * width, (index + 1) * width) },
    words: say("{0} example {1}", set, index),
  };
}
