/** Exports the network as one JSON document (docs/export.md): weights are lists of rows, W[input][unit]. */
import { describe, type Model } from "./model";

export function toJson(model: Model): string {
  const { activations: _, ...about } = describe(model);
  const document = {
    format: "matrix-network",
    version: 1,
    ...about,
    scaling: model.scaling,
    layers: model.layers.map(({ activation, inputs, units, W, b, alpha }) => ({
      activation,
      inputs,
      units,
      W: Array.from({ length: inputs }, (_, i) => numbers(W.subarray(i * units, (i + 1) * units))),
      b: numbers(b),
      ...(alpha && { alpha: numbers(alpha) }),
    })),
  };
  return `${JSON.stringify(document)}\n`;
}

/** Returns the shortest decimals that round to the same float32. */
const numbers = (values: Float32Array): number[] => Array.from(values, shortest);

function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
