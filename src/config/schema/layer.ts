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
      .describe("Slope of prelu for negative inputs (default 0.25), or scale of elu for negative inputs (default 1)."),
    learnAlpha: z.boolean().default(false).describe("Whether to learn one alpha per unit (prelu and elu)."),
    dropout: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe("Dropout rate: the fraction of this layer's activations that are set to 0 during training."),
    bias: z.boolean().default(true).describe("Whether the layer uses biases."),
    initialization: z
      .enum(initializationNames)
      .default("scaled-gaussian")
      .describe(
        "Initial weights: scaled-gaussian is N(0, 1/inputs), xavier and he are the normal variants, zeros is " + "0.",
      ),
  })
  .meta({ examples: [{ units: 100, activation: "prelu", alpha: 0.1 }] });

export type LayerConfig = z.output<typeof layerSchema>;
