/** Initial weights: normal random numbers with mean 0 and a standard deviation that depends on the layer's shape. */
import type { InitializationName } from "./names";
import { inverseNormal } from "./normal";
import { RandomStream } from "./random";

/** Standard deviation of W [inputs, units]: Nielsen, ch. 3; Glorot and Bengio 2010; He et al. 2015. */
const deviations: {
  readonly [Name in InitializationName]: (inputs: number, units: number) => number;
} = {
  "scaled-gaussian": (inputs) => Math.sqrt(1 / inputs),
  xavier: (inputs, units) => Math.sqrt(2 / (inputs + units)),
  he: (inputs) => Math.sqrt(2 / inputs),
  zeros: () => 0,
};

/** Returns W [inputs, units] of layer `layer`, determined by the seed alone. */
export function initialWeights(
  initialization: InitializationName,
  { seed, layer, inputs, units }: { seed: number; layer: number; inputs: number; units: number },
): Float32Array {
  const W = new Float32Array(inputs * units);
  const deviation = deviations[initialization](inputs, units);
  if (deviation === 0) return W;
  const random = new RandomStream(seed, "weights", { layer });
  for (let i = 0; i < W.length; i++) W[i] = deviation * inverseNormal(random.uniform(i));
  return W;
}
