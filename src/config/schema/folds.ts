/** `data.validation` of cross-validation: every example is validated on, each by a network that did not learn it. */
import * as z from "zod";

export const foldsSchema = z.strictObject({
  folds: z
    .int()
    .min(2)
    .describe(
      "Number of folds of the cross-validation: for each fold, a network is trained on all other folds and " +
        "validated on it.",
    ),
  repeats: z.int().min(1).default(1).describe("How many times to repeat the cross-validation with newly drawn folds."),
  stratified: z
    .boolean()
    .optional()
    .describe(
      "Whether each fold preserves the class proportions (the default for a classification); false draws " +
        "folds at random.",
    ),
  group: z
    .string()
    .min(1)
    .optional()
    .describe(
      "A column, such as a patient ID: examples with the same value stay in the same fold. The column is " +
        "not an input unless features lists it.",
    ),
  ordered: z
    .boolean()
    .default(false)
    .describe(
      "Whether the examples are in time order: each fold is validated on examples that come after those it " +
        "was trained on.",
    ),
  refit: z
    .boolean()
    .default(true)
    .describe("Whether to train a final network on all examples, for the median of the folds' best epochs."),
  fold: z
    .int()
    .min(1)
    .optional()
    .describe("Train only this fold, counted from 1, as an ordinary run. Default: all folds."),
  repeat: z.int().min(1).optional().describe("The repeat that fold belongs to, counted from 1. Default: the first."),
});

export type FoldsConfig = z.output<typeof foldsSchema>;

/** Returns true if a config, or a part of one, trains several networks; naming a single fold gives an ordinary run. */
export function asksForFolds(config: unknown): boolean {
  const { data } = (config ?? {}) as { data?: { validation?: { folds?: unknown; fold?: unknown } } | null };
  const { folds, fold } = data?.validation ?? {};
  return folds !== undefined && fold === undefined;
}
