/**
 * What can be asked of a network with two inputs, whose whole input space can be drawn: a plane. Whoever answers, it
 * means the same.
 */
import * as z from "zod";
import { at, moment } from "./at";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
const place = z.tuple([z.number(), z.number()]);
const gridSide = z.int().min(2).max(201);
/** A grid over a plane: rows[0] lies at from[1], columns[0] at from[0]; the last ones at `to`. */
const grid = { from: place, to: place, columns: z.int(), rows: z.int() };

/** z of every unit over the plane of the inputs, not scaled, and what the network says of the examples there. */
export const surfaceParams = z.strictObject({
  at,
  /** Left out: where the training examples lie, with a margin. */
  from: place.optional(),
  to: place.optional(),
  columns: gridSide,
  rows: gridSide,
  /** Hidden units are sent at every n-th row and column only. */
  hiddenEvery: z.int().min(1).max(16).default(1),
  /** The most units that are sent of a hidden layer. */
  mostUnits: z.int().min(1).max(256).default(64),
  /** The most examples of a set; of more, every n-th is taken. */
  mostPoints: z.int().min(0).max(5000).default(1000),
});

export const surfaceResult = z.strictObject({
  ...moment,
  ...grid,
  /** The output layer last; of a regression in the targets' own units. */
  layers: z.array(
    z.strictObject({
      units: z.int(),
      /** How many of them are sent: the first ones. */
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
      /** Of the whole set. */
      examples: z.int(),
      count: z.int(),
      /** [count, 2], not scaled */
      inputs: float32,
      /** The class of each [count], or the targets in their own units [count, outputs]. */
      targets: float32,
      /** What the network gives [count, outputs]; of a regression in the targets' own units. */
      answers: float32,
    }),
  ),
});

/** Of one neuron with two inputs: its cost over its two weights, for inputs as it gets them, scaled. */
export const costSurfaceParams = z.strictObject({ at, from: place, to: place, columns: gridSide, rows: gridSide });

export const costSurfaceResult = z.strictObject({
  ...moment,
  ...grid,
  /** The weights now, and the bias, which is the same all over the surface. */
  weights: place,
  bias: z.number(),
  /** The mean cost of an example, without the penalty, with these weights. */
  cost: z.number(),
  /** How many training examples were measured, and how many there are. */
  examples: z.int(),
  of: z.int(),
  /** [rows, columns] */
  costs: float32,
});

/** Where the weights of such a neuron stood: at the start, and at every epoch that was kept. */
export const neuronPathResult = z.strictObject({
  epochs: z.array(z.int()),
  /** [epochs, 2] */
  weights: float32,
  /** [epochs] */
  biases: float32,
});
