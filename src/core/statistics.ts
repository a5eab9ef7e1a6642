/** How a layer is doing, from the matrices of one sampled step. */
import type { ActivationName } from "./names";

export interface LayerSample {
  readonly activation: ActivationName;
  readonly units: number;
  /** Examples in the sample: only so many rows of z count. */
  readonly rows: number;
  /** [inputs, units] before the step, after it, and the gradient. */
  readonly before: Float32Array;
  readonly after: Float32Array;
  readonly gradient: Float32Array;
  /** [rows, units] */
  readonly z: Float32Array;
}

export interface LayerStatistics {
  readonly weightNorm: number;
  readonly gradientNorm: number;
  /** ‖after − before‖ / ‖before‖; 0 where the weights started as zeros. */
  readonly updateRatio: number;
  /** Share of relu units that are zero for every sampled example. */
  readonly deadUnits: number;
  /** Share of activations at the flat ends of sigmoid, tanh or softmax. */
  readonly saturation: number;
}

export function layerStatistics(sample: LayerSample): LayerStatistics {
  const { before, after, gradient, moved } = norms(sample);
  return {
    weightNorm: after,
    gradientNorm: gradient,
    updateRatio: before === 0 ? 0 : moved / before,
    deadUnits: deadUnits(sample),
    saturation: saturation(sample),
  };
}

/**
 * Frobenius norms, in float64, and that of after − before, each part of which is a float32. One loop for all takes less
 * than half the time of four.
 */
function norms({ before, after, gradient }: LayerSample) {
  let [ofBefore, ofAfter, ofGradient, ofMoved] = [0, 0, 0, 0];
  for (let i = 0; i < before.length; i++) {
    const [was, is, g] = [before[i], after[i], gradient[i]];
    const moved = Math.fround(is - was);
    ofBefore += was * was;
    ofAfter += is * is;
    ofGradient += g * g;
    ofMoved += moved * moved;
  }
  return {
    before: Math.sqrt(ofBefore),
    after: Math.sqrt(ofAfter),
    gradient: Math.sqrt(ofGradient),
    moved: Math.sqrt(ofMoved),
  };
}

function deadUnits({ activation, units, rows, z }: LayerSample): number {
  if (activation !== "relu") return 0;
  let dead = 0;
  for (let j = 0; j < units; j++) {
    let alive = false;
    for (let i = 0; i < rows && !alive; i++) alive = z[i * units + j] > 0;
    dead += Number(!alive);
  }
  return dead / units;
}

/** Beyond these an activation hardly moves any more: f' < 0.01 · its largest value, or nearly so. */
const ends: { readonly [Name in ActivationName]?: readonly [number, number] } = {
  sigmoid: [0.01, 0.99],
  softmax: [0.01, 0.99],
  tanh: [-0.99, 0.99],
};

function saturation({ activation, units, rows, z }: LayerSample): number {
  const range = ends[activation];
  if (!range) return 0;
  let flat = 0;
  for (let i = 0; i < rows * units; i++) flat += Number(z[i] < range[0] || z[i] > range[1]);
  return flat / (rows * units);
}
