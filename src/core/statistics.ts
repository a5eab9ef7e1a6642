/** Statistics of a layer, from the matrices of one sampled step. */
import type { ActivationName } from "./names";

export interface LayerSample {
  readonly activation: ActivationName;
  readonly units: number;
  /** Number of examples in the sample: only the first `rows` rows of z count. */
  readonly rows: number;
  /** W [inputs, units] before the step, after it, and its gradient. */
  readonly before: Float32Array;
  readonly after: Float32Array;
  readonly gradient: Float32Array;
  /** [rows, units] */
  readonly z: Float32Array;
}

export interface LayerStatistics {
  readonly weightNorm: number;
  readonly gradientNorm: number;
  /** ‖after − before‖ / ‖before‖; 0 if the weights started as zeros. */
  readonly updateRatio: number;
  /** Share of relu units that are zero for all sampled examples. */
  readonly deadUnits: number;
  /** Share of activations in the flat ends of sigmoid, tanh or softmax. */
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

/** Returns Frobenius norms in float64, that of after − before from float32 differences. One loop is twice as fast. */
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

/** Activations beyond these limits count as saturated: f' is less than about 0.01 of its largest value. */
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
