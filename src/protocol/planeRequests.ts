/** Requests about a network with two inputs, whose input space can be drawn as a plane; the same in all roles. */
import * as z from "zod";
import { at, moment } from "./at";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
const place = z.tuple([z.number(), z.number()]);
const gridSide = z.int().min(2).max(201);
/** A grid over a plane: rows[0] is at from[1], columns[0] at from[0]; the last ones are at `to`. */
const grid = { from: place, to: place, columns: z.int(), rows: z.int() };

/** Parameters of a surface: z of every unit over the plane of unscaled inputs, and predictions for examples. */
export const surfaceParams = z.strictObject({
  at,
  /** Default: the range of the training examples, with a margin. */
  from: place.optional(),
  to: place.optional(),
  columns: gridSide,
  rows: gridSide,
  /** Hidden units are sent only at every n-th row and column. */
  hiddenEvery: z.int().min(1).max(16).default(1),
  /** Largest number of units sent per hidden layer. */
  mostUnits: z.int().min(1).max(256).default(64),
  /** Largest number of examples of a set; of more, every n-th is sent. */
  mostPoints: z.int().min(0).max(5000).default(1000),
});

export const surfaceResult = z.strictObject({
  ...moment,
  ...grid,
  /** The layers, the output layer last; for a regression in the targets' own units. */
  layers: z.array(
    z.strictObject({
      units: z.int(),
      /** Number of units sent, from the first. */
      shown: z.int(),
      columns: z.int(),
      rows: z.int(),
      /** [shown, rows, columns] */
      z: float32,
    }),
  ),
  points: z.array(
    z.strictObject({
      set: z.enum(["train", "validation", "test"]),
      /** Number of examples in the set. */
      examples: z.int(),
      count: z.int(),
      /** [count, 2], unscaled */
      inputs: float32,
      /** The class of each [count], or the targets in their own units [count, outputs]. */
      targets: float32,
      /** The network's outputs [count, outputs]; for a regression in the targets' own units. */
      answers: float32,
    }),
  ),
});

/** Parameters of a neuron's cost over its two weights, with its scaled inputs. */
export const costSurfaceParams = z.strictObject({ at, from: place, to: place, columns: gridSide, rows: gridSide });

export const costSurfaceResult = z.strictObject({
  ...moment,
  ...grid,
  /** The current weights, and the bias, which is constant over the surface. */
  weights: place,
  bias: z.number(),
  /** Mean cost per example with these weights, without the penalty. */
  cost: z.number(),
  /** Number of training examples measured, and in total. */
  examples: z.int(),
  of: z.int(),
  /** [rows, columns] */
  costs: float32,
});

/** Path of such a neuron's weights: at the start, and at every kept epoch. */
export const neuronPathResult = z.strictObject({
  epochs: z.array(z.int()),
  /** [epochs, 2] */
  weights: float32,
  /** [epochs] */
  biases: float32,
});
