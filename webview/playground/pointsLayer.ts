/**
 * Draws the examples over the plane: shape and colour by class, rings for examples outside of the training set, and an
 * outline for wrong predictions.
 */
import { color } from "../ui/theme";
import { classColor, css, scaleColor } from "./colors";
import { type Points, wrongOf } from "./decision";
import type { Point } from "./field";
import { MarkerStamps } from "./markers";

/** Returns the radius of a marker in CSS pixels, larger for few examples and for a large picture. */
const radiusFor = (count: number, size: number) =>
  (count > 600 ? 2.6 : count > 150 ? 3.2 : 4) * Math.min(1, size / 380);

/**
 * @param on maps a point to its pixel, and has the size of the picture
 * @param range range of a regression's targets on the colour scale; undefined for classes
 */
export function drawPoints(
  context: CanvasRenderingContext2D,
  sets: readonly Points[],
  { at, size }: { at: (place: Point) => Point; size: number },
  range: readonly [number, number] | undefined,
): void {
  const edge = color("--vscode-editor-background");
  const outline = color("--vscode-foreground");
  const radius = radiusFor(
    sets.reduce((sum, { count }) => sum + count, 0),
    size,
  );
  const stamps = new MarkerStamps();
  for (const points of sets) {
    const { inputs, targets, count, set } = points;
    const wrong = range ? undefined : wrongOf(points);
    const width = targets.length / count;
    // Wrong predictions are drawn last, so that nothing hides them.
    for (const turn of wrong ? [0, 1] : [undefined]) {
      for (let i = 0; i < count; i++) {
        if (turn !== undefined && wrong?.[i] !== turn) continue;
        const target = targets[i * width];
        // Quantized to 33 colours, which limits the number of cached markers.
        const share = range ? Math.round((32 * (target - range[0])) / (range[1] - range[0])) / 32 : 0;
        const [x, y] = at([inputs[2 * i], inputs[2 * i + 1]]);
        stamps.at(
          context,
          x,
          y,
          `${range ? share : target} ${set} ${turn}`,
          turn === 1 ? radius * 1.25 : radius,
          () => ({
            shape: range ? 0 : target,
            fill: css(range ? scaleColor(share) : classColor(target)),
            edge,
            hollow: set !== "train",
            ...(turn === 1 && { outline }),
          }),
        );
      }
    }
  }
}
