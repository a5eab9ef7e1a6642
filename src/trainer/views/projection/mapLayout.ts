/** Computes the map of a layer in steps: by PCA, or by UMAP from the map of the inputs; then its trustworthiness. */
import type { Layout } from "../../../core/projection/align";
import { distancesOf, trustworthiness } from "../../../core/projection/neighbours";
import { principalComponents } from "../../../core/projection/principal";
import { type UmapSettings, umapLayout } from "./umapLayout";

/** Activations of examples [count, columns]. */
export interface Activations {
  readonly values: Float32Array;
  readonly columns: number;
}

export interface MapOrder {
  readonly method: "pca" | "umap";
  readonly settings: UmapSettings;
  /** Undefined for the map of the inputs themselves. */
  readonly layer: Activations | undefined;
  /** Returns the scaled inputs of the same examples. */
  inputs(): Activations;
  /** Key of the inputs and the settings. */
  readonly startKey: string;
}

/** A map as far as it is computed. */
export interface MapLayout {
  /** Share of the work that is done. */
  done: number;
  points?: { x: Float32Array; y: Float32Array };
  shares?: [number, number];
  trustworthiness?: number;
}

/** Neighbours of the trustworthiness, and the fewest examples for which it is computed. */
const [trusted, fewest] = [10, 30];

/** UMAP layouts of inputs, by MapOrder.startKey. */
export type StartLayouts = Map<string, Layout>;

/**
 * Yields after some milliseconds of work, while the map is filled.
 *
 * UMAP of a layer starts from the UMAP of the inputs, which no training changes: so maps of neighbouring epochs, and
 * of neighbouring layers, resemble each other, and a map does not depend on those that were asked for before it.
 * @param starts known layouts of inputs, to which this one is added
 */
export function* computeMap(map: MapLayout, order: MapOrder, starts: StartLayouts): Generator<void, void> {
  const { values, columns } = order.layer ?? order.inputs();
  let distances: Float32Array | undefined;
  if (order.method === "pca") {
    const { coordinates, shares } = yield* principalComponents(values, columns);
    map.points = asPoints({ x: coordinates[0], y: coordinates[1] });
    map.shares = [shares[0], shares[1]];
  } else {
    const start = starts.get(order.startKey) ?? (yield* startOf(map, order));
    starts.set(order.startKey, start);
    if (order.layer) distances = yield* counted(map, map.done + 0.1, distancesOf(values, columns));
    map.points = asPoints(distances ? yield* counted(map, 0.9, umapLayout(distances, start, order.settings)) : start);
  }
  if (map.points.x.length >= fewest) {
    distances ??= yield* counted(map, 0.9, distancesOf(values, columns));
    map.trustworthiness = yield* counted(map, 0.99, trustworthiness(distances, map.points, trusted));
  }
  map.done = 1;
}

/** Returns the UMAP of the inputs, which starts from their PCA. */
function* startOf(map: MapLayout, { inputs, settings }: MapOrder): Generator<void, Layout> {
  const { values, columns } = inputs();
  const distances = yield* counted(map, 0.2, distancesOf(values, columns));
  const { coordinates } = yield* principalComponents(values, columns);
  return yield* counted(map, 0.5, umapLayout(distances, { x: coordinates[0], y: coordinates[1] }, settings));
}

/** Runs a part of the work, up to a share of the whole. The part yields the share of itself that is done. */
function* counted<Result>(map: MapLayout, to: number, part: Generator<number, Result>): Generator<void, Result> {
  const from = map.done;
  for (;;) {
    const step = part.next();
    if (step.done) {
      map.done = to;
      return step.value;
    }
    map.done = from + (to - from) * step.value;
    yield;
  }
}

const asPoints = ({ x, y }: Layout) => ({ x: Float32Array.from(x), y: Float32Array.from(y) });
