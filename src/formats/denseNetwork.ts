/** A chain of dense layers, the common form of all weights files of other programs. */
import type { Cited } from "../messages/said";
import { FormatError } from "./formatError";

/** (values − shift) · factor, with one number per column. */
export interface Scale {
  shift: Float64Array;
  factor: Float64Array;
}

export interface DenseLayer {
  inputs: number;
  units: number;
  /** [inputs, units], row-major */
  W: Float32Array;
  /** [units]; absent if the file has no biases. */
  b?: Float32Array | undefined;
  /** [units], for prelu and elu */
  alpha?: Float32Array | undefined;
  /** Name of the activation in a config; absent if the file does not state it. */
  activation?: string | undefined;
}

export interface DenseNetwork {
  /** The program of the file, such as "ONNX". */
  format: string;
  layers: DenseLayer[];
  /** Scaling of the inputs before the first layer; absent if the file does not state it. */
  scaling?: Scale | undefined;
  /** Scaling of the targets before they are compared with outputs; absent if the file does not state it. */
  targets?: Scale | undefined;
  /** Class names in the order of the outputs, if the file has them. */
  classes?: string[] | undefined;
  /** Notes on parts of the file that are omitted or rounded. */
  remarks: readonly Cited[];
}

interface NamedTensor {
  name: string;
  shape: number[];
  values: Float32Array;
}

/** Returns the present arrays in order: W0 [inputs, units], b0 [units], alpha0, W1, … */
export const namedTensors = ({ layers }: DenseNetwork): NamedTensor[] =>
  layers.flatMap(({ inputs, units, W, b, alpha }, l) => [
    { name: `W${l}`, shape: [inputs, units], values: W },
    ...(b ? [{ name: `b${l}`, shape: [units], values: b }] : []),
    ...(alpha ? [{ name: `alpha${l}`, shape: [units], values: alpha }] : []),
  ]);

/** Adds zero biases to layers without biases. */
export const withBiases = (layers: readonly DenseLayer[]): DenseLayer[] =>
  layers.map((layer) => ({ ...layer, b: layer.b ?? new Float32Array(layer.units) }));

/** Transposes [rows, columns] to [columns, rows]. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j];
  return out;
}

/** Throws FormatError if the sizes of consecutive layers differ, or a weight is not finite. */
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

/** Returns the scale that leaves `columns` values unchanged. */
export const identityScale = (columns: number): Scale => ({
  shift: new Float64Array(columns),
  factor: new Float64Array(columns).fill(1),
});

/** Merges a scale before a layer into its weights, so that the layer accepts unscaled values. */
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
  // The sums are float64 up to here, so that many inputs far from zero do not reduce the precision of a bias.
  return { ...layer, W: scaled, b: isShifted ? Float32Array.from(sums) : undefined };
}

/** Merges a scale of a layer's weighted inputs into its weights. */
export function withScaleAfter({ W, b, ...layer }: DenseLayer, { shift, factor }: Scale): DenseLayer {
  const { units } = layer;
  const isShifted = b !== undefined || shift.some((each) => each !== 0);
  return {
    ...layer,
    W: W.map((w, i) => w * factor[i % units]),
    b: isShifted ? Float32Array.from(shift, (each, j) => ((b?.[j] ?? 0) - each) * factor[j]) : undefined,
  };
}
