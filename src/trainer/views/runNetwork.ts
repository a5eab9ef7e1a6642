/** A run's network with the data that it was trained on, kept open to answer requests about examples, one at a time. */
import { createBackend } from "../../backends/select";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Backend, Examples } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import type { NamedArray } from "../../core/layer";
import type { Network } from "../../core/network";
import type { Dataset } from "../../data/dataset";
import type { Manifest } from "../../runs/manifest";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { Evaluator } from "../experiment/evaluator";
import { buildNetwork, networkShape, withoutAccumulators } from "../experiment/network";
import { traceExample } from "../experiment/oneExample";
import { withTemperature } from "../experiment/probabilities";
import { loadRecordedRun } from "../experiment/recorded";
import { readWeights } from "../experiment/weights";
import { WorkQueue } from "../experiment/workQueue";

export type SetName = "train" | "validation" | "test";
export interface Moment {
  epoch: number;
  batch: number;
}

interface SetOutputs {
  moment: Moment;
  z: Float32Array;
  examples: Examples;
}

/** A network with the parameters of a checkpoint, and its data. */
export interface WithWeights {
  readonly config: ResolvedConfig;
  readonly dataset: Dataset;
  readonly backend: Backend;
  readonly network: Network;
  readonly parameters: readonly NamedArray[];
}

interface Opened {
  manifest: Manifest;
  dataset: Dataset;
  backend: Backend;
  network: Network;
  evaluators: Map<SetName, Evaluator>;
}

/** Maximum number of sets whose outputs are cached: a user switches between a few. */
const maxCached = 6;

export class RunNetwork {
  private opening: Promise<Opened> | undefined;
  private readonly queue = new WorkQueue();
  private readonly remembered = new Map<string, Float32Array>();

  constructor(private readonly folder: string) {}

  /** Throws a NetworkError if the data is missing or differs from what the run was trained on. */
  async dataset(): Promise<Dataset> {
    return (await this.opened()).dataset;
  }

  /** Returns the examples of a set as stored. Throws a NetworkError if the run has no such set. */
  async examples(set: SetName): Promise<Examples> {
    return examplesOf(await this.dataset(), set);
  }

  async config(): Promise<Manifest["config"]> {
    return (await this.opened()).manifest.config;
  }

  /**
   * Returns the activations of the output layer for every example of a set [count, outputs].
   * @param temperature divides the weighted inputs of the output layer
   */
  outputs(set: SetName, checkpoint: CheckpointRef, temperature = 1): Promise<SetOutputs> {
    return this.queue.add(async () => {
      const opened = await this.opened();
      const examples = examplesOf(opened.dataset, set);
      const { arrays, state } = await readWeights(this.folder, checkpoint);
      const key = `${set} ${state.epoch} ${state.batch} ${temperature}`;
      const known = this.remembered.get(key);
      if (known) return { moment: state, z: known, examples };
      const layers = opened.manifest.config.layers.length;
      await opened.network.writeParameters(temperature === 1 ? arrays : withTemperature(arrays, layers, temperature));
      const { backend, network, evaluators } = opened;
      const evaluator = evaluators.get(set) ?? new Evaluator(network, backend, backend.examples(examples));
      evaluators.set(set, evaluator);
      const z = await evaluator.outputs(breathe);
      this.remember(key, z);
      return { moment: state, z, examples };
    });
  }

  /** Returns the run's config and its data. */
  async recorded(): Promise<{ config: ResolvedConfig; dataset: Dataset }> {
    const { manifest, dataset } = await this.opened();
    return { config: manifest.config, dataset };
  }

  /** Returns z of every layer for one example; `values` are not scaled. */
  async activations(
    values: Float32Array,
    checkpoint: CheckpointRef,
  ): Promise<{ moment: Moment; layers: Float32Array[] }> {
    const { arrays, state } = await readWeights(this.folder, checkpoint);
    const { z } = await traceExample(await this.recorded(), arrays, values);
    return { moment: state, layers: z };
  }

  /** Runs work with the weights of a checkpoint; the network is not used by other requests meanwhile. */
  withWeights<Result>(checkpoint: CheckpointRef, work: (network: WithWeights) => Promise<Result>) {
    return this.queue.add(async (): Promise<Moment & Result> => {
      const { manifest, dataset, backend, network } = await this.opened();
      const { arrays: parameters, state } = await readWeights(this.folder, checkpoint);
      await network.writeParameters(parameters);
      const { epoch, batch } = state;
      return { epoch, batch, ...(await work({ config: manifest.config, dataset, backend, network, parameters })) };
    });
  }

  private opened(): Promise<Opened> {
    this.opening ??= this.open().catch((error) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  private async open(): Promise<Opened> {
    const { manifest, dataset } = await loadRecordedRun(this.folder);
    const shape = networkShape(manifest.config, dataset.inputs);
    const { batchSize } = manifest.config.training;
    const { backend } = await createBackend("wasm", { threads: 1, shape, batchSize });
    return {
      manifest,
      dataset,
      backend,
      network: buildNetwork(backend, withoutAccumulators(manifest.config), dataset.inputs),
      evaluators: new Map(),
    };
  }

  private remember(key: string, z: Float32Array): void {
    this.remembered.set(key, z);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > maxCached) this.remembered.delete(oldest);
  }
}

/** Throws a NetworkError if the run has no such set. */
export function examplesOf(dataset: Dataset, set: SetName): Examples {
  const examples = dataset[set];
  if (examples) return examples;
  throw new NetworkError("no-set", { set });
}

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
