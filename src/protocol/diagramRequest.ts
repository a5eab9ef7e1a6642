/** The request for a network diagram, in all roles: some units of every layer, and the weights between them. */
import * as z from "zod";
import { at, moment } from "./at";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");

export const diagramParams = z.strictObject({
  at,
  /** Largest number of units per layer. */
  most: z.int().min(1).max(128),
  mostInputs: z.int().min(0).max(128),
  /** Selection of a wide layer's units: evenly spaced, or those with the largest norms. */
  choose: z.enum(["evenly", "strongest"]).default("evenly"),
  /** An unscaled example to show activations for. */
  values: float32.optional(),
});

export const diagramResult = z.strictObject({
  ...moment,
  inputs: z.int(),
  /** Indices of the shown inputs, ascending. */
  shownInputs: z.array(z.int()),
  layers: z.array(
    z.strictObject({
      units: z.int(),
      shown: z.array(z.int()),
      /** [shown units of the layer before, shown units] */
      W: float32,
      b: float32,
      /** The largest incoming weights of every shown unit, strongest first. */
      strongest: z.array(z.array(z.strictObject({ from: z.int(), weight: z.number() }))),
      /** Weighted inputs and activations of the example. */
      s: float32.optional(),
      z: float32.optional(),
    }),
  ),
});
