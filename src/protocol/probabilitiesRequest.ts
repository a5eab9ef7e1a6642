/** The probabilities of one class, or one label, against the rest: their curves and their calibration. */
import * as z from "zod";

const count = z.int().min(0);

/** Upper limit of the points of a curve. */
export const mostThresholds = 1000;

const bins = z.array(
  z.strictObject({
    count,
    /** Mean probability and share that is positive; null for an empty bin. */
    predicted: z.number().nullable(),
    observed: z.number().nullable(),
  }),
);

const calibration = {
  /** Bins of equal width of this class's probabilities, and their expected calibration error. */
  bins,
  ece: z.number(),
  /** Expected calibration error of all answers, as `evaluate` reports it. */
  answerEce: z.number(),
};

/** The parameters without the epoch and the set. */
export const probabilitiesParams = {
  /** Index of the class or label. */
  of: count,
};

/** The result without epoch and set. */
export const probabilitiesResult = {
  examples: count,
  /** Examples of the class, or to which the label applies. */
  positives: count,
  /** Areas under the curves; null if the class, or for ROC the rest, has no examples. */
  auc: z.number().nullable(),
  averagePrecision: z.number().nullable(),
  /** Number of distinct probabilities, of which at most `mostThresholds` follow. */
  distinct: count,
  /** Descending thresholds, with the examples of the class, and of the rest, whose probability is at least that. */
  thresholds: z.array(z.number()),
  truePositives: z.array(count),
  falsePositives: z.array(count),
  ...calibration,
  /** With the fitted temperature, if these weights have one. */
  calibrated: z
    .strictObject({ temperature: z.number(), fittedOn: z.enum(["validation", "test"]), ...calibration })
    .optional(),
};

/** The result of fitting a temperature to the validation examples. */
export const calibrateResult = {
  temperature: z.number(),
  epoch: count,
  examples: count,
  /** The bound at which the search ended: the examples are separated, or the network is no better than chance. */
  bound: z.enum(["lowest", "highest"]).optional(),
};
