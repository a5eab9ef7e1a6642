/**
 * Trains a network minibatch by minibatch: holds the position, the plans and the sums of the epoch. Decides nothing.
 */
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Backend, Examples, Matrix, Minibatch, Operation, Plan, ResidentExamples } from "../../core/backend";
import type { NetworkError } from "../../core/errors";
import type { NamedArray } from "../../core/layer";
import type { Network, TrainingSettings } from "../../core/network";
import { minibatchesOf, orderOf, type Slice } from "../../core/order";
import { learningRateAt } from "../../core/schedules";
import { type LayerSample, type LayerStatistics, layerStatistics } from "../../core/statistics";
import { EditedMinibatches } from "./editedMinibatches";
import { trainingSettings } from "./network";
import { type OverflowLocation, overflowError } from "./overflowCause";

/** Position in training: `batch` finished minibatches of epoch `epoch` (from 1), `step` of the whole run. */
export interface TrainingPosition {
  readonly epoch: number;
  readonly batch: number;
  readonly step: number;
}

/** Sums over the minibatches of the current epoch. */
export interface EpochSums {
  readonly cost: number;
  readonly examples: number;
  readonly seconds: number;
}

/** The state after a number of minibatches of the run: all parameters, and the sums of the epoch. */
export interface TrainingState {
  readonly minibatches: number;
  readonly sums: EpochSums;
  readonly arrays: readonly NamedArray[];
}

/** Results of the last call of `train`. */
export interface TrainedMinibatches {
  readonly minibatches: readonly Minibatch[];
  /** Summed cost over the rows of each minibatch before its update, including one whose cost was not finite. */
  readonly costs: Float64Array;
  /** Number of minibatches that changed the weights; less than all if a cost was not finite. */
  readonly completed: number;
}

/** A training step that was sampled for statistics. */
export interface SampledStep extends TrainingPosition {
  readonly layers: readonly LayerSample[];
}

export class Training {
  position: TrainingPosition = { epoch: 1, batch: 0, step: 0 };
  sums: EpochSums = { cost: 0, examples: 0, seconds: 0 };
  /** The newest sampled step. */
  sample: SampledStep | undefined;
  /** Statistics of the current epoch if an earlier session sampled it. */
  restored: { epoch: number; layers: LayerStatistics[] } | undefined;
  newest: TrainedMinibatches | undefined;
  readonly resident: ResidentExamples;
  /** Values that were set by hand; they are part of the training of their minibatch. */
  readonly edited: EditedMinibatches;
  private readonly slices: readonly Slice[];
  private shuffledEpoch = 0;
  private stepPlan!: Plan;
  private gradientPlan: Plan | undefined;

  constructor(
    readonly network: Network,
    private readonly backend: Backend,
    private readonly examples: Examples,
    private readonly classWeights: Float32Array | undefined,
    public config: ResolvedConfig,
  ) {
    this.resident = backend.examples(examples);
    this.edited = new EditedMinibatches(network, backend, () => this.operations());
    this.slices = minibatchesOf(examples.count, config.training.batchSize);
    this.configure(config);
  }

  /** Number of minibatches per epoch. */
  get batches(): number {
    return this.slices.length;
  }

  /** True if a step of the current epoch was sampled, by this session or the one before. */
  get isSampled(): boolean {
    return [this.sample?.epoch, this.restored?.epoch].includes(this.position.epoch);
  }

  /** Statistics of the current epoch's sampled step; undefined if there is none. */
  get sampledLayers(): LayerStatistics[] | undefined {
    const { epoch } = this.position;
    if (this.sample?.epoch === epoch) return this.sample.layers.map(layerStatistics);
    return this.restored?.epoch === epoch ? this.restored.layers : undefined;
  }

  /** Target duration of a backend call. */
  get callMilliseconds(): number | undefined {
    return this.backend.callMilliseconds;
  }

  /** The minibatch that is trained next, within the epoch. */
  get next(): Minibatch {
    return this.minibatch(this.position.batch + 1, 1);
  }

  get learningRate(): number {
    return this.minibatch(Math.max(this.position.batch, 1)).learningRate;
  }

  /** Applies changed settings from the next minibatch on. */
  configure(config: ResolvedConfig): void {
    this.config = config;
    this.stepPlan = this.backend.plan(this.network.trainingStep(this.resident, this.settings()));
    this.gradientPlan = undefined;
    this.edited.renew();
  }

  nextEpoch(): void {
    this.position = { ...this.position, epoch: this.position.epoch + 1, batch: 0 };
    this.sums = { cost: 0, examples: 0, seconds: 0 };
  }

  /**
   * Trains the next `count` minibatches. Throws a NetworkError of kind "non-finite" if a cost is not finite; the
   * weights are then those before that minibatch.
   */
  async train(count: number): Promise<void> {
    const start = performance.now();
    this.shuffle();
    const { batch } = this.position;
    const minibatches = Array.from({ length: count }, (_, i) => this.minibatch(batch + 1 + i, i + 1));
    const trainMany = (some: readonly Minibatch[]) => this.stepPlan.run(some);
    const { costs, completed } = this.edited.isEmpty
      ? await trainMany(minibatches)
      : await this.edited.train(minibatches, trainMany);
    this.newest = { minibatches, costs, completed };
    let { cost, examples, seconds } = this.sums;
    for (let i = 0; i < completed; i++) {
      cost += costs[i];
      examples += minibatches[i].rows;
    }
    seconds += (performance.now() - start) / 1000;
    this.sums = { cost, examples, seconds };
    this.position = { ...this.position, batch: batch + completed, step: this.position.step + completed };
    if (completed < count) throw await this.nonFinite(minibatches[completed]);
  }

  /** Returns true if the last call trained everything after this many minibatches, in an epoch that has not ended. */
  canTakeBack(minibatches: number): boolean {
    const count = this.position.step - minibatches;
    return count > 0 && count <= Math.min(this.newest?.completed ?? 0, this.position.batch);
  }

  /** Restores the state before a minibatch of the last call; that minibatch is then the next one again. */
  async takeBack({ minibatches, arrays, sums }: TrainingState): Promise<void> {
    if (!this.canTakeBack(minibatches)) throw new RangeError(`minibatch ${minibatches + 1} cannot be undone`);
    await this.network.writeParameters(arrays);
    const { epoch, batch, step } = this.position;
    this.position = { epoch, batch: batch - (step - minibatches), step: minibatches };
    this.sums = { ...sums, seconds: this.sums.seconds };
    this.newest = undefined;
    this.sample = undefined;
  }

  /** Trains the next minibatch as `train` does, and stores its effect on every layer in `sample`. */
  async trainSampled(): Promise<void> {
    const { layers, pass } = this.network;
    const next = this.minibatch(this.position.batch + 1, 1);
    const before = await Promise.all(layers.map(({ W }) => this.backend.read(W)));
    await this.gradientAhead();
    const gradient = await Promise.all(layers.map((_, l) => this.backend.read(pass.gradients(l).GW)));
    await this.train(1);
    const z = await Promise.all(pass.layers.map((layer) => this.backend.read(layer.z)));
    const after = await Promise.all(layers.map(({ W }) => this.backend.read(W)));
    this.sample = {
      ...this.position,
      layers: layers.map(({ activation, units }, l) => ({
        activation,
        units,
        rows: next.rows,
        before: before[l],
        after: after[l],
        gradient: gradient[l],
        z: z[l],
      })),
    };
  }

  /**
   * Returns GW of a layer [inputs, units] with the current weights, for the last trained minibatch. Changes nothing.
   */
  async gradientOf(layer: number): Promise<Float32Array> {
    const minibatch = this.minibatch(Math.max(this.position.batch, 1));
    await this.runGradient(minibatch);
    return this.backend.read(this.network.pass.gradients(layer).GW);
  }

  /**
   * Computes z, s, delta and the gradients of the next minibatch in the network's pass, with the current weights, which
   * it does not change. Throws as `train` does.
   */
  async gradientAhead(): Promise<void> {
    const { next } = this;
    if (this.edited.of(next).length === 0) return this.runGradient(next);
    this.shuffle();
    const { completed } = await this.edited.gradient(next);
    if (completed === 0) throw await this.nonFinite(next);
  }

  /** Returns one step as single operations, each gradient before the update that follows it. */
  operations(): Operation[] {
    const { network } = this;
    const all = network.gradientStep(this.resident, this.settings());
    const updates = network.updateWeights(network.pass, this.settings());
    const gradients = all.filter(({ op }) => op === "gradient");
    const before = all.filter(({ op }) => op !== "gradient");
    return [...before, ...gradients.flatMap((gradient, l) => [gradient, updates[l]])];
  }

  /** Executes a plan for the next minibatch. The position does not change: this step is not taken. */
  async execute(plan: Plan): Promise<{ cost: number | undefined; rows: number }> {
    this.shuffle();
    const { next } = this;
    const { costs } = await plan.run([next]);
    const { rows } = next;
    return { cost: costs.length > 0 ? costs[0] / rows : undefined, rows };
  }

  private async runGradient(minibatch: Minibatch): Promise<void> {
    this.shuffle();
    this.gradientPlan ??= this.backend.plan(this.network.gradientStep(this.resident, this.settings()));
    const { completed } = await this.gradientPlan.run([minibatch]);
    if (completed === 0) throw await this.nonFinite(minibatch);
  }

  private shuffle(): void {
    const { epoch } = this.position;
    if (this.shuffledEpoch === epoch) return;
    this.resident.setOrder(orderOf(this.resident.count, this.config.training.seed, epoch));
    this.shuffledEpoch = epoch;
  }

  /** @param batch number in the epoch, from 1; @param ahead steps after the last trained one */
  private minibatch(batch: number, ahead = 0): Minibatch {
    const { epoch, step } = this.position;
    const { schedule, optimizer, epochs } = this.config.training;
    const at = { epoch, batch, batches: this.batches, epochs };
    const learningRate = this.edited.learningRateOf(at) ?? learningRateAt(schedule, optimizer.learningRate, at);
    const { start, rows } = this.slices[batch - 1];
    return { start, rows, epoch, batch, step: step + ahead, learningRate };
  }

  settings(): TrainingSettings {
    return trainingSettings(this.config, this.resident.count, this.classWeights);
  }

  private async nonFinite(minibatch: Minibatch): Promise<NetworkError> {
    const layer = (await this.network.firstNonFiniteLayer()) ?? this.network.layers.length - 1;
    return this.overflow({ layer, epoch: minibatch.epoch, batch: minibatch.batch }, minibatch);
  }

  /**
   * Returns an error with the cause of an overflow, given the current weights.
   * @param minibatch the one in which it was detected, or after which it was
   */
  async overflow(
    place: OverflowLocation,
    minibatch = this.minibatch(Math.max(this.position.batch, 1)),
  ): Promise<NetworkError> {
    const { network, config, examples, classWeights, edited } = this;
    const { epoch, batch, learningRate } = minibatch;
    const largest = async (matrix: Matrix) => largestSize(await this.backend.read(matrix));
    const evidence = {
      config,
      examples,
      classWeights,
      learningRate,
      isFirst: this.position.step === 0,
      weights: await Promise.all(network.layers.map(({ W }) => largest(W))),
      alphas: await Promise.all(network.layers.map(({ alpha }) => largest(alpha))),
      edited: [{ epoch, batch: batch - 1 }, minibatch].flatMap((each) => edited.of(each)).map(({ target }) => target),
    };
    return overflowError(evidence, place);
  }
}

/** Returns the largest absolute value; infinity if a value is NaN. */
function largestSize(values: Float32Array): number {
  return values.reduce(
    (most, each) => Math.max(most, Number.isNaN(each) ? Number.POSITIVE_INFINITY : Math.abs(each)),
    0,
  );
}
