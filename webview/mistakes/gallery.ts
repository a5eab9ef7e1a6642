/** Examples with the network's predictions, as pictures for image data, else as table rows. */

import type { RequestResult } from "../../src/protocol/requests";
import type { DataDescription } from "../state/data";
import { percent } from "../ui/format";
import { t } from "../ui/l10n";
import { describeOutcome } from "./confusion";
import { picturesOf, tableOf, type Uses } from "./examples";

export type Example = RequestResult<"examples">["examples"][number];

/** Maximum number of classes with a column for their probability. */
const maxClasses = 10;
/** Number of probabilities in the tooltip of a picture. */
const maxProbabilities = 3;

export function gallery(examples: readonly Example[], data: DataDescription, uses: Uses<Example>): HTMLElement {
  return data.imageShape ? pictures(examples, data, data.imageShape, uses) : rows(examples, data, uses);
}

/** Describes a prediction: "predicted 9, actual 4, confidence 98.10%". */
function describePrediction(example: Example, { classNames }: DataDescription): string {
  return t("{0}, confidence {1}", describeOutcome(example, classNames), percent(example.outputs[example.predicted]));
}

/** Lists the classes with the largest outputs: "9 98.10%, 4 1.20%, 7 0.30%". */
function probabilities({ outputs }: Example, { classNames }: DataDescription): string {
  const order = Array.from(outputs.keys()).sort((a, b) => outputs[b] - outputs[a]);
  return order
    .slice(0, maxProbabilities)
    .map((c) => `${classNames[c]} ${percent(outputs[c])}`)
    .join(", ");
}

function pictures(examples: readonly Example[], data: DataDescription, shape: readonly number[], uses: Uses<Example>) {
  const { classNames } = data;
  return picturesOf(examples, shape, uses, (example) => {
    const { actual, predicted, outputs } = example;
    // The probability of the actual class, if the prediction is wrong.
    const left = actual === predicted ? [] : [`${classNames[actual]}: ${percent(outputs[actual])}`];
    return {
      label: describePrediction(example, data),
      title: `${describePrediction(example, data)} (${probabilities(example, data)})`,
      texts: [`${classNames[actual]} → ${classNames[predicted]}`, percent(outputs[predicted]), ...left],
    };
  });
}

function rows(examples: readonly Example[], data: DataDescription, uses: Uses<Example>): HTMLElement {
  const { classNames } = data;
  const classes = classNames.length <= maxClasses ? classNames : [];
  const titles = [t("Class"), t("Answer"), t("Confidence"), ...classes.map((name) => `P(${name})`)];
  return tableOf(examples, data, uses, titles, ({ actual, predicted, outputs }) => [
    classNames[actual],
    classNames[predicted],
    percent(outputs[predicted]),
    ...classes.map((_, c) => percent(outputs[c])),
  ]);
}
