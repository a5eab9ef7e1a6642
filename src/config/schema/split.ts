/** The division into training, validation and test set: the keys `validation` and `test` of `data`. */
import * as z from "zod";
import { foldsSchema } from "./folds";

const stratified = z
  .boolean()
  .optional()
  .describe("Whether to sample and preserve the class proportions; false holds out the last examples.");

const shares = [
  z.strictObject({ examples: z.int().min(0).describe("Number of examples."), stratified }),
  z.strictObject({
    fraction: z.number().min(0).lt(1).describe("Fraction of the examples, from 0 to below 1."),
    stratified,
  }),
] as const;

export const splitKeys = {
  validation: z
    .union([...shares, foldsSchema])
    .optional()
    .describe(
      "Training examples held out for validation after each epoch: the last ones for builtin, idx and pickle, else a " +
        "stratified sample drawn with the seed; stratified overrides this. With folds, each is held out once.",
    )
    .meta({ examples: [{ examples: 10000 }, { fraction: 0.2 }, { folds: 5 }] }),
  test: z
    .union(shares)
    .optional()
    .describe("Examples held out as the test set. Only for data without a test file.")
    .meta({ examples: [{ examples: 10000 }, { fraction: 0.2 }] }),
};
