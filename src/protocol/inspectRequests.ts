/** What the role `inspect` answers: what the editor asks while a config is written. */
import * as z from "zod";
import { backendNames } from "../core/names";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
const sizes = z.strictObject({ train: z.int(), validation: z.int(), test: z.int() });

/** `inspect`: what the editor asks while a config is written. Answers are cached by path, size and time of the files. */
export const inspectRequests = {
  /** Every backend of this machine, and for those that are not there what is missing. */
  backends: {
    params: z.strictObject({}),
    result: z.array(z.strictObject({ name: z.enum(backendNames), available: z.boolean(), description: z.string() })),
  },
  /** What the `data` of a config describes; rejects with the code and message that training would fail with. */
  summarizeData: {
    params: z.strictObject({
      /** Folder of the config: relative paths start there. */
      baseDir: z.string(),
      /** The config's `data`, as it is written. */
      data: z.unknown(),
    }),
    result: z.strictObject({
      task: z.enum(["classification", "regression"]),
      inputs: z.int(),
      imageShape: z.array(z.int()).optional(),
      examples: sizes,
      /** Examples of each class, in the order of the labels; empty for regression. */
      classes: z.array(z.strictObject({ name: z.string(), ...sizes.shape })),
      /** Of the training inputs before scaling. */
      minimum: z.number(),
      maximum: z.number(),
      /** Share of the training inputs that are not zero. */
      density: z.number(),
      /** All of it in one line. */
      text: z.string(),
      /** The first training examples before scaling: values [inputs], and the class where there are classes. */
      samples: z.array(z.strictObject({ label: z.int().optional(), values: float32 })),
    }),
  },
  /** A config, to be put into `folder`, that learns from the data at `path`; of a table the column `label`, where it is given. */
  suggest: {
    params: z.strictObject({ path: z.string(), folder: z.string(), label: z.string().optional() }),
    result: z.strictObject({
      text: z.string(),
      summary: z.string(),
      labels: z.array(z.string()).optional(),
      label: z.string().optional(),
    }),
  },
} as const;
