/** The cursor over the cells of a picture, moved by pointer or keys, and its readout. */

import { element, setText } from "../ui/dom";
import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import type { Layout } from "./layout";
import type { Viewport } from "./viewport";

type Cell = readonly [x: number, y: number];

/** A picture, and the part of the sheet that it shows. */
export interface Placed {
  readonly layout: Layout;
  readonly values: Float32Array;
  readonly place: Viewport;
}

const arrows: Record<string, Cell> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** How the cells of a picture are read with the mouse and with keys. */
export const cellHelp = {
  weight: {
    read: t("Arrow keys read single weights, with Shift in larger steps; plus and minus zoom, 0 shows all."),
    point: t("Point at a weight, or use the arrow keys; + and − zoom."),
  },
  element: {
    read: t("Arrow keys read single elements, with Shift in larger steps; plus and minus zoom, 0 shows all."),
    point: t("Point at an element, or use the arrow keys; + and − zoom."),
  },
};

export class CellCursor {
  readonly frame = element("div", { class: "cell-cursor", "aria-hidden": "true" });
  /** Description of the cell; announced only if keys moved the cursor, not for the pointer or changing weights. */
  readonly readout = element("p", { class: "readout", "aria-live": "off" });
  /** Position in cells of the sheet, by keys the centre of a cell. */
  private at: Cell | undefined;
  private picture: Placed | undefined;
  private view: Viewport = { x: 0, y: 0, width: 1, height: 1 };

  /**
   * @param follow called with the cell of the sheet that should become visible
   * @param more returns further text about a unit
   * @param help how the cells are read
   */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly follow: (cell: Viewport) => void,
    private readonly more: (unit: number) => string | undefined,
    private readonly help = cellHelp.weight,
  ) {
    canvas.addEventListener("pointermove", (event) => this.point(event));
    canvas.addEventListener("pointerleave", () => this.moveTo(undefined, "off"));
    canvas.addEventListener("blur", () => this.moveTo(undefined, "off"));
    canvas.addEventListener("keydown", (event) => this.press(event));
  }

  /** Sets the picture and the viewport. */
  over(picture: Placed, view: Viewport): void {
    this.picture = picture;
    this.view = view;
    this.announce();
  }

  /** Position as fractions of the view's sides; the centre if the cursor is hidden. */
  get share(): Cell {
    const { at, view } = this;
    return at ? [(at[0] - view.x) / view.width, (at[1] - view.y) / view.height] : [0.5, 0.5];
  }

  private point({ offsetX, offsetY }: PointerEvent): void {
    const { view, canvas } = this;
    const x = view.x + (offsetX / canvas.clientWidth) * view.width;
    const y = view.y + (offsetY / canvas.clientHeight) * view.height;
    this.moveTo([x, y], "off");
  }

  private press(event: KeyboardEvent): void {
    if (!this.picture || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = this.stepOf(event, this.picture);
    if (!to) return;
    event.preventDefault();
    const { place, layout } = this.picture;
    const [width, height] = [place.width / layout.width, place.height / layout.height];
    this.moveTo(to, "polite");
    this.follow({ x: to[0] - width / 2, y: to[1] - height / 2, width, height });
  }

  /** Returns the target of a key; it skips the gaps between pictures and stays at the last cell. */
  private stepOf({ key, shiftKey }: KeyboardEvent, { layout, place }: Placed): Cell | undefined {
    const { width, height, stride } = layout;
    const middleOf = (x: number, y: number): Cell => [
      place.x + ((x + 0.5) / width) * place.width,
      place.y + ((y + 0.5) / height) * place.height,
    ];
    const cell = this.at && cellAt(this.at, layout, place);
    if (key === "Home") return middleOf(0, 0);
    if (key === "End") return middleOf(width - 1, cell?.[1] ?? 0);
    const arrow = arrows[key];
    if (!arrow) return undefined;
    if (!cell) return middleOf(0, 0);
    const [dx, dy] = shiftKey ? [arrow[0] * stride[0], arrow[1] * stride[1]] : arrow;
    for (let [x, y] = [cell[0] + dx, cell[1] + dy]; x >= 0 && y >= 0 && x < width && y < height; x += dx, y += dy) {
      if (layout.indexAt(x, y) >= 0) return middleOf(x, y);
    }
    // A matrix may continue beyond the edge of the picture.
    return layout.plain ? middleOf(cell[0] + dx, cell[1] + dy) : this.at;
  }

  private moveTo(at: Cell | undefined, live: "polite" | "off"): void {
    if (this.readout.getAttribute("aria-live") !== live) this.readout.setAttribute("aria-live", live);
    this.at = at;
    this.announce();
  }

  private announce(): void {
    const { at, picture, view, canvas } = this;
    const cell = at && picture && cellAt(at, picture.layout, picture.place);
    const index = cell && picture ? picture.layout.indexAt(...cell) : -1;
    this.frame.hidden = index < 0;
    if (!cell || !picture || index < 0) {
      setText(this.readout, this.help.point);
      return;
    }
    const { layout, place, values } = picture;
    const unit = layout.unitAt(...cell);
    const more = unit === undefined ? undefined : this.more(unit);
    const note = layout.noteAt?.(...cell);
    const value = `${figure(values[index])}${note === undefined ? "" : `, ${note}`}`;
    const words = `${layout.wordsAt(...cell)}: ${value}${rangeAt(cell, picture)}`;
    setText(this.readout, more ? t("{0}; the unit's {1}", words, more) : words);
    const [perX, perY] = [canvas.clientWidth / view.width, canvas.clientHeight / view.height];
    const [w, h] = [(place.width / layout.width) * perX, (place.height / layout.height) * perY];
    const [across, down] = [Math.max(6, w), Math.max(6, h)];
    const left = (place.x + ((cell[0] + 0.5) / layout.width) * place.width - view.x) * perX;
    const top = (place.y + ((cell[1] + 0.5) / layout.height) * place.height - view.y) * perY;
    Object.assign(this.frame.style, {
      left: `${left - across / 2}px`,
      top: `${top - down / 2}px`,
      width: `${across}px`,
      height: `${down}px`,
    });
  }
}

/** Returns the cell of the picture at a position of the sheet; it may be outside of the picture. */
const cellAt = ([x, y]: Cell, { width, height }: Layout, place: Viewport): Cell => [
  Math.floor(((x - place.x) / place.width) * width + 1e-6),
  Math.floor(((y - place.y) / place.height) * height + 1e-6),
];

/** Formats the minimum and maximum weight of the cell's unit; empty if cells have no range. */
function rangeAt(cell: Cell, { layout, values }: Placed): string {
  if (!layout.rangeAt) return "";
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values.subarray(...layout.rangeAt(...cell))) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return t(" (the unit's from {0} to {1})", figure(least), figure(most));
}
