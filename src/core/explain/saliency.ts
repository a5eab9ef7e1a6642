/** Saliency of inputs for one answer: by gradients, and by occlusion of parts of a picture. */

import type { Optimizer } from "../backend";
import { evaluationMinibatch } from "../evaluate";
import type { NamedArray } from "../layer";
import { Network, type NetworkSpec } from "../network";
import { ReferenceBackend } from "../reference";
import { plain } from "../reference/matrix";

const noOptimizer: Optimizer = { type: "sgd", momentum: 0, nesterov: false };
const settings = { optimizer: noOptimizer, regularization: { l1: 0, l2: 0 } };

/** Computes ∂cost/∂z0 on the reference backend, in float64, because the cost of confident answers is tiny. */
export class InputGradients {
  private constructor(
    private readonly network: Network,
    private readonly backend: ReferenceBackend,
  ) {}

  /** @param parameters W0, b0, …; without dropout, as in every evaluation */
  static async of(spec: NetworkSpec, parameters: readonly NamedArray[]): Promise<InputGradients> {
    const layers = spec.layers.map((layer) => ({ ...layer, dropout: 0 }));
    const backend = new ReferenceBackend("float64");
    const network = new Network(backend, { ...spec, layers }, 1, noOptimizer);
    await network.writeParameters(parameters);
    return new InputGradients(network, backend);
  }

  /**
   * Returns ∂cost/∂z0 [inputs] of one example.
   * @param z0 scaled inputs [inputs]
   * @param targets [outputs]
   * @param only index of the output whose part of the cost counts; default: all
   */
  async gradient(z0: ArrayLike<number>, targets: ArrayLike<number>, only?: number): Promise<Float64Array> {
    const { network, backend } = this;
    const { pass, layers } = network;
    await backend.write(pass.inputs, Float32Array.from(z0));
    await backend.write(pass.targets, Float32Array.from(targets));
    const minibatch = evaluationMinibatch({ start: 0, rows: 1 });
    const [outputError, ...hidden] = network.backpropagate(pass, settings);
    await backend.plan([...network.forwardPropagate(pass, false), outputError]).run([minibatch]);
    if (only !== undefined) {
      const delta = plain(pass.errors(layers.length - 1).delta).values;
      for (let j = 0; j < delta.length; j++) if (j !== only) delta[j] = 0;
    }
    await backend.plan(hidden).run([minibatch]);
    // ∂cost/∂z0 = delta0 · W0ᵀ
    const W = plain(layers[0].W);
    const delta = plain(pass.errors(0).delta).values;
    return Float64Array.from({ length: W.rows }, (_, i) => {
      let sum = 0;
      for (let j = 0; j < delta.length; j++) sum += W.values[i * W.columns + j] * delta[j];
      return sum;
    });
  }
}

export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export interface Patch {
  /** Side of the square that is covered, and the step from one to the next, in pixels. */
  readonly size: number;
  readonly step: number;
}

/** Returns a patch of about a seventh of the picture's smaller side, which moves by half of its size. */
export function usualPatch({ height, width }: Picture): Patch {
  const size = Math.max(1, Math.round(Math.min(height, width) / 7));
  return { size, step: Math.max(1, Math.floor(size / 2)) };
}

/**
 * Returns for every pixel by how much an output falls when a patch covers it, the mean over the patches that do:
 * [height, width] (Zeiler and Fergus 2014).
 * @param values the picture [height, width, channels], unscaled
 * @param cover values under the patch, in the same shape
 * @param predict returns the output for every picture
 */
export async function occlusion(
  values: Float32Array,
  cover: ArrayLike<number>,
  { height, width, channels }: Picture,
  { size, step }: Patch,
  predict: (values: Float32Array) => Promise<ArrayLike<number>>,
): Promise<Float64Array> {
  const [tops, lefts] = [starts(height, size, step), starts(width, size, step)];
  const places = tops.flatMap((top) => lefts.map((left) => ({ top, left })));
  const within = function* ({ top, left }: { top: number; left: number }) {
    for (let y = top; y < Math.min(height, top + size); y++) {
      for (let x = left; x < Math.min(width, left + size); x++) yield y * width + x;
    }
  };
  const covered = new Float32Array(places.length * values.length);
  for (const [i, place] of places.entries()) {
    const own = covered.subarray(i * values.length, (i + 1) * values.length);
    own.set(values);
    for (const pixel of within(place)) {
      for (let k = pixel * channels; k < (pixel + 1) * channels; k++) own[k] = cover[k];
    }
  }
  const [whole] = Array.from(await predict(values));
  const outputs = await predict(covered);
  const falls = new Float64Array(height * width);
  const times = new Uint32Array(height * width);
  for (const [i, place] of places.entries()) {
    for (const pixel of within(place)) {
      falls[pixel] += whole - outputs[i];
      times[pixel]++;
    }
  }
  return falls.map((sum, pixel) => sum / times[pixel]);
}

/** Returns the starts of patches that cover all of a length, the last one at its end. */
function starts(length: number, size: number, step: number): number[] {
  const last = Math.max(0, length - size);
  const all = Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
  return all[all.length - 1] === last ? all : [...all, last];
}
