/** The legends of the playground: classes with their share of the plane, or a colour scale of values. */

import { element } from "../ui/dom";
import { figure, shortPercent } from "../ui/format";
import { t } from "../ui/l10n";
import { color } from "../ui/theme";
import { classColor, css, scaleColor } from "./colors";
import { drawMarker, type Marker } from "./markers";

const size = 18;

function icon(marker: Marker): HTMLCanvasElement {
  const ratio = devicePixelRatio;
  const canvas = element("canvas", {
    width: size * ratio,
    height: size * ratio,
    class: "marker",
    "aria-hidden": "true",
  });
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  context.scale(ratio, ratio);
  drawMarker(context, size / 2, size / 2, 4.6, marker);
  return canvas;
}

/** @param shares shares of the plane, [classes] */
export function classLegend(names: readonly string[], shares: readonly number[], hasOthers: boolean): HTMLElement {
  const edge = color("--vscode-editor-background");
  const neutral = color("--vscode-foreground");
  const classes = names.map((name, shape) => {
    const marker = { shape, fill: css(classColor(shape)), edge, hollow: false };
    const share = element("span", { class: "caption" }, t("{0} of the plane", shortPercent(shares[shape])));
    return element("li", {}, icon(marker), element("span", {}, name), share);
  });
  const plain = { shape: 0, fill: neutral, edge, hollow: false };
  const rings = hasOthers
    ? [element("li", {}, icon({ ...plain, hollow: true }), element("span", {}, t("not used for training")))]
    : [];
  const wrong = element("li", {}, icon({ ...plain, outline: neutral }), element("span", {}, t("wrong prediction")));
  const lines =
    names.length === 2
      ? t("Lines: 50%, thin ones 75% and 95%.")
      : t("Thin lines: leads of 50% and 90% over the next class.");
  return element(
    "div",
    {},
    element("ul", { class: "plane-legend", "aria-label": t("Legend") }, ...classes, ...rings, wrong),
    element("p", { class: "caption" }, lines),
  );
}

/** @param paletteOf returns the colour for a share from 0 to 1 */
export function scaleLegend(
  name: string,
  [least, largest]: readonly [number, number],
  paletteOf: (share: number) => string = (share) => css(scaleColor(share)),
): HTMLElement {
  const bar = element("canvas", { width: 128, height: 1, class: "scale", "aria-hidden": "true" });
  const context = bar.getContext("2d");
  for (let i = 0; context && i < 128; i++) {
    context.fillStyle = paletteOf(i / 127);
    context.fillRect(i, 0, 1, 1);
  }
  const label = t("Colours: {0} from {1} to {2}", name, figure(least), figure(largest));
  const ends = [element("span", {}, figure(least)), bar, element("span", {}, figure(largest))];
  return element("div", { class: "plane-scale", role: "img", "aria-label": label }, element("span", {}, name), ...ends);
}
