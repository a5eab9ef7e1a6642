/** Requests of the role `inspect`: the editor's questions about a config. */
import * as z from "zod";
import { activationNames, backendNames, costNames, taskNames } from "../core/names";
import type { DataProfile } from "./dataProfile";
import { once } from "./once";
import { errorFields, saidSchema } from "./port";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
const choice = z.strictObject({ name: z.string(), about: z.string() });
const sizes = z.strictObject({ train: z.int(), validation: z.int(), test: z.int() });

const dataParams = z.strictObject({
  /** Folder of the config, base of relative paths. */
  baseDir: z.string(),
  /** The config's `data`, as written. */
  data: z.unknown(),
  /** Cost and output activation, if known: they decide whether labels are classes or quantities. */
  cost: z.enum(costNames).optional(),
  activation: z.enum(activationNames).optional(),
});

/** The requests of the role `inspect`. Answers are cached by path, size and time of the files. */
export const inspectRequests = once(() => ({
  /** All backends of this machine, and what is missing for unavailable ones. */
  backends: {
    params: z.strictObject({}),
    result: z.array(
      z.strictObject({
        name: z.enum(backendNames),
        available: z.boolean(),
        description: z.string(),
        said: saidSchema.optional(),
      }),
    ),
  },
  /** Summary of the data of a config; rejects with the code and message with which training would fail. */
  summarizeData: {
    params: dataParams,
    result: z.strictObject({
      task: z.enum(taskNames),
      inputs: z.int(),
      imageShape: z.array(z.int()).optional(),
      examples: sizes,
      /** Names of the outputs, for several labels or a regression. */
      targets: z.array(z.string()).optional(),
      /** Range of the network's targets over the training examples, for all outputs together. */
      targetRange: z.strictObject({ minimum: z.number(), maximum: z.number() }).optional(),
      /** Present if all targets of a regression are 0 or 1, with several per example. */
      areBits: z.literal(true).optional(),
      /** Examples per class, in the order of the labels; empty for other tasks. */
      classes: z.array(z.strictObject({ name: z.string(), ...sizes.shape })),
      /** Range of the training inputs before scaling. */
      minimum: z.number(),
      maximum: z.number(),
      scaledAs: z.enum(["none", "unit", "minmax", "standardize"]),
      /** Share of the training inputs that are non-zero. */
      density: z.number(),
      /** Number of validation examples that are also training examples, with inputs and target. */
      shared: z.int(),
      /** Conspicuous columns of a table. */
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
            /** Number of constant columns. */
            count: z.int().optional(),
            /** For dates or times with an input per value: the parts that could be inputs instead. */
            parts: z.array(z.string()).optional(),
            /** File and line of the first example. */
            where: z.string().optional(),
          }),
        )
        .optional(),
      /** The summary as one line, and what it is made of. */
      text: z.string(),
      said: saidSchema.optional(),
      /** Description of a text table's form. */
      form: z.object({ message: z.string(), ...errorFields }).optional(),
      /** The first training examples before scaling: values [inputs], and the class if there are classes. */
      samples: z.array(z.strictObject({ label: z.int().optional(), values: float32 })),
    }),
  },
  /** Progress of a pending request about this data; empty if the data is not being read. */
  reading: {
    params: dataParams,
    result: z.strictObject({
      /** Bytes read of its files. */
      bytes: z.int().optional(),
      /** Size of a table as read so far. */
      rows: z.int().optional(),
      columns: z.int().optional(),
    }),
  },
  /**
   * Checks the weights file of `training.start` against the config and its data: facts, or why training cannot start
   * from it; neither if there is no such file, or the data cannot be read.
   */
  startFacts: {
    params: z.strictObject({
      /** Path of the config, whose folder is the base of relative paths. */
      file: z.string(),
      /** The whole config, as written. */
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
          remarks: z.array(z.object({ message: z.string(), ...errorFields })),
        })
        .optional(),
      problem: z.object({ message: z.string(), ...errorFields }).optional(),
    }),
  },
  /**
   * What the data of a config holds: answered when there is a newer profile than `after`, while the data is read, and
   * when it is complete. A process profiles one config.
   */
  profile: {
    params: z.strictObject({
      file: z.string(),
      /** Text of the config, which need not be saved. */
      text: z.string(),
      /** Number of the last answer; 0 at first. */
      after: z.int().min(0),
    }),
    result: z.strictObject({ number: z.int(), profile: z.custom<DataProfile>() }),
  },
  /** The columns of a table, from its beginning only: a file of any size responds at once. */
  columns: {
    params: z.strictObject({
      baseDir: z.string(),
      path: z.string(),
      /** The table's format, if the config sets it. */
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
      /** Number of rows read. */
      rows: z.int(),
      columns: z.array(
        z.strictObject({
          name: z.string(),
          kind: z.enum(["number", "text", "date"]),
          /** The first distinct fields, as written. */
          examples: z.array(z.string()),
          /** Minimum and maximum of numbers. */
          range: z.tuple([z.number(), z.number()]).optional(),
          /** All texts, if there are few. */
          texts: z.array(z.string()).optional(),
          /** Number of rows without a value. */
          missing: z.int(),
        }),
      ),
    }),
  },
  /** The arrays of an .npz file, or of a folder of .npy files, from their headers. */
  arrays: {
    params: z.strictObject({ baseDir: z.string(), path: z.string() }),
    result: z.array(z.strictObject({ name: z.string(), shape: z.array(z.int()), type: z.string() })),
  },
  /**
   * Duration of an epoch on this machine, with evaluation: times the config's step for about a tenth of a second once
   * its kernels are compiled, which takes GPU.js seconds. Rejects for unavailable backends and configs with errors.
   */
  epochTime: {
    params: z.strictObject({
      baseDir: z.string(),
      /** The whole config, as written. */
      config: z.unknown(),
    }),
    result: z.strictObject({
      seconds: z.number(),
      backend: z.enum(backendNames),
      threads: z.int(),
      /** Remembered times of an earlier run, if auto trains the next one on the GPU because of them. */
      gpu: z
        .strictObject({
          adapter: z.string(),
          microsecondsPerExample: z.number(),
          beside: z.strictObject({ name: z.string(), microsecondsPerExample: z.number() }),
        })
        .optional(),
    }),
  },
  /** A sanity check of a config's file and its data; takes seconds. Rejects if the config cannot be trained at all. */
  sanity: {
    params: z.strictObject({
      file: z.string(),
      check: z.enum(["gradient", "initial-cost", "overfit-ten", "backends", "shuffled-labels"]),
      /** Layer of a gradient check, from 0. */
      layer: z.int().min(0).optional(),
    }),
    result: z.strictObject({
      state: z.enum(["passed", "failed", "skipped"]),
      /** Lines of the check's report. */
      output: z.array(z.string()),
      /** What the lines are made of, in the same order. */
      outputSaid: z.array(saidSchema.nullable()),
      /** The usual meaning of a failure, or the reason why a check was skipped. */
      message: z.string().optional(),
      ...errorFields,
      /** Path in the config of a failure's cause. */
      path: z.array(z.union([z.string(), z.int()])).optional(),
    }),
  },
  /** Data in a folder for which a config can be written, the likeliest first. */
  findData: {
    params: z.strictObject({ folder: z.string() }),
    result: z.array(
      z.strictObject({
        path: z.string(),
        /** Path relative to the folder. */
        name: z.string(),
        kind: z.string(),
      }),
    ),
  },
  /** Writes the data of a sample project to a new folder in `folder`. */
  writeSample: {
    params: z.strictObject({ kind: z.enum(["table", "images"]), folder: z.string() }),
    result: z.strictObject({
      /** The new folder. */
      project: z.string(),
      /** The data: a file, or a folder of images. */
      path: z.string(),
    }),
  },
  /** Writes a config, for `folder`, that learns from the data at `path` and passes its check. */
  suggest: {
    params: z.strictObject({
      path: z.string(),
      folder: z.string(),
      /** The column or array to learn. */
      label: z.string().optional(),
      task: z.enum(taskNames).optional(),
      /** The decimal mark of an ambiguous table. */
      decimal: z.enum([".", ","]).optional(),
      /** Sheet of a workbook. */
      sheet: z.string().optional(),
    }),
    result: z.strictObject({
      text: z.string(),
      summary: z.string(),
      /** The target. */
      target: z.strictObject({
        kind: z.enum(["classes", "labels", "counts", "quantities"]),
        task: z.enum(taskNames),
        /** The evidence for it. */
        why: z.string(),
        isSure: z.boolean(),
      }),
      /** Columns or arrays that can be the target, and the chosen one. */
      labels: z.array(choice).optional(),
      label: z.string().optional(),
      /** Sheets of a workbook, if several, the proposed one first. */
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
}));
