/** Examples with what the network takes them for: pictures where they are images, else rows of the table. */
import type { RequestResult } from "../../src/protocol/requests";
import { element } from "../dom";
import { exampleImage } from "../exampleImage";
import { figure, percent } from "../format";

export type DataDescription = RequestResult<"data">;
export type Example = RequestResult<"examples">["examples"][number];

/** Columns of a table that are shown; more would be wider than anybody reads. */
const mostColumns = 12;
/** Classes whose probabilities stand in columns of their own. */
const mostClasses = 10;
/** Of a picture, for who asks. */
const mostTold = 3;

export interface Uses {
  /** What a picture or row does when it is pressed. */
  open(example: Example): void;
  /** Steps through the network with it. */
  debug(example: Example): void;
}

export function gallery(examples: readonly Example[], data: DataDescription, uses: Uses): HTMLElement {
  return data.imageShape ? pictures(examples, data, data.imageShape, uses) : rows(examples, data, uses);
}

function debugButton(example: Example, { debug }: Uses): HTMLElement {
  const name = `Debug example ${example.index}`;
  const made = element("button", { class: "debug link", title: name, "aria-label": name }, "Debug");
  made.addEventListener("click", () => debug(example));
  return made;
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

function pictures(examples: readonly Example[], data: DataDescription, shape: readonly number[], uses: Uses) {
  const figures = examples.map((example) => {
    const { actual, predicted, outputs, index, values } = example;
    const button = element("button", {
      class: "picture",
      title: `Example ${index}: ${told(example, data)} (${probabilities(example, data)}). Opens it in Try It.`,
    });
    const names = `${data.classNames[actual]} → ${data.classNames[predicted]}`;
    button.append(
      exampleImage(values, shape, told(example, data)),
      element("span", { class: "names", "aria-hidden": "true" }, names),
      element("span", { class: "sure", "aria-hidden": "true" }, percent(outputs[predicted])),
    );
    // What is left for the right one.
    if (actual !== predicted) {
      const left = `${data.classNames[actual]}: ${percent(outputs[actual])}`;
      button.append(element("span", { class: "sure", "aria-hidden": "true" }, left));
    }
    button.addEventListener("click", () => uses.open(example));
    return element("li", {}, button, debugButton(example, uses));
  });
  return element("ul", { class: "gallery", "aria-label": "Examples" }, ...figures);
}

function rows(examples: readonly Example[], data: DataDescription, uses: Uses): HTMLElement {
  const inputs = data.inputs.slice(0, mostColumns);
  const classes = data.classNames.length <= mostClasses ? data.classNames : [];
  const titles = [
    "Example",
    "Class",
    "Answer",
    "Sure",
    ...classes.map((name) => `P(${name})`),
    ...inputs.map(({ name }) => name),
  ];
  const body = examples.map((example) => {
    const { index, actual, predicted, outputs, values } = example;
    const number = element("button", { class: "link", title: "Opens it in Try It" }, String(index));
    number.addEventListener("click", () => uses.open(example));
    const texts = [data.classNames[actual], data.classNames[predicted], percent(outputs[predicted])];
    const shares = classes.map((_, c) => percent(outputs[c]));
    const cells = [...texts, ...shares, ...inputs.map((_, i) => figure(values[i]))].map((text) =>
      element("td", {}, text),
    );
    return element("tr", {}, element("th", { scope: "row" }, number, " ", debugButton(example, uses)), ...cells);
  });
  const head = element("tr", {}, ...titles.map((title) => element("th", { scope: "col" }, title)));
  const table = element(
    "table",
    { "aria-label": "Examples" },
    element("thead", {}, head),
    element("tbody", {}, ...body),
  );
  return element(
    "div",
    { class: "table-scroller", tabindex: 0, role: "region", "aria-label": "Table of examples" },
    table,
  );
}
