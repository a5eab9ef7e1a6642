/** Nearest neighbours of points, exactly, and how well a layout in the plane keeps them. */
import type { Layout } from "./align";

/**
 * Returns the Euclidean distances of all pairs [count, count]. Yields the share that is done after every point.
 * @param values [count, columns]
 */
export function* distancesOf(values: Float32Array, columns: number): Generator<number, Float32Array> {
  const count = values.length / columns;
  const distances = new Float32Array(count * count);
  // Points are taken four at a time: the last ones with some of zeros.
  const numbers = new Float64Array(values.length + 3 * columns);
  numbers.set(values);
  const four = new Float64Array(4);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j += 4) {
      squaredDistances(numbers, i * columns, j * columns, columns, four);
      for (let l = 0; l < Math.min(4, i - j); l++) {
        distances[i * count + j + l] = distances[(j + l) * count + i] = Math.sqrt(four[l]);
      }
    }
    yield ((i + 1) / count) ** 2;
  }
  return distances;
}

/** Computes the squared distances of a row from four others, which is faster than one at a time. */
function squaredDistances(values: Float64Array, a: number, b: number, columns: number, four: Float64Array): void {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let k = 0; k < columns; k++) {
    const x = values[a + k];
    const d0 = x - values[b + k];
    const d1 = x - values[b + columns + k];
    const d2 = x - values[b + 2 * columns + k];
    const d3 = x - values[b + 3 * columns + k];
    s0 += d0 * d0;
    s1 += d1 * d1;
    s2 += d2 * d2;
    s3 += d3 * d3;
  }
  four[0] = s0;
  four[1] = s1;
  four[2] = s2;
  four[3] = s3;
}

/** Returns the indices of the nearest others, nearest first; of equal distances the smaller index. */
export function nearest(distances: Float32Array, own: number, neighbours: number): number[] {
  const found: number[] = [];
  for (let j = 0; j < distances.length; j++) {
    const distance = distances[j];
    if (j === own || (found.length === neighbours && distance >= distances[found[neighbours - 1]])) continue;
    let at = Math.min(found.length, neighbours - 1);
    for (; at > 0 && distances[found[at - 1]] > distance; at--) found[at] = found[at - 1];
    found[at] = j;
  }
  return found;
}

/** Row of a matrix of distances [count, count]. */
export const rowOf = (distances: Float32Array, i: number): Float32Array => {
  const count = Math.sqrt(distances.length);
  return distances.subarray(i * count, (i + 1) * count);
};

/**
 * Trustworthiness, as scikit-learn defines it: 1 if all neighbours in the plane are neighbours in the space, and less
 * the farther away there those are that are not. Yields the share that is done after every point.
 * @param distances in the space [count, count]
 * @param neighbours less than half of the count
 */
export function* trustworthiness(
  distances: Float32Array,
  { x, y }: Layout,
  neighbours: number,
): Generator<number, number> {
  const count = x.length;
  const plane = new Float32Array(count);
  let penalty = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) plane[j] = Math.hypot(x[i] - x[j], y[i] - y[j]);
    const own = rowOf(distances, i);
    for (const j of nearest(plane, i, neighbours)) penalty += Math.max(0, rankOf(own, i, j) - neighbours);
    yield (i + 1) / count;
  }
  return 1 - (2 * penalty) / (count * neighbours * (2 * count - 3 * neighbours - 1));
}

/** Returns the place of j among the neighbours of i, from 1. */
function rankOf(distances: Float32Array, i: number, j: number): number {
  let rank = 1;
  for (let l = 0; l < distances.length; l++) {
    if (l !== i && l !== j && (distances[l] < distances[j] || (distances[l] === distances[j] && l < j))) rank++;
  }
  return rank;
}
