/**
 * Partial dependence and individual conditional expectation (ICE), as scikit-learn's `partial_dependence` with
 * `method="brute"`: what the network predicts if all examples had the same value of one feature.
 */

/** The inputs of a feature: one for a number, several for a category. */
export interface InputFeature {
  /** Indices of the inputs. */
  readonly inputs: readonly number[];
  /** The grid: values of these inputs, one list per point. */
  readonly points: readonly (readonly number[])[];
}

const [lowest, highest] = [0.05, 0.95];
const resolution = 100;

/**
 * Returns the values at which a number is tried: all that occur if they are fewer than 100, otherwise 100 evenly spaced
 * ones between the percentiles 5 and 95. If these two are equal, the whole range is taken.
 */
export function gridOf(values: ArrayLike<number>): number[] {
  const sorted = Float64Array.from(values).sort();
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  if (distinct.length < resolution) return [...distinct];
  let [first, last] = [quantile(sorted, lowest), quantile(sorted, highest)];
  if (Math.abs(last - first) <= 1e-8 + 1e-5 * Math.abs(last)) [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const step = (last - first) / (resolution - 1);
  return Array.from({ length: resolution }, (_, i) => (i === resolution - 1 ? last : first + i * step));
}

/** Returns a quantile of ascending values as SciPy's `mquantiles` does: plotting positions with α = β = 0.4. */
function quantile(sorted: Float64Array, share: number): number {
  const count = sorted.length;
  const position = count * share + 0.4 + share * 0.2;
  const below = Math.floor(Math.min(Math.max(position, 1), count - 1));
  const part = Math.min(Math.max(position - below, 0), 1);
  return (1 - part) * sorted[below - 1] + part * sorted[below];
}

export interface Dependence {
  /** Mean prediction over the examples [points]. */
  readonly average: Float64Array;
  /** Prediction for every example [points, examples]. */
  readonly individual: Float64Array;
}

/**
 * @param values [count, inputs]
 * @param predict returns one number for each example, such as the probability of a class
 */
export async function partialDependence(
  values: Float32Array,
  count: number,
  { inputs, points }: InputFeature,
  predict: (values: Float32Array) => Promise<ArrayLike<number>>,
): Promise<Dependence> {
  const width = values.length / count;
  const changed = values.slice();
  const average = new Float64Array(points.length);
  const individual = new Float64Array(points.length * count);
  for (const [p, point] of points.entries()) {
    for (let i = 0; i < count; i++) for (const [k, input] of inputs.entries()) changed[i * width + input] = point[k];
    individual.set(Array.from(await predict(changed)), p * count);
    average[p] = individual.subarray(p * count, (p + 1) * count).reduce((sum, value) => sum + value, 0) / count;
  }
  return { average, individual };
}
