/** A UMAP layout in the plane, by umap-js: seeded, with exact neighbours, from a given start. */
import type { Layout } from "../../../core/projection/align";
import { nearest, rowOf } from "../../../core/projection/neighbours";
import { RandomStream } from "../../../core/random";

export interface UmapSettings {
  /** Without the point itself; less than the number of points. */
  readonly neighbours: number;
  readonly minDist: number;
  readonly seed: number;
}

/** Half the width of the start: umap-learn scales its own to the same. */
const extent = 10;
const steps = 200;

/** Loaded with the first map. */
let library: typeof import("./umap") | undefined;

/** Loads umap-js, which layouts need. */
export async function loadUmap(): Promise<void> {
  library ??= await import("./umap");
}

/**
 * Yields the share of the steps that are done, after each of them; building the graph before them takes up to a second.
 * @param distances of all pairs [count, count]
 * @param start coordinates from which the optimization starts, in any scale
 */
export function* umapLayout(distances: Float32Array, start: Layout, settings: UmapSettings): Generator<number, Layout> {
  if (!library) throw new Error("umap-js is not loaded");
  const { neighbours, minDist, seed } = settings;
  // The library counts a point as its own first neighbour.
  const indices = Array.from(start.x, (_, i) => [i, ...nearest(rowOf(distances, i), i, neighbours)]);
  const lengths = indices.map((own, i) => own.map((j) => (j === i ? 0 : rowOf(distances, i)[j])));
  yield 0;
  const umap = new library.UMAP({ nNeighbors: neighbours + 1, minDist, nEpochs: steps, random: randomOf(seed) });
  umap.setPrecomputedKNN(indices, lengths);
  // Only the number of points is read, since their neighbours are known.
  umap.initializeFit(indices);
  yield 0;
  const points = umap.getEmbedding();
  const factor = extent / (Math.max(largest(start.x), largest(start.y)) || 1);
  for (const [i, point] of points.entries()) {
    // A thousandth of the library's random start separates points that are equal.
    point[0] = factor * start.x[i] + point[0] / 1000;
    point[1] = factor * start.y[i] + point[1] / 1000;
  }
  for (let step = 1; step <= steps; step++) {
    umap.step();
    yield step / steps;
  }
  return { x: points.map(([x]) => x), y: points.map(([, y]) => y) };
}

function largest(values: ArrayLike<number>): number {
  let found = 0;
  for (let i = 0; i < values.length; i++) found = Math.max(found, Math.abs(values[i]));
  return found;
}

/** Returns a generator of numbers in [0, 1): mulberry32, since UMAP draws tens of millions. */
function randomOf(seed: number): () => number {
  let state = new RandomStream(seed, "sample").bits(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
