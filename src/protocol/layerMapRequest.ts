/** A layer as a map: the activations of examples, projected onto a plane by PCA or UMAP. */
import * as z from "zod";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
const count = z.int().min(0);

/** Largest number of examples of a map. */
const mostMapped = 2000;

/** The parameters without the epoch and the set. */
export const layerMapParams = {
  /** Index of the layer from 0; null: the scaled inputs. */
  layer: count.nullable(),
  method: z.enum(["pca", "umap"]),
  /** Of UMAP: number of neighbours, without the example itself, and smallest distance between points. */
  neighbours: z.int().min(2).max(200).default(15),
  minDist: z.number().min(0).max(1).default(0.1),
  seed: count.default(1),
  /** Largest number of examples, evenly sampled from the set. */
  most: z.int().min(3).max(mostMapped).default(mostMapped),
  /** Index of the label or target that `actual` and `predicted` are about. */
  of: count.default(0),
};

/**
 * The result without epoch and set. A map that takes longer than a moment is answered in parts: while `done` is less
 * than 1, the same request continues it, also if there are newer weights meanwhile. Nothing is computed between
 * requests.
 */
export const layerMapResult = {
  done: z.number(),
  /** Number of examples that are drawn, and of those of the set. */
  examples: count,
  total: count,
  /** Number of the layer's units, or of the inputs. */
  units: count,
  /** Index of each example in the set, ascending. */
  indices: z.array(count),
  /** Class; label of 0 or 1; or target in its unit. */
  actual: z.array(z.number()),
  predicted: z.array(z.number()),
  /** Coordinates; absent until they are computed. */
  points: z.strictObject({ x: float32, y: float32 }).optional(),
  /** Of PCA: the share of the variance on each axis. */
  shares: z.tuple([z.number(), z.number()]).optional(),
  /** Of UMAP: the neighbours that were used, fewer where there are few examples. */
  neighbours: count.optional(),
  /**
   * How well the plane keeps the layer's 10 nearest neighbours, as scikit-learn's `trustworthiness`; absent until it is
   * computed, and for fewer than 30 examples.
   */
  trustworthiness: z.number().optional(),
};
