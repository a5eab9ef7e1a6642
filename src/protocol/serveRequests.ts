/**
 * What the role `serve RUN` answers: from the folder of a run, finished or not, and from the data that it was trained
 * on.
 */
import * as z from "zod";
import { taskNames } from "../core/names";
import { at, moment } from "./at";
import { compareRequests } from "./compareRequests";
import { neuronPathResult } from "./planeRequests";
import { residualsParams, residualsResult } from "./residualsRequest";
import { runQuestions } from "./runQuestions";
import { whenParams, whenResult } from "./whenRequest";

const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected a Float32Array");
const setName = z.enum(["train", "validation", "test"]);
const classOrAll = z.int().min(0).nullable().default(null);

/** The place of a label among several: the first one when left out. */
const labelPlace = z.int().min(0).optional();

/**
 * With `set` "train", of the last network of folds: each example as the network of the fold predicts it that did not
 * learn it, in this repeat (from 1). Each fold counts with its own best epoch, so `at` means nothing, and the answer's
 * moment is 0. Ordered folds predict not all of the examples.
 */
const outOfFold = z.int().min(1).optional();

export const serveRequests = {
  ...runQuestions,
  /**
   * Of every layer's units the norm of their incoming weights, and the share of the examples (of the validation set,
   * where there is one; at most 2,000) on which they fire: s above 0; of tanh |z| over a half; of softmax being the
   * largest.
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
  /** The first example of a class (null: any) from `index` on, going by `step` and around the end. */
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
      /** Examples in the set. */
      total: z.int(),
      /** As stored, not scaled. */
      values: float32,
      /** Its class; only of a classification. */
      actual: z.int().optional(),
      /** Its labels of 0 and 1, or what a regression should tell, in the targets' own units. */
      targets: z.array(z.number()).optional(),
    }),
  },
  /** The data: its sets, classes and inputs. */
  data: {
    params: z.strictObject({}),
    result: z.strictObject({
      task: z.enum(taskNames),
      sets: z.array(z.strictObject({ set: setName, examples: z.int() })),
      /** Of the last network of folds which have all ended: what can be asked out of fold. */
      outOfFold: z.strictObject({ repeats: z.int(), examples: z.int() }).optional(),
      /** Empty for all but a classification. */
      classNames: z.array(z.string()),
      /** The labels, or what a regression tells. */
      targetNames: z.array(z.string()),
      imageShape: z.array(z.int()).optional(),
      /** Whether the pictures are MNIST's digits, which were fitted and centred in a way of their own. */
      isMnist: z.boolean(),
      /** Of every input: its name, its mean over the training examples, not scaled, what was taken off in double. */
      inputs: z.array(z.strictObject({ name: z.string(), mean: z.number(), shift: z.number().optional() })),
      /**
       * Of a table, in the order of the inputs: one-hot columns have an input for each value, numbers with a flag one
       * for "missing".
       */
      columns: z
        .array(
          z.strictObject({
            name: z.string(),
            kind: z.enum(["number", "one-hot", "ordinal", "date"]),
            values: z.array(z.string()).optional(),
            flag: z.boolean().optional(),
            /** Of a date: what its inputs are called, but for the one of a flag. */
            parts: z.array(z.string()).optional(),
            /** Of a date: its inputs where it is missing; absent where a missing one is refused. */
            fills: z.array(z.number()).optional(),
            /** What is taken off a number before it is an input. */
            shift: z.number().optional(),
            /** What takes the place of a missing number, without the shift; absent where it is refused. */
            fill: z.number().optional(),
          }),
        )
        .optional(),
    }),
  },
  /**
   * A classification of a whole set: confusion[class][answer] counts examples. Of data with several labels it is that
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
   * Examples of a class (`actual`) that the network takes for one (`predicted`); null: for any, and with both null all
   * that it takes for a wrong one. `surest` first are those that it is surest of.
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
      /** How many there are. */
      total: z.int(),
      first: z.int(),
      examples: z.array(
        z.strictObject({
          /** Its place in the set. */
          index: z.int(),
          actual: z.int(),
          predicted: z.int(),
          /** What the network gives for each class. */
          outputs: float32,
          /** As stored, not scaled. */
          values: float32,
        }),
      ),
    }),
  },
  /** A regression over a whole set. */
  residuals: {
    params: z.strictObject({ at, set: setName, outOfFold, ...residualsParams }),
    result: z.strictObject({ ...moment, set: setName, ...residualsResult }),
  },
  /** The way of one example, its values not scaled, through the network: z of every layer, the output last. */
  activations: {
    params: z.strictObject({ at, values: float32 }),
    result: z.strictObject({
      ...moment,
      layers: z.array(float32),
      /** The last layer as answers: one for each class, or each target in its own unit. */
      answers: z.array(z.number()),
    }),
  },
  /** A date as somebody writes it, as the inputs of its column but for a flag: as `predict` reads it. */
  readDate: {
    params: z.strictObject({ column: z.string(), text: z.string() }),
    result: z.strictObject({ values: z.array(z.number()) }),
  },
  /** A picture file as inputs, not scaled: as `predict` reads it. */
  readPicture: {
    params: z.strictObject({ bytes: z.instanceof(Uint8Array), name: z.string() }),
    result: z.strictObject({ values: float32, isAnimated: z.boolean() }),
  },
  ...compareRequests,
  neuronPath: { params: z.strictObject({}), result: neuronPathResult },
  /**
   * Answers for a table, an array or pictures, written to `out`: CSV, or lines of JSON where it ends in .json or
   * .jsonl.
   */
  predict: {
    params: z.strictObject({ input: z.string(), out: z.string() }),
    result: z.strictObject({
      count: z.int(),
      /** What of the input is not predicted, or not as it is: a line each; absent where nothing was left out. */
      leftOut: z.array(z.string()).optional(),
    }),
  },
  /** The best weights for another program, written to `out` and beside it. */
  export: {
    params: z.strictObject({ format: z.enum(["npz", "onnx", "json", "js", "numpy", "safetensors"]), out: z.string() }),
    result: z.strictObject({ files: z.array(z.string()) }),
  },
  /** The run trained again, its weights compared: bit for bit, and by how much they differ. */
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
      weightsOnly: z.literal(true).optional(),
    }),
  },
  /** The first minibatch at which a condition became true: the run is trained again. */
  when: { params: z.strictObject(whenParams), result: whenResult },
} as const;
