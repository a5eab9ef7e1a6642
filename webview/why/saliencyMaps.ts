/** Saliency of a picture: the example, and beside it the maps of its gradient and of occlusion. */
import type { RequestResult } from "../../src/protocol/requests";
import { element, setText } from "../ui/dom";
import { exampleImage } from "../ui/exampleImage";
import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { PaletteLegend } from "../weights/legend";
import { colorOf, makePalette } from "../weights/palette";
import { asTable } from "./bars";

type Saliency = RequestResult<"saliency">;

/** Returns the largest magnitude in a map. */
const largestIn = (map: Float32Array): number => map.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/**
 * Draws a map [height, width], one canvas pixel per pixel: orange above 0, blue below.
 * @param name text alternative; @param title text below, with the limit of the colours
 */
export function mapFigure(
  map: Float32Array,
  [height, width]: readonly number[],
  { name, title, limit = largestIn(map) }: { name: string; title: string; limit?: number },
): HTMLElement {
  const canvas = element("canvas", { width, height, class: "why-map", role: "img", "aria-label": name });
  const caption = element("figcaption", {}, t("{0}: up to {1}", title, figure(limit)));
  const context = canvas.getContext("2d");
  if (context) {
    const palette = makePalette();
    const image = context.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let i = 0; i < pixels.length; i++) pixels[i] = colorOf(palette, map[i], limit);
    context.putImageData(image, 0, 0);
  }
  return element("figure", {}, canvas, caption);
}

/** Number of pixels in the table. */
const listed = 20;

export class SaliencyMaps {
  private readonly words = element("p", { class: "caption" });
  private readonly figures = element("div", { class: "why-maps" });
  private readonly legend = new PaletteLegend();
  /** The elements of the picture. */
  readonly parts = [this.figures, this.legend.element, this.words];
  private readonly table = element("div");
  readonly element = element(
    "div",
    {},
    element("h3", {}, t("Saliency")),
    this.words,
    this.figures,
    this.legend.element,
    this.table,
  );
  private redraw = () => {};

  constructor(private readonly shape: readonly number[]) {
    onThemeChange(() => this.redraw());
  }

  /**
   * @param values the example [height, width, channels]
   * @param all the answers whose largest occlusion limits its colours; a gradient has its own limit, because gradients
   * shrink by orders of magnitude during training
   */
  draw({ gradient, occlusion, patch }: Saliency, values: Float32Array, answer: string, all: readonly Saliency[]): void {
    const { shape } = this;
    const covered = Math.max(...all.map((each) => (each.occlusion ? largestIn(each.occlusion) : 0)));
    const maps: [string, Float32Array, number][] = [
      [t("Gradient"), gradient, largestIn(gradient)],
      ...(occlusion ? [[t("Occlusion"), occlusion, covered] as [string, Float32Array, number]] : []),
    ];
    const described = maps
      .map(([name, map]) => t("{0}: strongest at {1}.", name, placeOf(strongest(map)[0], shape)))
      .join(" ");
    setText(
      this.words,
      `${t(
        "Orange pixels speak for {0}: brighter ones there raise its score (gradient of the cost), or covering them by a patch of {1} × {1} average pixels lowers it (occlusion). Blue pixels speak against it.",
        answer,
        patch ?? 1,
      )} ${described}`,
    );
    this.redraw = () => {
      this.legend.renderWords(
        t("against"),
        t("for"),
        t("Blue: against the answer; orange: for it. Each map's colours end at the value below it."),
      );
      const example = exampleImage(values, shape, t("The example"));
      this.figures.replaceChildren(
        element("figure", {}, example, element("figcaption", {}, t("Example"))),
        ...maps.map(([title, map, limit]) =>
          mapFigure(map, shape, { name: t("{0} map for {1}", title, answer), title, limit }),
        ),
      );
    };
    this.redraw();
    const rows = strongest(occlusion ?? gradient)
      .slice(0, listed)
      .map((pixel) => [placeOf(pixel, shape), ...maps.map(([, map]) => figure(map[pixel]))]);
    this.table.replaceChildren(asTable(t("Saliency"), [t("Pixel"), ...maps.map(([name]) => name)], rows));
  }
}

/** Returns the pixels by descending absolute value. */
const strongest = (map: Float32Array): number[] =>
  Array.from(map.keys()).sort((a, b) => Math.abs(map[b]) - Math.abs(map[a]) || a - b);

const placeOf = (pixel: number, [, width]: readonly number[]): string =>
  t("row {0}, column {1}", Math.floor(pixel / width) + 1, (pixel % width) + 1);
