/** Requests of the role `serve RUN`: answered from the folder of a run, finished or not, and from its training data. */
import * as z from "zod";
import { taskNames } from "../core/names";
import { at, moment } from "./at";
import { compareRequests } from "./compareRequests";
import { explainRequests } from "./explainRequests";
import { layerMapParams, layerMapResult } from "./layerMapRequest";
import { once } from "./once";
import { neuronPathResult } from "./planeRequests";
import { saidSchema } from "./port";
import { calibrateResult, probabilitiesParams, probabilitiesResult } from "./probabilitiesRequest";
import { residualsParams, residualsResult } from "./residualsRequest";
import { runQuestions } from "./runQuestions";
import { whenParams, whenResult } from "./whenRequest";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
const setName = z.enum(["train", "validation", "test"]);
const classOrAll = z.int().min(0).nullable().default(null);

/** Index of a label among several; default: the first. */
const labelPlace = z.int().min(0).optional();

/**
 * With `set` "train", of the last network of folds: out-of-fold predictions, each example by the network of the fold
 * that did not learn it, in this repeat (from 1). Each fold uses its best epoch, so `at` is ignored and the result's
 * moment is 0. Ordered folds do not predict all examples.
 */
const outOfFold = z.int().min(1).optional();

export const serveRequests = once(() => ({
  ...runQuestions,
  /**
   * For every layer's units the norm of their incoming weights, and the share of the examples (of the validation set if
   * there is one; at most 2,000) on which they are active: s > 0; for tanh |z| > ½; for softmax the largest.
   */
  units: {
    params: z.strictObject({ at }),
    result: z.strictObject({
      ...moment,
      set: setName,
      examples: z.int(),
      layers: z.array(z.strictObject({ norms: float32, firing: float32 })),
    }),
  },
  /** The first example of a class (null: any) from `index` on, in steps of `step`, wrapping around. */
  example: {
    params: z.strictObject({
      set: setName,
      index: z.int().min(0),
      step: z.union([z.literal(1), z.literal(-1)]).default(1),
      actual: classOrAll,
    }),
    result: z.strictObject({
      set: setName,
      index: z.int(),
      /** Number of examples in the set. */
      total: z.int(),
      /** Unscaled values. */
      values: float32,
      /** Class of the example; classification only. */
      actual: z.int().optional(),
      /** Labels of 0 and 1, or a regression's targets in their own units. */
      targets: z.array(z.number()).optional(),
    }),
  },
  /** The data: its sets, classes and inputs. */
  data: {
    params: z.strictObject({}),
    result: z.strictObject({
      task: z.enum(taskNames),
      sets: z.array(z.strictObject({ set: setName, examples: z.int() })),
      /** Available out-of-fold predictions, for the last network of folds that have all ended. */
      outOfFold: z.strictObject({ repeats: z.int(), examples: z.int() }).optional(),
      /** Names of the classes; empty for other tasks. */
      classNames: z.array(z.string()),
      /** Names of the labels, or of a regression's targets. */
      targetNames: z.array(z.string()),
      imageShape: z.array(z.int()).optional(),
      /** True for MNIST's digits, which need special resizing and centring. */
      isMnist: z.boolean(),
      /**
       * For every input: its name, its unscaled mean over the training examples, and its shift subtracted in float64.
       */
      inputs: z.array(z.strictObject({ name: z.string(), mean: z.number(), shift: z.number().optional() })),
      /**
       * For tables, in the order of the inputs: one-hot columns have an input per value, flagged numbers one for
       * "missing".
       */
      columns: z
        .array(
          z.strictObject({
            name: z.string(),
            kind: z.enum(["number", "one-hot", "ordinal", "date"]),
            values: z.array(z.string()).optional(),
            flag: z.boolean().optional(),
            /** For a date: names of its inputs, without a flag's. */
            parts: z.array(z.string()).optional(),
            /** For a date: inputs of a missing one; absent if missing dates are refused. */
            fills: z.array(z.number()).optional(),
            /** Shift subtracted from a number before it is an input. */
            shift: z.number().optional(),
            /** Replacement of a missing number, without the shift; absent if missing numbers are refused. */
            fill: z.number().optional(),
          }),
        )
        .optional(),
    }),
  },
  /**
   * The classification of a whole set: confusion[actual][predicted] counts examples. For data with several labels that
   * of one `label`, with the classes 0 and 1.
   */
  evaluation: {
    params: z.strictObject({ at, set: setName, outOfFold, label: labelPlace }),
    result: z.strictObject({
      ...moment,
      set: setName,
      examples: z.int(),
      accuracy: z.number(),
      confusion: z.array(z.array(z.int())),
    }),
  },
  /**
   * Examples of a class (`actual`) predicted as another (`predicted`); null: any class, and with both null all
   * misclassified examples. `surest` sorts by descending confidence.
   */
  examples: {
    params: z.strictObject({
      at,
      set: setName,
      outOfFold,
      label: labelPlace,
      actual: classOrAll,
      predicted: classOrAll,
      order: z.enum(["surest", "least-sure", "stored"]).default("surest"),
      first: z.int().min(0).default(0),
      count: z.int().min(1).max(200).default(50),
    }),
    result: z.strictObject({
      ...moment,
      set: setName,
      /** Number of such examples. */
      total: z.int(),
      first: z.int(),
      examples: z.array(
        z.strictObject({
          /** Index in the set. */
          index: z.int(),
          actual: z.int(),
          predicted: z.int(),
          /** The network's output per class. */
          outputs: float32,
          /** Unscaled values. */
          values: float32,
        }),
      ),
    }),
  },
  /** The residuals of a regression over a whole set. */
  residuals: {
    params: z.strictObject({ at, set: setName, outOfFold, ...residualsParams }),
    result: z.strictObject({ ...moment, set: setName, ...residualsResult }),
  },
  /** The probabilities of one class or label, over a whole set. */
  probabilities: {
    params: z.strictObject({ at, set: setName, outOfFold, ...probabilitiesParams }),
    result: z.strictObject({ ...moment, set: setName, ...probabilitiesResult }),
  },
  /** The activations of a layer for examples of a set, projected onto a plane. */
  layerMap: {
    params: z.strictObject({ at, set: setName, ...layerMapParams }),
    result: z.strictObject({ ...moment, set: setName, ...layerMapResult }),
  },
  /** Fits a temperature to the validation examples and writes it into the run folder. */
  calibrate: { params: z.strictObject({ at }), result: z.strictObject(calibrateResult) },
  /** The activations of one unscaled example: z of every layer, the output last. */
  activations: {
    params: z.strictObject({ at, values: float32 }),
    result: z.strictObject({
      ...moment,
      layers: z.array(float32),
      /** The last layer as answers: one per class, or each target in its own unit. */
      answers: z.array(z.number()),
    }),
  },
  /** Converts a date text to the inputs of its column without a flag, as `predict` does. */
  readDate: {
    params: z.strictObject({ column: z.string(), text: z.string() }),
    result: z.strictObject({ values: z.array(z.number()) }),
  },
  /** Converts a picture file to unscaled inputs, as `predict` does. */
  readPicture: {
    params: z.strictObject({ bytes: z.instanceof(Uint8Array), name: z.string() }),
    result: z.strictObject({ values: float32, isAnimated: z.boolean() }),
  },
  ...compareRequests(),
  ...explainRequests,
  neuronPath: { params: z.strictObject({}), result: neuronPathResult },
  /** Columns of a table of new examples that the network does not use, one of which may identify the rows. */
  idColumns: {
    params: z.strictObject({ input: z.string() }),
    result: z.strictObject({ columns: z.array(z.string()) }),
  },
  /**
   * Writes predictions for a table, an array or pictures to `out`: CSV, or lines of JSON if it ends in .json or
   * .jsonl. `id`: column that identifies the rows.
   */
  predict: {
    params: z.strictObject({ input: z.string(), out: z.string(), id: z.string().optional() }),
    result: z.strictObject({
      count: z.int(),
      /** Inputs that are not predicted, or not unchanged: a line each; absent for none. */
      leftOut: z.array(z.string()).optional(),
      /** What these lines are made of, in the same order. */
      leftOutSaid: z.array(saidSchema).optional(),
    }),
  },
  /** Exports the best weights for another program, to `out` and files beside it. */
  export: {
    params: z.strictObject({ format: z.enum(["npz", "onnx", "json", "js", "numpy", "safetensors"]), out: z.string() }),
    result: z.strictObject({ files: z.array(z.string()) }),
  },
  /** Trains the run again and compares its weights: bit for bit, and by the size of the differences. */
  verify: {
    params: z.strictObject({}),
    result: z.strictObject({
      epoch: z.int(),
      backend: z.string(),
      again: z.string(),
      same: z.boolean(),
      difference: z.number(),
      relative: z.number(),
      instead: z.strictObject({ file: z.string(), because: z.string() }).optional(),
      best: z.strictObject({ epoch: z.int(), again: z.int().optional() }).optional(),
      weightsOnly: z.literal(true).optional(),
    }),
  },
  /** Finds the first minibatch at which a condition became true, by training the run again. */
  when: { params: z.strictObject(whenParams), result: whenResult },
}));
