/**
 * How a network is asked for as a diagram, whoever answers: some units of every layer, and the weights between them.
 */
import * as z from "zod";
import { at, moment } from "./at";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");

export const diagramParams = z.strictObject({
  at,
  /** Units of a layer that can be drawn. */
  most: z.int().min(1).max(128),
  mostInputs: z.int().min(0).max(128),
  /** Which of a wide layer: spread evenly, or those with the largest norms. */
  choose: z.enum(["evenly", "strongest"]).default("evenly"),
  /** An example to follow through the network, not scaled. */
  values: float32.optional(),
});

export const diagramResult = z.strictObject({
  ...moment,
  inputs: z.int(),
  /** Numbers of the inputs that are drawn, ascending. */
  shownInputs: z.array(z.int()),
  layers: z.array(
    z.strictObject({
      units: z.int(),
      shown: z.array(z.int()),
      /** [shown of the layer before, shown] */
      W: float32,
      b: float32,
      /** Of every shown unit the largest incoming weights of all, the strongest first. */
      strongest: z.array(z.array(z.strictObject({ from: z.int(), weight: z.number() }))),
      /** Weighted inputs and activations, where an example is followed. */
      s: float32.optional(),
      z: float32.optional(),
    }),
  ),
});
