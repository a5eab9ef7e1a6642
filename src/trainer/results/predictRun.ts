/** Predicts new examples with a run's network. */
import { NetworkError } from "../../core/errors";
import { readNewExamples } from "../../data/newExamples";
import type { Said } from "../../messages/said";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { inputLayoutOf } from "../experiment/dataRecord";
import type { Overrides } from "../experiment/overrides";
import { calibratedModel, outputsOf, readModel } from "./runModel";

export interface Predictions {
  count: number;
  /**
   * Probability of each class or label [count, classes or labels], or the predicted values [count, targets]. Rounded to
   * float32, unless float32 would make several predicted values equal.
   */
  values: Float64Array;
  /** Names of the columns of `values`. */
  names: string[];
  /** Predicted class of each example; only for a classification. */
  classes?: string[];
  /** Predicted labels [count, labels]: 1 if the probability is above 0.5, else 0; only for multi-label data. */
  labels?: Uint8Array;
  /** File names, if each example is a file of its own. */
  files?: string[];
  /** The column that identifies the examples, if it was requested. */
  ids?: { name: string; values: string[] };
  /** Parts of the input that are not predicted, or not as they are: one line each. */
  leftOut?: string[];
  /** What these lines are made of. */
  leftOutSaid?: Said[];
}

interface Options extends Pick<Overrides, "backend" | "threads"> {
  checkpoint: CheckpointRef;
  stdin: AsyncIterable<Uint8Array>;
  /** True for probabilities with the fitted temperature; classes and labels are those without it. */
  calibrated?: boolean;
  /** Column of the input table that identifies the examples; it becomes `ids`. */
  id?: string | undefined;
}

/** @param input path of a table, a NumPy file, a picture or a folder of them, or "-" for a table on stdin */
export async function predictRun(
  folder: string,
  input: string,
  { checkpoint, stdin, calibrated = false, id, ...options }: Options,
): Promise<Predictions> {
  const run = await readModel(folder, checkpoint);
  const calibratedRun = calibrated ? await calibratedModel(folder, run) : undefined;
  const examples = await readNewExamples(input, inputLayoutOf(run.manifest), stdin, id);
  const outputs = await outputsOf(run, examples, options);
  const shown = calibratedRun ? await outputsOf(calibratedRun, examples, options) : outputs;
  const { count, names: files, ids, leftOut } = examples;
  const { task, classNames, targets } = run.model;
  const own = [...(classNames ? ["class", ...classNames] : []), ...(targets ?? []).map(({ name }) => name)];
  if (id !== undefined && own.includes(id)) throw new NetworkError("predict-id/taken", { name: id });
  const more = {
    ...(files && { files }),
    ...(id !== undefined && ids && { ids: { name: id, values: ids } }),
    ...(leftOut && { leftOut: leftOut.why, leftOutSaid: leftOut.said }),
  };
  if (!classNames) {
    const labels = task === "multi-label" && { labels: Uint8Array.from(outputs, (value) => Number(value > 0.5)) };
    return { count, values: shown, names: (targets ?? []).map(({ name }) => name), ...labels, ...more };
  }
  // A single output unit is the probability of the second class.
  const perClass = (z: Float64Array) =>
    z.length === count ? Float64Array.from({ length: 2 * count }, (_, i) => Math.fround(ofTwo(z, i))) : z;
  const values = perClass(outputs);
  const width = classNames.length;
  const classes = Array.from({ length: count }, (_, i) => {
    const row = values.subarray(i * width, (i + 1) * width);
    return classNames[row.indexOf(Math.max(...row))];
  });
  return { count, values: perClass(shown), names: classNames, classes, ...more };
}

const ofTwo = (second: Float64Array, i: number) => (i % 2 === 0 ? 1 - second[i / 2] : second[(i - 1) / 2]);
