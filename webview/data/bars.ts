/** A small picture of a column: bars of its histogram, or of its most frequent texts. */
import type { ColumnProfile } from "../../src/protocol/dataProfile";

const space = "http://www.w3.org/2000/svg";

/** Counts of the bars; none for a column whose texts are not counted. */
export const barsOf = ({ numbers, top = [] }: ColumnProfile): readonly number[] =>
  numbers?.histogram.counts ?? top.map(({ count }) => count);

/** Returns a picture of a view box of one unit for each bar, which the style sheet sizes. */
export function barPicture(counts: readonly number[], isHidden: boolean, name = ""): SVGSVGElement {
  const most = Math.max(...counts, 1);
  const picture = document.createElementNS(space, "svg");
  const bars = Math.max(counts.length, 1);
  picture.setAttribute("viewBox", `0 0 ${bars} 1`);
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("class", "data-bars");
  if (isHidden) picture.setAttribute("aria-hidden", "true");
  else {
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", name);
  }
  const path = document.createElementNS(space, "path");
  // A bar of few values stays visible.
  const height = (count: number) => (count === 0 ? 0 : Math.max(0.04, count / most));
  const gap = bars > 1 ? 0.12 : 0;
  path.setAttribute("d", counts.map((count, i) => `M${i + gap / 2} 1v${-height(count)}h${1 - gap}V1z`).join(""));
  picture.append(path);
  return picture;
}
