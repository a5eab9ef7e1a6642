/** A summary of a dataset for display: sizes, class balance and density. */
import type { Examples } from "../core/backend";
import { type NoticeValues, noticed } from "../messages";
import { type Said, saidBy } from "../messages/said";
import type { Dataset, Scaling } from "./dataset";
import { countClasses } from "./labels";
import { countShared } from "./overlap";

interface Summary {
  examples: { train: number; validation: number; test: number };
  inputs: number;
  imageShape?: number[];
  /** Number of examples of each class, in the order of the labels. */
  classes: { name: string; train: number; validation: number; test: number }[];
  /** Range of the training inputs before scaling. */
  minimum: number;
  maximum: number;
  scaledAs: Scaling["kind"];
  /** Share of the training inputs that are not zero before scaling. */
  density: number;
  /** Number of validation examples that also occur in the training set. */
  shared: number;
  /** The whole summary in one line, with the number of the fold if it is one. */
  text: string;
  /** What the line is made of. */
  said: Said | undefined;
}

export function summarize(dataset: Dataset): Summary {
  const { train, validation, test, inputs, imageShape } = dataset;
  const names = dataset.classNames ?? [];
  const count = (examples?: Examples) =>
    examples?.targets instanceof Int32Array ? countClasses(examples.targets, names.length) : [];
  const counts = { train: count(train), validation: count(validation), test: count(test) };
  const summary = {
    examples: { train: train.count, validation: validation?.count ?? 0, test: test?.count ?? 0 },
    inputs,
    ...(imageShape && { imageShape }),
    classes: names.map((name, label) => ({
      name,
      train: counts.train[label] ?? 0,
      validation: counts.validation[label] ?? 0,
      test: counts.test[label] ?? 0,
    })),
    ...measure(dataset),
    scaledAs: dataset.scaling.kind,
    shared: validation ? countShared(validation, train) : 0,
  };
  const line = noticed("data-summary", figuresOf(summary, dataset));
  return { ...summary, text: line.message, said: saidBy(line) };
}

function figuresOf(
  { classes, ...figures }: Omit<Summary, "text" | "said">,
  dataset: Dataset,
): NoticeValues<"data-summary"> {
  const { fold, leftOut } = dataset;
  const sizes = classes.map(({ train }) => train);
  const { examples, inputs, imageShape, minimum, maximum, density, scaledAs } = figures;
  return {
    ...{ examples, inputs, imageShape, minimum, maximum, density, scaledAs },
    ...(sizes.length > 0 && {
      classes: { count: sizes.length, smallest: Math.min(...sizes), largest: Math.max(...sizes) },
    }),
    labels: labelsOf(dataset),
    fold: fold && { number: fold.number, of: fold.of },
    leftOut: leftOut?.why.map((message, i) => ({ message, ...leftOut.said[i] })),
  };
}

/** Returns the number of labels, and the range of the percentages of training examples that have one. */
function labelsOf({ task, targets = [], train }: Dataset): { count: number; least: number; most: number } | undefined {
  if (task !== "multi-label") return undefined;
  const shares = targets.map((_, label) => {
    let ones = 0;
    for (let i = label; i < train.targets.length; i += targets.length) ones += train.targets[i];
    return Math.round((100 * ones) / train.count);
  });
  return { count: targets.length, least: Math.min(...shares), most: Math.max(...shares) };
}

function measure({ train: { values }, ranges }: Dataset): Pick<Summary, "minimum" | "maximum" | "density"> {
  let minimum = values[0];
  let maximum = values[0];
  let zeros = ranges?.zeros ?? 0;
  const { minimum: least, maximum: most } = ranges ?? { minimum: values, maximum: values };
  for (let i = 0; i < least.length; i++) {
    if (least[i] < minimum) minimum = least[i];
    if (most[i] > maximum) maximum = most[i];
    if (!ranges && least[i] === 0) zeros++;
  }
  return { minimum, maximum, density: (values.length - zeros) / values.length };
}
