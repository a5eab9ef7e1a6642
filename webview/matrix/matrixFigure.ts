/** A matrix drawn as a heatmap, or with its rows or columns as pictures; changed cells are outlined. */

import { element, setText } from "../ui/dom";
import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import { button } from "../ui/toolkit";
import { cellHelp } from "../weights/cellCursor";
import { Heatmap } from "../weights/heatmap";
import type { Tile } from "../weights/layout";
import { PaletteLegend } from "../weights/legend";
import { colorLimit } from "../weights/scale";
import type { Viewport } from "../weights/viewport";
import { makeGray } from "./gray";
import type { ViewState } from "./host";
import { pictureLayout, plainLayout } from "./layout";
import { axisWords, drawnValues, type Part, transposed, transposedFlags } from "./part";
import { maxHeight, pageOf } from "./query";

/** Maximum width and height of an element, in CSS pixels. */
const widest = 48;
const highest = 24;

interface Drawn {
  readonly part: Part;
  readonly tile: Tile | undefined;
  readonly viewState: ViewState;
  readonly width: number;
}

export class MatrixFigure {
  private readonly heatmap: Heatmap;
  private readonly palette = new PaletteLegend();
  private readonly gray = element("span", { class: "caption" });
  private readonly fine = element(
    "p",
    { class: "caption", hidden: true },
    t("The changes are too scattered to outline. Zoom in."),
  );
  private readonly previous;
  private readonly next;
  private readonly pages: HTMLElement;
  readonly legend = element("div", { class: "matrix-legend" }, this.gray, this.palette.element);
  readonly element: HTMLElement;
  private of = "";
  private perPage = 1;

  /** @param page moves by a signed number of pictures */
  constructor(onView: () => void, page: (pictures: number) => void) {
    this.heatmap = new Heatmap(onView, () => undefined, cellHelp.element);
    this.previous = button(t("Previous Pictures"), () => page(-this.perPage));
    this.next = button(t("Next Pictures"), () => page(this.perPage));
    this.pages = element("div", { class: "controls" }, this.previous.element, this.next.element);
    const below = element("div", { class: "controls" }, this.heatmap.buttons, this.pages);
    this.element = element("div", { class: "matrix-figure" }, this.heatmap.element, this.fine, below);
  }

  /** The zoomed viewport; undefined: the whole matrix. */
  get zoomed(): Viewport | undefined {
    return this.heatmap.zoomed;
  }

  recolor(): void {
    this.heatmap.recolor();
  }

  draw({ part, tile, viewState, width }: Drawn): void {
    const mode = viewState.mode ?? "value";
    const { name, rows, columns, figures, image } = part;
    const isOfRows = image?.of === "rows";
    const shown = tile && !isOfRows ? turned(part) : part;
    const values = drawnValues(shown, mode);
    const largest =
      mode === "difference" ? (figures.largestChange ?? 0) : Math.max(Math.abs(figures.least), Math.abs(figures.most));
    const limit = colorLimit(values, largest);
    // Differences and weights have a sign and use the diverging palette; images of a data set are gray.
    const isGray = tile !== undefined && isOfRows && mode === "value";
    const about = {
      values,
      limit,
      name: t("{0} of {1}", mode === "value" ? t("Values") : t("Difference"), name),
      ...(shown.changed && { marks: shown.changed }),
      ...(isGray && { palette: makeGray(figures.least < 0) }),
    };
    const page = tile && pageOf(part, tile, viewState, width);
    const of = JSON.stringify([name, rows, columns, tile, page?.first, tile && width]);
    const isAnew = of !== this.of;
    this.of = of;
    if (tile && page) {
      const names = isOfRows ? part.rowNames : part.columnNames;
      const axis = axisWords[isOfRows ? "example" : "unit"].one;
      const layout = pictureLayout(shown, mode, { first: page.first, tile, perRow: page.columns, axis, names });
      const cell = Math.min(width / layout.width, page.scale);
      const size = { width: layout.width * cell, height: layout.height * cell };
      const place = { x: 0, y: 0, width: layout.width, height: layout.height };
      this.heatmap.draw({ ...about, layout, place, sheet: place, size }, isAnew);
    } else {
      const size = {
        width: Math.min(width, columns * widest),
        height: Math.min(maxHeight, Math.max(highest, rows * highest)),
      };
      const [[top, bottom], [left, right]] = [part.window.rows, part.window.columns];
      const place = { x: left, y: top, width: right - left, height: bottom - top };
      const sheet = { width: columns, height: rows };
      const start = viewState.zoomed?.name === name ? viewState.zoomed.view : undefined;
      const layout = plainLayout(shown, mode);
      this.heatmap.draw({ ...about, layout, place, sheet, size, start }, isAnew);
    }
    this.fine.hidden = !this.heatmap.isTooFine;
    this.palette.element.hidden = isGray || largest === 0;
    this.gray.hidden = !isGray;
    const black = figures.least < 0 ? `−${figure(limit)}` : "0";
    setText(this.gray, t("Black is {0}, white {1}", black, figure(limit)));
    this.palette.render(limit, largest);
    this.pages.hidden = !page || page.count >= page.all;
    this.perPage = page?.perPage ?? 1;
    this.previous.update({ enabled: (page?.first ?? 0) > 0 });
    this.next.update({ enabled: page !== undefined && page.first + page.count < page.all });
  }
}

/** Returns the transposed part. */
function turned(part: Part): Part {
  const { rows, columns } = part.cells;
  return {
    ...part,
    cells: { rows: columns, columns: rows },
    values: transposed(part.values, rows, columns),
    before: part.before && transposed(part.before, rows, columns),
    changed: part.changed && transposedFlags(part.changed, rows, columns),
  };
}
