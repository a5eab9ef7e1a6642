/** One entry of `layers`: a fully connected layer. */
import * as z from "zod";
import { activationNames, initializationNames } from "../../core/names";

export const layerSchema = z
  .strictObject({
    units: z.int().min(1).max(65536).describe("Number of units of this layer."),
    activation: z.enum(activationNames).describe("The activation function of this layer."),
    alpha: z
      .number()
      .optional()
      .describe("Slope of prelu below zero (default 0.25), or the value that elu goes to (default 1)."),
    learnAlpha: z.boolean().default(false).describe("Learn one alpha per unit (prelu and elu)."),
    dropout: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe("The share of this layer's activations that is dropped in training."),
    bias: z.boolean().default(true).describe("Whether the units have biases."),
    initialization: z
      .enum(initializationNames)
      .default("scaled-gaussian")
      .describe("How the weights start: scaled-gaussian is N(0, 1/inputs), xavier and he are their normal forms."),
  })
  .meta({ examples: [{ units: 100, activation: "prelu", alpha: 0.1 }] });

export type LayerConfig = z.output<typeof layerSchema>;
