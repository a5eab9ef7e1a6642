/** Examples of a regression with what is actual and what was predicted: pictures where they are images, else rows of the table. */
import { element } from "../dom";
import { exampleImage } from "../exampleImage";
import { figure, signed } from "../format";
import { linksOf, tableOf, type Uses } from "./examples";
import type { DataDescription } from "./gallery";
import type { ResidualExample } from "./residuals";

/** @param target whose figures stand beside the examples */
export function residualExamples(
  examples: readonly ResidualExample[],
  data: DataDescription,
  target: number,
  uses: Uses<ResidualExample>,
): HTMLElement {
  const figuresOf = ({ actual, predicted }: ResidualExample): [actual: string, predicted: string, residual: string] => [
    figure(actual[target]),
    figure(predicted[target]),
    signed(actual[target] - predicted[target]),
  ];
  const { imageShape } = data;
  if (!imageShape) return tableOf(examples, data, uses, ["Actual", "Predicted", "Residual"], figuresOf);
  const items = examples.map((example) => {
    const { index, values } = example;
    const [actual, predicted, residual] = figuresOf(example);
    const told = `actual ${actual}, predicted ${predicted}, residual ${residual}`;
    const button = element("button", { class: "picture", title: `Example ${index}: ${told}. Opens it in Try It.` });
    button.append(
      exampleImage(values, imageShape, told),
      element("span", { class: "names", "aria-hidden": "true" }, `${actual} → ${predicted}`),
      element("span", { class: "sure", "aria-hidden": "true" }, residual),
    );
    button.addEventListener("click", () => uses.open(example));
    return element("li", {}, button, linksOf(example, uses));
  });
  return element("ul", { class: "gallery", "aria-label": "Examples" }, ...items);
}
