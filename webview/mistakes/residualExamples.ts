/** Examples of a regression with actual and predicted values, as pictures for image data, else as table rows. */
import type { DataDescription } from "../state/data";
import { quantity, signed } from "../ui/format";
import { picturesOf, tableOf, type Uses } from "./examples";
import type { ResidualExample } from "./residuals";

/** @param target index of the target whose values are shown */
export function residualExamples(
  examples: readonly ResidualExample[],
  data: DataDescription,
  target: number,
  uses: Uses<ResidualExample>,
): HTMLElement {
  const figuresOf = ({ actual, predicted }: ResidualExample): [actual: string, predicted: string, residual: string] => [
    quantity(actual[target]),
    quantity(predicted[target]),
    signed(actual[target] - predicted[target]),
  ];
  const { imageShape } = data;
  if (!imageShape) return tableOf(examples, data, uses, ["Actual", "Predicted", "Residual"], figuresOf);
  return picturesOf(examples, imageShape, uses, (example) => {
    const [actual, predicted, residual] = figuresOf(example);
    const label = `actual ${actual}, predicted ${predicted}, residual ${residual}`;
    return { label, title: label, texts: [`${actual} → ${predicted}`, residual] };
  });
}
