/** `data.validation` of cross-validation: every example is validated on, each by a network that did not learn it. */
import * as z from "zod";

export const foldsSchema = z.strictObject({
  folds: z
    .int()
    .min(2)
    .describe(
      "Cross-validation: the training examples are divided into so many parts, and a network is trained for each of them on all others.",
    ),
  repeats: z.int().min(1).default(1).describe("How often the folds are drawn anew and trained."),
  stratified: z
    .boolean()
    .optional()
    .describe("Whether each fold has each class in its share, as without this key; false draws without a look at it."),
  group: z
    .string()
    .min(1)
    .optional()
    .describe(
      "A column of the table, such as the patient: examples with the same value stay in one fold. It is no input, unless features names it.",
    ),
  ordered: z
    .boolean()
    .default(false)
    .describe(
      "Whether the examples are in the order of time: each fold is validated on what comes behind the examples that it learns.",
    ),
  refit: z
    .boolean()
    .default(true)
    .describe("Whether a last network is trained on all examples, for the median of the folds' best epochs."),
  fold: z
    .int()
    .min(1)
    .optional()
    .describe("Train this fold alone, from 1, as a run like any other; all of them when left out."),
  repeat: z.int().min(1).optional().describe("Of which repeat the fold is, from 1; of the first when left out."),
});

export type FoldsConfig = z.output<typeof foldsSchema>;

/**
 * Whether a config, or what is written of one, trains several networks: one that names a fold is trained as any other.
 */
export function asksForFolds(config: unknown): boolean {
  const { data } = (config ?? {}) as { data?: { validation?: { folds?: unknown; fold?: unknown } } | null };
  const { folds, fold } = data?.validation ?? {};
  return folds !== undefined && fold === undefined;
}
