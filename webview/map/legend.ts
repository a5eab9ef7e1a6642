/** The legend of a map: a marker, the name and the number of examples of each group, or the scale of values. */
import { css, scaleColor } from "../playground/colors";
import { drawMarker } from "../playground/markers";
import { element } from "../ui/dom";
import { quantity, whole } from "../ui/format";
import { t } from "../ui/l10n";
import type { Coloring } from "./mapPoints";
import { markerOf } from "./paintMap";

const [size, mostGroups] = [14, 30];

export function legendOf({ groups, range, title }: Coloring, byError: boolean): HTMLElement {
  if (range) {
    const stops = Array.from({ length: 9 }, (_, i) => css(scaleColor(i / 8)));
    const bar = element("span", { class: "scale", style: `background: linear-gradient(to right, ${stops.join()})` });
    return element("p", { class: "map-legend" }, `${title}: ${quantity(range[0])} `, bar, ` ${quantity(range[1])}`);
  }
  const items = groups.slice(0, mostGroups).map(({ name, count }, i) => {
    const swatch = element("canvas", { width: 2 * size, height: 2 * size, class: "swatch", "aria-hidden": "true" });
    const context = swatch.getContext("2d");
    if (context) drawMarker(context, size, size, 0.7 * size, markerOf(i, byError));
    return element("li", {}, swatch, element("span", {}, name), element("small", {}, whole(count)));
  });
  const rest = groups.length - items.length;
  if (rest > 0) items.push(element("li", {}, t("and {0} more", whole(rest))));
  return element("ul", { class: "map-legend", "aria-label": t("Examples by color") }, ...items);
}
