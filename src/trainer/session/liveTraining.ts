/** Answers requests about a network in training, between two of its minibatches. */
import type { Backend } from "../../core/backend";
import type { NamedArray } from "../../core/layer";
import { layerStatistics } from "../../core/statistics";
import type { ParsedParams, RequestResult, WeightPicture } from "../../protocol/requests";
import type { Experiment } from "../experiment/prepare";
import type { SampledStep } from "../experiment/training";
import { diagramOf } from "../views/diagram";
import { PlaneNetwork, type Weights } from "../views/plane/planeNetwork";
import { LayerPictures } from "../views/weightPictures";
import type { EpochLoop } from "./epochLoop";
import type { PauseGate } from "./pauseGate";
import type { Sampler } from "./sampler";

/** The parts of a training that requests use. */
export interface Trained {
  readonly experiment: Experiment;
  readonly backend: Backend;
  readonly loop: EpochLoop;
  /** Initial weights of the run, if they do not follow from its seed. */
  readonly start?: readonly NamedArray[] | undefined;
}

export class LiveTraining {
  private pictures: LayerPictures | undefined;
  private plane: PlaneNetwork | undefined;
  private sampler: Sampler | undefined;

  /** @param trained called between minibatches; throws if training has not begun */
  constructor(
    private readonly gate: PauseGate,
    private readonly trained: () => Trained,
  ) {}

  async weights(params: ParsedParams<"weights">): Promise<WeightPicture> {
    if (params.what !== "update") return this.gate.betweenMinibatches(() => this.layerPictures().of(params));
    const sample = await this.sampled();
    return this.layerPictures().ofUpdate(params, sample);
  }

  /** Returns the diagram of the network between two minibatches. */
  async diagram(params: ParsedParams<"diagram">): Promise<RequestResult<"diagram">> {
    const { experiment, arrays, position } = await this.gate.betweenMinibatches(async () => {
      const { experiment, loop } = this.trained();
      const { network, position } = loop.training;
      return { experiment, arrays: await network.readWeights(), position };
    });
    return diagramOf(experiment, arrays, position, params);
  }

  async statistics(): Promise<RequestResult<"statistics">> {
    const { epoch, layers } = await this.sampled();
    return { epoch, layers: layers.map(layerStatistics) };
  }

  /** Returns the network's outputs over the plane of its two inputs. */
  async surface(params: ParsedParams<"surface">): Promise<RequestResult<"surface">> {
    const weights = await this.presentWeights();
    return this.planeNetwork().surface(weights, params);
  }

  async costSurface(params: ParsedParams<"costSurface">): Promise<RequestResult<"costSurface">> {
    const weights = await this.presentWeights();
    return this.planeNetwork().costSurface(weights, params);
  }

  /** Rejects pending requests and frees memory. Call it when the training has ended and its gate is closed. */
  async close(): Promise<void> {
    this.sampler?.close();
    await this.plane?.destroy();
  }

  /** Returns the newest sampled step. The sampler is fetched between minibatches, when the loop exists. */
  private async sampled(): Promise<SampledStep> {
    this.sampler = await this.gate.betweenMinibatches(async () => this.trained().loop.sampler);
    return this.sampler.newest();
  }

  private layerPictures(): LayerPictures {
    const { loop, backend, start } = this.trained();
    this.pictures ??= new LayerPictures(loop.training, backend, start);
    return this.pictures;
  }

  private planeNetwork(): PlaneNetwork {
    const { config, dataset } = this.trained().experiment;
    this.plane ??= new PlaneNetwork(config, dataset);
    return this.plane;
  }

  /** Copies the weights between two minibatches, so that later work on the copy disturbs no step. */
  private presentWeights(): Promise<Weights> {
    return this.gate.betweenMinibatches(async () => {
      const { network, position } = this.trained().loop.training;
      const arrays = await network.readParameters();
      return { arrays, moment: { epoch: position.epoch - 1, batch: position.batch } };
    });
  }
}
