/** The config file, version 1: the single source of its keys, defaults, descriptions and JSON schema. */
import * as z from "zod";
import { backendNames, costNames } from "../../core/names";
import { dataSchema } from "./data";
import { layerSchema } from "./layer";
import { sweepSchema } from "./sweep";
import { trainingSchema } from "./training";

export const configSchema = z.strictObject({
  $schema: z.string().optional().describe("A JSON schema for editors other than VS Code."),
  version: z.literal(1).describe("Version of the config format."),
  data: dataSchema,
  layers: z
    .array(layerSchema)
    .min(1)
    .max(1000)
    .describe("The layers from the first hidden one to the output layer, which is the last."),
  cost: z
    .enum(costNames)
    .optional()
    .describe(
      "The cost function to minimize: cross-entropy requires softmax or sigmoid outputs, quadratic works " +
        "with all. Default: cross-entropy for softmax or sigmoid outputs, else quadratic.",
    ),
  training: trainingSchema.prefault({}),
  backend: z
    .enum(["auto", ...backendNames])
    .default("auto")
    .describe("The backend that computes matrix operations; auto selects the fastest."),
  threads: z
    .union([z.literal("auto"), z.int().min(1).max(256)])
    .default("auto")
    .describe("Number of threads that compute a minibatch."),
  sweep: sweepSchema.optional(),
});

/** A config as written, with defaults filled in; ../resolve.ts adds defaults that depend on other keys. */
export type NetworkConfig = z.output<typeof configSchema>;
export type { DataConfig } from "./data";
export type { LayerConfig } from "./layer";
export type { TrainingConfig } from "./training";
