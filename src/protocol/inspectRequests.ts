/** What the role `inspect` answers: what the editor asks while a config is written. */
import * as z from "zod";
import { backendNames } from "../core/names";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
const sizes = z.strictObject({ train: z.int(), validation: z.int(), test: z.int() });

/**
 * `inspect`: what the editor asks while a config is written. Answers are cached by path, size and time of the files.
 */
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
      /** Validation examples that stand among the training examples too, inputs and target. */
      shared: z.int(),
      /** All of it in one line. */
      text: z.string(),
      /** How a text table is written, in a sentence or two. */
      form: z.string().optional(),
      /** The first training examples before scaling: values [inputs], and the class where there are classes. */
      samples: z.array(z.strictObject({ label: z.int().optional(), values: float32 })),
    }),
  },
  /** The columns of a table, from its beginning alone: a file of any size answers at once. */
  columns: {
    params: z.strictObject({
      baseDir: z.string(),
      path: z.string(),
      /** How the config says that the table is written, where it does. */
      format: z.string().optional(),
      sheet: z.union([z.string(), z.number()]).optional(),
      delimiter: z.string().optional(),
      decimal: z.enum([".", ","]).optional(),
      header: z.boolean().optional(),
      encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]).optional(),
      comment: z.string().optional(),
      skipLines: z.int().min(0).optional(),
    }),
    result: z.strictObject({
      /** How many rows were looked at. */
      rows: z.int(),
      columns: z.array(
        z.strictObject({
          name: z.string(),
          kind: z.enum(["number", "text", "date"]),
          /** The first different fields, as they are written. */
          examples: z.array(z.string()),
          /** Of numbers: least and most. */
          range: z.tuple([z.number(), z.number()]).optional(),
          /** Of texts, where there are few: all of them. */
          texts: z.array(z.string()).optional(),
          /** How many of the rows have no value. */
          missing: z.int(),
        }),
      ),
    }),
  },
  /** The arrays of an .npz file, or of a folder of .npy files, from their beginnings alone. */
  arrays: {
    params: z.strictObject({ baseDir: z.string(), path: z.string() }),
    result: z.array(z.strictObject({ name: z.string(), shape: z.array(z.int()), type: z.string() })),
  },
  /**
   * How long an epoch of a config takes on this machine, with its evaluation: its own step, timed for about a tenth of
   * a second once its kernels are made, which takes GPU.js seconds. Rejects where the backend is not there or the
   * config has errors.
   */
  epochTime: {
    params: z.strictObject({
      baseDir: z.string(),
      /** The whole config, as it is written. */
      config: z.unknown(),
    }),
    result: z.strictObject({ seconds: z.number(), backend: z.enum(backendNames), threads: z.int() }),
  },
  /**
   * A check that experienced people run by hand, on a config's file and its data; takes seconds. Rejects where the
   * config cannot be trained at all.
   */
  sanity: {
    params: z.strictObject({
      file: z.string(),
      check: z.enum(["gradient", "initial-cost", "overfit-ten", "backends", "shuffled-labels"]),
      /** Of a gradient check: which layer, from 0. */
      layer: z.int().min(0).optional(),
    }),
    result: z.strictObject({
      state: z.enum(["passed", "failed", "skipped"]),
      /** What was looked at, line by line. */
      output: z.array(z.string()),
      /** Of a failure what it usually means; of a check that was left out why. */
      message: z.string().optional(),
      /** Of a failure: the key of the config that it is about. */
      path: z.array(z.union([z.string(), z.int()])).optional(),
    }),
  },
  /**
   * A config, to be put into `folder`, that learns from the data at `path`; of a table the column `label`, where it is
   * given.
   */
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
