/** What Try It says about drawings and pictures before the network gets them. Pure. */
import type { DataDescription } from "../state/data";
import { t } from "../ui/l10n";

export const asSeen = t("Network input:");

export const broughtTo = ([height, width]: readonly number[]) =>
  t("It is resized to {0} × {1}, as in predict, and otherwise unchanged.", height, width);

export function hintFor(data: DataDescription, shape: readonly number[]): string {
  const draw = t("Draw with mouse, pen or keys, or drop a picture.");
  if (data.isMnist) {
    const [height, width] = shape;
    const fitted = t(
      "A drawing is fitted and centred as MNIST's digits are. A picture is not: it is resized to {0} × {1}, as in predict, and otherwise unchanged.",
      height,
      width,
    );
    return `${draw} ${fitted} ${asSeen}`;
  }
  const ink = isBright(data) ? t("The pen is black because most of the data is bright. ") : "";
  return `${draw} ${ink}${broughtTo(shape)} ${asSeen}`;
}

/** Returns true if the training data is bright on average, with dark ink on white. */
export function isBright({ inputs }: DataDescription): boolean {
  const means = inputs.map(({ mean }) => mean);
  const white = means.every((mean) => mean <= 1) ? 1 : 255;
  return means.reduce((sum, mean) => sum + mean, 0) / means.length > white / 2;
}
