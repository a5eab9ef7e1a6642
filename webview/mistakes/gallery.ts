/** Examples with what the network takes them for: pictures where they are images, else rows of the table. */
import type { RequestResult } from "../../src/protocol/requests";
import { percent } from "../ui/format";
import { picturesOf, tableOf, type Uses } from "./examples";

export type DataDescription = RequestResult<"data">;
export type Example = RequestResult<"examples">["examples"][number];

/** Classes whose probabilities stand in columns of their own. */
const mostClasses = 10;
/** Of a picture, for who asks. */
const mostTold = 3;

export function gallery(examples: readonly Example[], data: DataDescription, uses: Uses<Example>): HTMLElement {
  return data.imageShape ? pictures(examples, data, data.imageShape, uses) : rows(examples, data, uses);
}

/** "4 taken for 9, 98.10% sure" */
function told({ actual, predicted, outputs }: Example, { classNames }: DataDescription): string {
  const answer =
    actual === predicted
      ? `${classNames[actual]} recognized`
      : `${classNames[actual]} taken for ${classNames[predicted]}`;
  return `${answer}, ${percent(outputs[predicted])} sure`;
}

/** "9 98.10%, 4 1.20%, 7 0.30%": the classes that the network gives most to. */
function probabilities({ outputs }: Example, { classNames }: DataDescription): string {
  const order = Array.from(outputs.keys()).sort((a, b) => outputs[b] - outputs[a]);
  return order
    .slice(0, mostTold)
    .map((c) => `${classNames[c]} ${percent(outputs[c])}`)
    .join(", ");
}

function pictures(examples: readonly Example[], data: DataDescription, shape: readonly number[], uses: Uses<Example>) {
  const { classNames } = data;
  return picturesOf(examples, shape, uses, (example) => {
    const { actual, predicted, outputs } = example;
    // What is left for the right one.
    const left = actual === predicted ? [] : [`${classNames[actual]}: ${percent(outputs[actual])}`];
    return {
      told: told(example, data),
      title: `${told(example, data)} (${probabilities(example, data)})`,
      texts: [`${classNames[actual]} → ${classNames[predicted]}`, percent(outputs[predicted]), ...left],
    };
  });
}

function rows(examples: readonly Example[], data: DataDescription, uses: Uses<Example>): HTMLElement {
  const { classNames } = data;
  const classes = classNames.length <= mostClasses ? classNames : [];
  const titles = ["Class", "Answer", "Sure", ...classes.map((name) => `P(${name})`)];
  return tableOf(examples, data, uses, titles, ({ actual, predicted, outputs }) => [
    classNames[actual],
    classNames[predicted],
    percent(outputs[predicted]),
    ...classes.map((_, c) => percent(outputs[c])),
  ]);
}
