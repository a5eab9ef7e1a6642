/** A summary of a dataset for display: sizes, class balance and density. */
import type { Examples } from "../core/backend";
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
  const { fold } = dataset;
  const which = fold ? `fold ${fold.number} of ${fold.of}: ` : "";
  const text = which + describe(summary, dataset.scaling.kind) + labelsOf(dataset) + leftOutOf(dataset);
  return { ...summary, text };
}

/** Returns "; 4 labels, 12% to 40% of the training examples have each". */
function labelsOf({ task, targets = [], train }: Dataset): string {
  if (task !== "multi-label") return "";
  const shares = targets.map((_, label) => {
    let ones = 0;
    for (let i = label; i < train.targets.length; i += targets.length) ones += train.targets[i];
    return Math.round((100 * ones) / train.count);
  });
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  const range = least === most ? `${least}%` : `${least}% to ${most}%`;
  return `; ${targets.length} labels, ${range} of the training examples have each`;
}

const leftOutOf = ({ leftOut }: Dataset) => (leftOut ? `; left out: ${leftOut.why.join("; ")}` : "");

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

const scaled: Record<Scaling["kind"], string> = {
  none: ", not scaled",
  unit: ", divided by 255",
  minmax: ", scaled to 0…1",
  standardize: ", standardized",
};

/**
 * Returns "50,000 training, 10,000 validation, 10,000 test examples; 784 inputs (28 × 28) from 0 to 255, 19% not zero,
 * divided by 255; 10 classes …".
 */
function describe(
  { examples, inputs, imageShape, classes, minimum, maximum, density }: Omit<Summary, "text">,
  scaling: Scaling["kind"],
): string {
  const whole = (count: number) => count.toLocaleString("en");
  const short = (value: number) => String(Number(value.toPrecision(4)));
  const parts = [`${whole(examples.train)} training`];
  if (examples.validation > 0) parts.push(`${whole(examples.validation)} validation`);
  if (examples.test > 0) parts.push(`${whole(examples.test)} test`);
  const shape = imageShape ? ` (${imageShape.join(" × ")})` : "";
  const range = `from ${short(minimum)} to ${short(maximum)}, ${Math.round(density * 100)}% not zero${scaled[scaling]}`;
  const sizes = classes.map((one) => one.train);
  const smallest = Math.min(...sizes);
  const largest = Math.max(...sizes);
  const balance = smallest === largest ? `${whole(smallest)}` : `${whole(smallest)} to ${whole(largest)}`;
  const kinds = classes.length > 0 ? `; ${classes.length} classes of ${balance} training examples` : "";
  return `${parts.join(", ")} examples; ${inputs} ${inputs === 1 ? "input" : "inputs"}${shape} ${range}${kinds}`;
}
