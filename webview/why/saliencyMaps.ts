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

/** Draws a map [height, width], one canvas pixel per pixel: orange above 0, blue below. */
export function mapCanvas(map: Float32Array, [height, width]: readonly number[], name: string): HTMLCanvasElement {
  const canvas = element("canvas", { width, height, class: "why-map", role: "img", "aria-label": name });
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  const limit = map.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const palette = makePalette();
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = colorOf(palette, map[i], limit);
  context.putImageData(image, 0, 0);
  return canvas;
}

/** Number of pixels in the table. */
const listed = 20;

export class SaliencyMaps {
  private readonly words = element("p", { class: "caption" });
  private readonly figures = element("div", { class: "why-maps" });
  private readonly legend = new PaletteLegend();
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

  /** @param values the example [height, width, channels] */
  draw({ gradient, occlusion, patch }: Saliency, values: Float32Array, answer: string): void {
    const { shape } = this;
    const maps: [string, Float32Array][] = [
      [t("Gradient"), gradient],
      ...(occlusion ? [[t("Occlusion"), occlusion] as [string, Float32Array]] : []),
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
        t("Blue: against the answer; orange: for it. Each map's colours end at its own largest."),
      );
      const pictures: [string, HTMLElement][] = [
        [t("Example"), exampleImage(values, shape, t("The example"))],
        ...maps.map(([name, map]): [string, HTMLElement] => [
          name,
          mapCanvas(map, shape, t("{0} map for {1}", name, answer)),
        ]),
      ];
      this.figures.replaceChildren(
        ...pictures.map(([name, picture]) => element("figure", {}, picture, element("figcaption", {}, name))),
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
