/** Answers the request `weights`: the picture of one layer. */
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Backend } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import { initialWeights } from "../../core/initializers";
import type { NamedArray } from "../../core/layer";
import type { ParsedParams, WeightPicture } from "../../protocol/requests";
import type { SampledStep, Training } from "../experiment/training";
import { histogramOf } from "./histogram";
import { largestOf, type Part, picturesOf, reduceToCells } from "./reduce";

type PictureParams = ParsedParams<"weights">;
/** [inputs, units] */
type Shape = readonly [number, number];

/** Pictures of a network in training. Call only between minibatches. */
export class LayerPictures {
  private readonly starts = new Map<number, Float32Array>();

  constructor(
    private readonly training: Training,
    private readonly backend: Backend,
    /** Initial parameters, if they do not follow from the seed. */
    private readonly started?: readonly NamedArray[],
  ) {}

  async of(params: PictureParams): Promise<WeightPicture> {
    const shape = this.shape(params.layer);
    const picture = pictureOf(await this.matrix(params, shape), shape, params, this.training.position);
    return params.what === "gradient" ? { ...picture, basis: "of the last trained minibatch" } : picture;
  }

  /** Returns a picture of ΔW of a sampled step. */
  ofUpdate(params: PictureParams, sample: SampledStep): WeightPicture {
    const shape = this.shape(params.layer);
    const { before, after } = sample.layers[params.layer];
    return pictureOf(difference(after, before), shape, params, sample);
  }

  private async matrix({ what, layer }: PictureParams, shape: Shape): Promise<Float32Array> {
    if (what === "gradient") return this.training.gradientOf(layer);
    const W = await this.backend.read(this.training.network.layers[layer].W);
    return what === "change" ? difference(W, this.start(layer, shape)) : W;
  }

  /** Returns W at the start of the run: the given one, or the one that the seed determines. */
  private start(layer: number, shape: Shape): Float32Array {
    const given = this.started?.find(({ name }) => name === `W${layer}`)?.values;
    const start = given ?? this.starts.get(layer) ?? startOf(this.training.config, layer, shape);
    this.starts.set(layer, start);
    return start;
  }

  private shape(layer: number): Shape {
    return layerShape(this.training.config, this.training.resident.inputs, layer);
  }
}

/** Throws a NetworkError if there is no such layer. */
export function layerShape({ layers }: ResolvedConfig, inputs: number, layer: number): Shape {
  if (layer < layers.length) return [layer === 0 ? inputs : layers[layer - 1].units, layers[layer].units];
  throw new NetworkError("no-layer", { layer, layers: layers.length });
}

/** Returns the initial weights of a run of this config. */
export function startOf({ layers, training }: ResolvedConfig, layer: number, [inputs, units]: Shape): Float32Array {
  return initialWeights(layers[layer].initialization, { seed: training.seed, layer, inputs, units });
}

export function pictureOf(
  matrix: Float32Array,
  [inputs, units]: Shape,
  params: PictureParams,
  { epoch, batch }: { epoch: number; batch: number },
): WeightPicture {
  const { layer, what, pictures, first, order } = params;
  const part = partOf(params, [inputs, units]);
  const reduced = (pictures ? picturesOf : reduceToCells)(matrix, [inputs, units], params, part);
  return {
    ...{ layer, what, epoch, batch, inputs, units, pictures, first, window: part.window },
    ...(order && { order: order.name }),
    ...reduced,
    largest: largestOf(matrix),
    histogram: histogramOf(matrix),
  };
}

/** Returns the requested part, clipped to the matrix. Throws a NetworkError if the order has another length. */
function partOf({ window, order }: PictureParams, [inputs, units]: Shape) {
  const within = ([from, to]: readonly [number, number], length: number): [number, number] => {
    const end = Math.min(to, length);
    return [Math.min(from, end - 1), end];
  };
  if (order && (order.units.length !== units || order.units.some((unit) => unit >= units))) {
    throw new NetworkError("bad-order", { named: order.units.length, units });
  }
  return {
    window: {
      inputs: within(window?.inputs ?? [0, inputs], inputs),
      units: within(window?.units ?? [0, units], units),
    },
    order: order?.units,
  } satisfies Part;
}

export const difference = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, i) => value - b[i]);
