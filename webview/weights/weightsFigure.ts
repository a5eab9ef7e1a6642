/** The figure of a layer's matrix: heatmap, legend of its colours, and paging of units. */

import type { WeightPicture } from "../../src/protocol/requests";
import { element } from "../ui/dom";
import { iconButton } from "../ui/iconButton";
import { t } from "../ui/l10n";
import { type Choice, matrixHeight } from "./choice";
import { Heatmap } from "./heatmap";
import { matrixLayout, picturesLayout, unitsPerPage } from "./layout";
import { PaletteLegend } from "./legend";
import { colorLimit } from "./scale";
import type { Viewport } from "./viewport";

interface FigureListener {
  /** Called when the viewport changes. */
  onView(): void;
  /** Called to move to the previous or next page. */
  page(step: 1 | -1): void;
  /** Returns further text about a unit. */
  more?(unit: number): string | undefined;
}

interface About {
  /** Text alternative for screen readers. */
  readonly name: string;
  /** Width in CSS pixels. */
  readonly width: number;
  /** Maximum height in CSS pixels; undefined: that of a matrix, or of a page of pictures. */
  readonly height?: number | undefined;
  /** Key of the subject, besides layer and page; the viewport is preserved while it stays the same. */
  readonly of: string;
  /** Numbers of the units in their order; undefined: by number. */
  readonly order?: readonly number[] | undefined;
}

export class WeightsFigure {
  private readonly heatmap: Heatmap;
  private readonly previous;
  private readonly next;
  private readonly palette = new PaletteLegend();
  readonly stage: HTMLElement;
  readonly legend = this.palette.element;
  /** The zoom buttons. */
  readonly zoom: HTMLElement;
  readonly pages: HTMLElement;
  private drawn: { picture: WeightPicture; width: number; height: number | undefined; of: string } | undefined;

  constructor({ onView, page, more = () => undefined }: FigureListener) {
    this.heatmap = new Heatmap(onView, more);
    this.stage = this.heatmap.element;
    this.previous = iconButton(t("Previous Units"), "chevron-left", () => page(-1));
    this.next = iconButton(t("Next Units"), "chevron-right", () => page(1));
    this.pages = element("div", { class: "controls" }, this.previous.element, this.next.element);
    this.zoom = this.heatmap.buttons;
  }

  /** The zoomed viewport; undefined: the whole sheet. */
  get zoomed(): Viewport | undefined {
    return this.heatmap.zoomed;
  }

  /** Limit of the colour scale of the drawn picture. */
  limit = 0;

  /** Makes the next draw use the theme's present colours. */
  recolor(): void {
    this.heatmap.recolor();
    this.drawn = undefined;
  }

  /** @returns false if the same picture is already drawn */
  draw(
    picture: WeightPicture,
    { tile, first, units }: Choice,
    { name, width, height, of: about, order }: About,
  ): boolean {
    const { drawn } = this;
    const { values, largest, window, rows } = picture;
    // A picture of an earlier size has another number of units: its sheet is another.
    const of = JSON.stringify([about, picture.layer, tile, first, picture.order, tile && [width, height, rows]]);
    if (drawn?.picture === picture && drawn.width === width && drawn.height === height && drawn.of === of) return false;
    this.drawn = { picture, width, height, of };
    this.limit = colorLimit(values, largest);
    const shown = { values, limit: this.limit, name };
    const isAnew = drawn?.of !== of;
    if (tile) {
      const { columns, scale } = unitsPerPage(width, units, tile, height);
      const layout = picturesLayout(picture, first, tile, columns, order);
      const cell = Math.min(width / layout.width, scale);
      const size = { width: layout.width * cell, height: layout.height * cell };
      const place = { x: 0, y: 0, width: layout.width, height: layout.height };
      this.heatmap.draw({ ...shown, layout, place, sheet: place, size }, isAnew);
    } else {
      const size = { width, height: Math.min(height ?? matrixHeight, Math.max(80, picture.inputs * 12)) };
      const [[top, bottom], [left, right]] = [window.inputs, window.units];
      const place = { x: left, y: top, width: right - left, height: bottom - top };
      const sheet = { width: picture.units, height: picture.inputs };
      this.heatmap.draw({ ...shown, layout: matrixLayout(picture, order), place, sheet, size }, isAnew);
    }
    this.palette.render(this.limit, largest);
    this.pages.hidden = !tile || (first === 0 && rows >= units);
    this.previous.update({ enabled: first > 0 });
    this.next.update({ enabled: first + rows < units });
    return true;
  }
}
