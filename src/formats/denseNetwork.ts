/** A chain of dense layers as weights files of other programs hold it, in one form for all of them. */
import { FormatError } from "./formatError";

/** (values − shift) · factor, one number per column. */
export interface Scale {
  shift: Float64Array;
  factor: Float64Array;
}

export interface DenseLayer {
  inputs: number;
  units: number;
  /** [inputs, units], row-major */
  W: Float32Array;
  /** [units]; absent where the file does not have them. */
  b?: Float32Array | undefined;
  /** [units], of prelu and elu */
  alpha?: Float32Array | undefined;
  /** By its name in a config; absent where the file does not say. */
  activation?: string | undefined;
}

export interface DenseNetwork {
  /** Which program's file it is, such as "ONNX". */
  format: string;
  layers: DenseLayer[];
  /** What is done to the inputs before the first layer; absent where the file does not say. */
  scaling?: Scale | undefined;
  /** What is done to targets before they are compared with outputs; absent where the file does not say. */
  targets?: Scale | undefined;
  /** Names of the classes in the order of the outputs, where the file has them. */
  classes?: string[] | undefined;
  /** What of the file is left out or rounded. */
  remarks: string[];
}

interface NamedTensor {
  name: string;
  shape: number[];
  values: Float32Array;
}

/** W0 [inputs, units], b0 [units], alpha0, W1, …, those that are there. */
export const namedTensors = ({ layers }: DenseNetwork): NamedTensor[] =>
  layers.flatMap(({ inputs, units, W, b, alpha }, l) => [
    { name: `W${l}`, shape: [inputs, units], values: W },
    ...(b ? [{ name: `b${l}`, shape: [units], values: b }] : []),
    ...(alpha ? [{ name: `alpha${l}`, shape: [units], values: alpha }] : []),
  ]);

/** A layer that was made without biases has biases of zero. */
export const withBiases = (layers: readonly DenseLayer[]): DenseLayer[] =>
  layers.map((layer) => ({ ...layer, b: layer.b ?? new Float32Array(layer.units) }));

/** [rows, columns] → [columns, rows] */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j];
  return out;
}

/** Throws FormatError where a layer does not take what the layer before it gives, or a weight is not finite. */
export function checkChain(layers: readonly DenseLayer[]): void {
  if (layers.length === 0) throw new FormatError("weights-chain/empty", {});
  for (const [l, { inputs, W, b = [], alpha = [] }] of layers.entries()) {
    const before = layers[l - 1]?.units;
    if (before !== undefined && before !== inputs) {
      throw new FormatError("weights-chain/sizes", { layer: l + 1, inputs, before });
    }
    for (const values of [W, b, alpha]) {
      for (let i = 0; i < values.length; i++) {
        if (!Number.isFinite(values[i])) throw new FormatError("weights-finite", { layer: l + 1 });
      }
    }
  }
}

/** Nothing is done to `columns` values. */
export const identityScale = (columns: number): Scale => ({
  shift: new Float64Array(columns),
  factor: new Float64Array(columns).fill(1),
});

/** Puts a scale before a layer into its weights, so that the layer takes unscaled values. */
export function withScaleBefore({ W, b, ...layer }: DenseLayer, { shift, factor }: Scale): DenseLayer {
  const { inputs, units } = layer;
  const scaled = new Float32Array(W.length);
  const sums = Float64Array.from(b ?? new Float32Array(units));
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j < units; j++) {
      const w = W[i * units + j] * factor[i];
      scaled[i * units + j] = w;
      sums[j] -= shift[i] * w;
    }
  }
  const isShifted = b !== undefined || shift.some((each) => each !== 0);
  // The sums are doubles until here, so that many inputs far from zero lose no digits of a bias.
  return { ...layer, W: scaled, b: isShifted ? Float32Array.from(sums) : undefined };
}

/** Puts a scale behind a layer's sums into its weights. */
export function withScaleBehind({ W, b, ...layer }: DenseLayer, { shift, factor }: Scale): DenseLayer {
  const { units } = layer;
  const isShifted = b !== undefined || shift.some((each) => each !== 0);
  return {
    ...layer,
    W: W.map((w, i) => w * factor[i % units]),
    b: isShifted ? Float32Array.from(shift, (each, j) => ((b?.[j] ?? 0) - each) * factor[j]) : undefined,
  };
}
