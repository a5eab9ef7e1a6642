/** Examples of a regression with actual and predicted values, as pictures for image data, else as table rows. */

import type { DataDescription } from "../state/data";
import { quantity, signed } from "../ui/format";
import { t } from "../ui/l10n";
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
  if (!imageShape) return tableOf(examples, data, uses, [t("Actual"), t("Predicted"), t("Residual")], figuresOf);
  return picturesOf(examples, imageShape, uses, (example) => {
    const [actual, predicted, residual] = figuresOf(example);
    const label = t("actual {0}, predicted {1}, residual {2}", actual, predicted, residual);
    return { label, title: label, texts: [`${actual} → ${predicted}`, residual] };
  });
}
