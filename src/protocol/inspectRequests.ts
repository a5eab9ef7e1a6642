/** What the role `inspect` answers: what the editor asks while a config is written. */
import * as z from "zod";
import { activationNames, backendNames, costNames, taskNames } from "../core/names";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
const choice = z.strictObject({ name: z.string(), about: z.string() });
const sizes = z.strictObject({ train: z.int(), validation: z.int(), test: z.int() });

const dataParams = z.strictObject({
  /** Folder of the config: relative paths start there. */
  baseDir: z.string(),
  /** The config's `data`, as it is written. */
  data: z.unknown(),
  /** Of the config, where they are known: they decide whether labels are classes or quantities. */
  cost: z.enum(costNames).optional(),
  activation: z.enum(activationNames).optional(),
});

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
    params: dataParams,
    result: z.strictObject({
      task: z.enum(taskNames),
      inputs: z.int(),
      imageShape: z.array(z.int()).optional(),
      examples: sizes,
      /** Of several labels or a regression: the name of each output. */
      targets: z.array(z.string()).optional(),
      /** What of these the network is to give over the training examples, all outputs together. */
      targetRange: z.strictObject({ minimum: z.number(), maximum: z.number() }).optional(),
      /** Of a regression: all targets are 0 or 1, several per example. */
      areBits: z.literal(true).optional(),
      /** Examples of each class, in the order of the labels; empty for all but a classification. */
      classes: z.array(z.strictObject({ name: z.string(), ...sizes.shape })),
      /** Of the training inputs before scaling. */
      minimum: z.number(),
      maximum: z.number(),
      scaledAs: z.enum(["none", "unit", "minmax", "standardize"]),
      /** Share of the training inputs that are not zero. */
      density: z.number(),
      /** Validation examples that stand among the training examples too, inputs and target. */
      shared: z.int(),
      /** Of a table, what stands out in its columns. */
      columns: z
        .array(
          z.strictObject({
            kind: z.enum([
              "row-numbers",
              "keys",
              "dates",
              "times",
              "label-dates",
              "constant",
              "constant-inputs",
              "all-constant",
              "constant-target",
              "numbers",
              "label-numbers",
              "spellings",
              "fall-together",
              "targets-together",
            ]),
            column: z.string(),
            examples: z.array(z.string()),
            /** Of constant columns: how many there are. */
            count: z.int().optional(),
            /** Of dates or times, each with an input of its own: the parts that could be inputs instead. */
            parts: z.array(z.string()).optional(),
            /** File and line of the first example. */
            where: z.string().optional(),
          }),
        )
        .optional(),
      /** All of it in one line. */
      text: z.string(),
      /** How a text table is written, in a sentence or two. */
      form: z.string().optional(),
      /** The first training examples before scaling: values [inputs], and the class where there are classes. */
      samples: z.array(z.strictObject({ label: z.int().optional(), values: float32 })),
    }),
  },
  /** How far the same question about this data is, while nobody has an answer; empty where it is not being read. */
  reading: {
    params: dataParams,
    result: z.strictObject({
      /** Of its files. */
      bytes: z.int().optional(),
      /** Of a table: those that were read so far. */
      rows: z.int().optional(),
      columns: z.int().optional(),
    }),
  },
  /**
   * The weights file of `training.start` beside the config and its data: facts, or why training cannot start from it;
   * neither where there is no such file, or where the data cannot be read.
   */
  startFacts: {
    params: z.strictObject({
      /** The config: relative paths start at its folder. */
      file: z.string(),
      /** The whole config, as it is written. */
      config: z.unknown(),
    }),
    result: z.strictObject({
      facts: z
        .strictObject({
          layers: z.array(
            z.strictObject({
              activation: z.string().optional(),
              alpha: z.union([z.number(), z.literal("several")]).optional(),
            }),
          ),
          scaling: z.enum(["same", "converted", "unknown"]),
          targets: z.enum(["same", "converted", "unknown"]),
          classes: z.enum(["same", "reordered", "unknown"]),
          remarks: z.array(z.string()),
        })
        .optional(),
      problem: z.string().optional(),
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
  /** The data in a folder that a config can be written for, the likeliest first. */
  findData: {
    params: z.strictObject({ folder: z.string() }),
    result: z.array(
      z.strictObject({
        path: z.string(),
        /** Relative to the folder. */
        name: z.string(),
        kind: z.string(),
      }),
    ),
  },
  /** A config, to be put into `folder`, that learns from the data at `path`, and passes its check. */
  suggest: {
    params: z.strictObject({
      path: z.string(),
      folder: z.string(),
      /** The column or array to learn. */
      label: z.string().optional(),
      task: z.enum(taskNames).optional(),
      /** The decimal mark, where a table leaves it open. */
      decimal: z.enum([".", ","]).optional(),
      /** Of a workbook. */
      sheet: z.string().optional(),
    }),
    result: z.strictObject({
      text: z.string(),
      summary: z.string(),
      /** What is learned. */
      target: z.strictObject({
        kind: z.enum(["classes", "labels", "counts", "quantities"]),
        task: z.enum(taskNames),
        /** What shows it. */
        why: z.string(),
        isSure: z.boolean(),
      }),
      /** The columns or arrays that can be learned, and the one that is. */
      labels: z.array(choice).optional(),
      label: z.string().optional(),
      /** Of a workbook with several sheets, the proposed one first. */
      sheets: z.array(choice).optional(),
      /** A number of a table that can be read in two ways. */
      ambiguity: z
        .strictObject({
          column: z.string(),
          field: z.string(),
          place: z.string(),
          readings: z.array(z.strictObject({ decimal: z.enum([".", ","]), number: z.string() })),
        })
        .optional(),
    }),
  },
} as const;
