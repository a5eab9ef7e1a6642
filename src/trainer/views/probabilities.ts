/** The probabilities of one class or label against the rest: counts at thresholds, and calibration. */
import type { Examples } from "../../core/backend";
import { calibrationCurve, calibrationError } from "../../core/calibration";
import { NetworkError } from "../../core/errors";
import type { TaskName } from "../../core/names";
import { areaUnderRoc } from "../../core/scores";
import { averagePrecision, thinned, thresholdCounts } from "../../core/thresholds";
import { mostThresholds } from "../../protocol/probabilitiesRequest";
import type { RequestResult } from "../../protocol/requests";
import { answerCalibration } from "../experiment/probabilities";

type Figures = Omit<RequestResult<"probabilities">, "epoch" | "batch" | "set" | "calibrated">;
type Targets = Pick<Examples, "count" | "outputs" | "targets">;

/** One class or label, by its index. */
interface Subject {
  readonly task: TaskName;
  readonly of: number;
}

/** @param z probabilities [count, outputs] */
export function probabilitiesOf(z: Float32Array, examples: Targets, subject: Subject): Figures {
  const scores = scoresOf(z, examples, subject);
  const isPositive = positiveOf(examples, subject);
  const counts = thresholdCounts(scores, isPositive);
  // The first threshold is infinite, which JSON cannot hold; without examples of the class it is the only corner.
  const { thresholds, truePositives, falsePositives } = thinned(counts, mostThresholds + 1);
  return {
    examples: examples.count,
    positives: counts.positives,
    auc: numberOrNull(areaUnderRoc(examples.count, (i) => scores[i], isPositive)),
    averagePrecision: numberOrNull(averagePrecision(counts)),
    distinct: counts.thresholds.length - 1,
    thresholds: [...thresholds.subarray(1)],
    truePositives: [...truePositives.subarray(1)],
    falsePositives: [...falsePositives.subarray(1)],
    ...calibrationFigures(z, examples, subject),
  };
}

/** Returns the calibration of the subject's probabilities and of all answers. */
export function calibrationFigures(z: Float32Array, examples: Targets, subject: Subject) {
  const bins = calibrationCurve(scoresOf(z, examples, subject), positiveOf(examples, subject));
  return {
    bins: bins.map(({ count, predicted, observed }) => ({
      count,
      predicted: numberOrNull(predicted),
      observed: numberOrNull(observed),
    })),
    ece: calibrationError(bins),
    answerEce: calibrationError(answerCalibration(z, examples, subject.task)),
  };
}

/** Throws a NetworkError if a probability is not a number. */
function scoresOf(z: Float32Array, { count, outputs }: Targets, { task, of }: Subject): Float64Array {
  const isOther = task === "classification" && outputs === 1 && of === 0;
  const column = outputs === 1 ? 0 : of;
  const scores = Float64Array.from({ length: count }, (_, i) => {
    const value = z[i * outputs + column];
    return isOther ? 1 - value : value;
  });
  if (scores.every(Number.isFinite)) return scores;
  throw new NetworkError("no-probabilities/overflow", { set: "chosen" });
}

const positiveOf = ({ outputs, targets }: Targets, { task, of }: Subject) =>
  task === "multi-label" ? (i: number) => targets[i * outputs + of] > 0.5 : (i: number) => targets[i] === of;

const numberOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
