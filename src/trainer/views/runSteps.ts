/**
 * Recomputes what a run folder does not store, from its weights and its data: the gradient at an epoch, and the step of
 * training that followed. Each request has a backend of its own, which is freed afterwards.
 */
import { createBackend } from "../../backends/select";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Backend } from "../../core/backend";
import { evaluationMinibatch } from "../../core/evaluate";
import type { NamedArray } from "../../core/layer";
import type { Network } from "../../core/network";
import type { Dataset } from "../../data/dataset";
import type { Changed } from "../../protocol/events";
import { readEvents } from "../../runs/events";
import { changeSetting, Replay } from "../experiment/changes";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { buildNetwork, networkShape, withoutAccumulators } from "../experiment/network";
import { sampleEvenly } from "../experiment/sampleEvenly";
import type { TrainingPosition } from "../experiment/training";
import { Training } from "../experiment/training";
import { trainOn } from "../experiment/trainOn";
import { loadWeights, readKeyframeBefore, readWeights } from "../experiment/weights";
import { difference } from "./weightPictures";

/** Maximum number of training examples over which a gradient is averaged. */
const maxExamples = 1000;

/** A matrix [inputs, units] for each layer. */
export interface Computed {
  readonly at: { readonly epoch: number; readonly batch: number };
  readonly layers: readonly Float32Array[];
  /** Description of the examples, or of the step, that it was computed from. */
  readonly basis: string;
}

interface Recorded {
  readonly config: ResolvedConfig;
  readonly dataset: Dataset;
}

export class RunSteps {
  private readonly known = new Map<string, Promise<Computed>>();

  constructor(
    private readonly folder: string,
    private readonly recorded: () => Promise<Recorded>,
  ) {}

  /** Returns GW of every layer, with the run's penalty and dropout, over the same training examples for all epochs. */
  gradient(which: CheckpointRef): Promise<Computed> {
    return this.once(`gradient ${which}`, which, async () => {
      const { config, dataset } = await this.recorded();
      const sample = sampleEvenly(dataset.train, maxExamples);
      return this.using(withoutAccumulators(config), dataset, sample.count, async (network, backend) => {
        const at = await loadWeights(this.folder, which, network);
        const { optimizer, regularization: penalty } = (await this.changed(config, at)).training;
        const n = dataset.train.count;
        const regularization = { l1: penalty.l1 / n, l2: penalty.l2 / n };
        const settings = { optimizer, regularization, classWeights: dataset.classWeights };
        const plan = backend.plan(network.gradientStep(backend.examples(sample), settings));
        await plan.run([{ ...evaluationMinibatch({ start: 0, rows: sample.count }), epoch: at.epoch + 1, batch: 1 }]);
        const layers = await Promise.all(network.layers.map((_, l) => backend.read(network.pass.gradients(l).GW)));
        const of = sample.count === n ? `all ${n} training examples` : `${sample.count} of the ${n} training examples`;
        return { at, layers, basis: `over ${of}, the same for every epoch` };
      });
    });
  }

  /**
   * Returns ΔW of every layer for the next minibatch, trained again with the optimizer's accumulators, as a resumed run
   * would. If they were not saved, training from the last keyframe restores them.
   */
  update(which: CheckpointRef): Promise<Computed> {
    return this.once(`update ${which}`, which, async () => {
      const { config, dataset } = await this.recorded();
      const rows = Math.min(config.training.batchSize, dataset.train.count);
      return this.using(config, dataset, rows, async (network, backend) => {
        const training = new Training(network, backend, dataset.train, dataset.classWeights, config);
        training.edited.add(await readEvents(this.folder, ["edited"]));
        const { at, origin } = await this.goTo(which, training);
        training.configure(await this.changed(config, at));
        training.position = { ...at, epoch: at.epoch + 1 };
        if (at.batch === training.batches) training.nextEpoch();
        const read = () => Promise.all(network.layers.map(({ W }) => backend.read(W)));
        const before = await read();
        await training.train(1);
        const after = await read();
        const { epoch, batch } = training.position;
        const isEdited = training.edited.of({ epoch, batch }).length > 0;
        const set = isEdited ? ", with the values set in the debugger" : "";
        const basis = `of the next step, minibatch ${batch} of epoch ${epoch}, repeated${set}${origin}`;
        return { at, layers: after.map((W, l) => difference(W, before[l])), basis };
      });
    });
  }

  /** Returns weights and accumulators at a moment, with a description of their origin. */
  private async goTo(which: CheckpointRef, training: Training): Promise<{ at: TrainingPosition; origin: string }> {
    const { network } = training;
    const wanted = await readWeights(this.folder, which);
    const keyframe = await readKeyframeBefore(this.folder, wanted);
    const own = await network.readParameters();
    // A start may have no accumulators.
    await network.writeParameters(keyframe.state.epoch === 0 ? replacing(own, keyframe.arrays) : keyframe.arrays);
    const { state } = wanted;
    const from = keyframe.state.epoch;
    if (from === state.epoch) return { at: state, origin: "" };
    await trainOn(training, keyframe.state, state.epoch, await this.changes());
    const reached = await network.readParameters();
    const origin = `, with the optimizer's accumulators recomputed since epoch ${from}`;
    if (isSame(reached, wanted.arrays)) return { at: state, origin };
    // As after training on another backend, which rounds differently.
    await network.writeParameters(replacing(reached, wanted.arrays));
    return {
      at: state,
      origin: `${origin}; the recomputed weights differ, so the accumulators may differ from the run's`,
    };
  }

  private changes(): Promise<Changed[]> {
    return readEvents(this.folder, ["changed"]);
  }

  /** Returns the config with the settings that were changed before this moment. */
  private async changed(config: ResolvedConfig, { epoch, batch }: TrainingPosition): Promise<ResolvedConfig> {
    const due = new Replay(await this.changes()).due({ epoch: epoch + 1, batch: batch + 1 });
    return due.reduce((now, { path, to }) => changeSetting(now, { path, value: to, epoch: 1 }).config, config);
  }

  private async using<Result>(
    config: ResolvedConfig,
    { inputs }: Dataset,
    rows: number,
    work: (network: Network, backend: Backend) => Promise<Result>,
  ): Promise<Result> {
    const shape = networkShape(config, inputs);
    const { backend } = await createBackend("wasm", { threads: 1, shape, batchSize: rows });
    try {
      return await work(buildNetwork(backend, config, inputs, rows), backend);
    } finally {
      await backend.destroy();
    }
  }

  /** Caches the newest answer, for requests about other layers. "best" and "last" are not cached: they change. */
  private once(key: string, which: CheckpointRef, work: () => Promise<Computed>): Promise<Computed> {
    const known = typeof which === "number" ? this.known.get(key) : undefined;
    if (known) return known;
    const made = work();
    this.known.clear();
    this.known.set(key, made);
    made.catch(() => this.known.delete(key));
    return made;
  }
}

const replacing = (own: readonly NamedArray[], by: readonly NamedArray[]) =>
  own.map((array) => by.find(({ name }) => name === array.name) ?? array);

/** Returns true if the arrays `some` have the same bits in `all`. */
const isSame = (all: readonly NamedArray[], some: readonly NamedArray[]) =>
  some.every(({ name, values }) => {
    const others = all.find((array) => array.name === name)?.values ?? new Float32Array();
    return values.length === others.length && Buffer.compare(bytesOf(values), bytesOf(others)) === 0;
  });

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) => Buffer.from(buffer, byteOffset, byteLength);
