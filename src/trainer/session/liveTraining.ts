/** Answers what is asked about a network while it is trained, between two of its minibatches. */
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

/** What is trained. */
export interface Trained {
  readonly experiment: Experiment;
  readonly backend: Backend;
  readonly loop: EpochLoop;
  /** The weights that the run started from, where they are not those of its seed. */
  readonly start?: readonly NamedArray[] | undefined;
}

export class LiveTraining {
  private pictures: LayerPictures | undefined;
  private plane: PlaneNetwork | undefined;
  private sampler: Sampler | undefined;

  /** @param trained throws where training has not begun; asked for after a turn of the gate */
  constructor(
    private readonly gate: PauseGate,
    private readonly trained: () => Trained,
  ) {}

  async weights(params: ParsedParams<"weights">): Promise<WeightPicture> {
    if (params.what !== "update") return this.gate.betweenMinibatches(() => this.layerPictures().of(params));
    const sample = await this.sampled();
    return this.layerPictures().ofUpdate(params, sample);
  }

  /** The network between two minibatches. */
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

  /** The network's outputs over the plane of its two inputs. */
  async surface(params: ParsedParams<"surface">): Promise<RequestResult<"surface">> {
    const weights = await this.presentWeights();
    return this.planeNetwork().surface(weights, params);
  }

  async costSurface(params: ParsedParams<"costSurface">): Promise<RequestResult<"costSurface">> {
    const weights = await this.presentWeights();
    return this.planeNetwork().costSurface(weights, params);
  }

  /** The training has ended, and its gate is closed. */
  async close(): Promise<void> {
    this.sampler?.close();
    await this.plane?.destroy();
  }

  /** The newest sampled step. The loop is asked for it between minibatches, so that it has begun. */
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

  /** Copied between two minibatches, so that later work on the copy disturbs no step. */
  private presentWeights(): Promise<Weights> {
    return this.gate.betweenMinibatches(async () => {
      const { network, position } = this.trained().loop.training;
      const arrays = await network.readParameters();
      return { arrays, moment: { epoch: position.epoch - 1, batch: position.batch } };
    });
  }
}
