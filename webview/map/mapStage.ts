/** The picture of a map, explored by pointer and keys, with a card of the example and a table. */
import { pixelPoints } from "../plots/square";
import { element, setText } from "../ui/dom";
import { figure } from "../ui/format";
import { oncePerFrame } from "../ui/frames";
import { t } from "../ui/l10n";
import { wantsLessMotion } from "../ui/motion";
import { onThemeChange } from "../ui/theme";
import { checkbox } from "../ui/toolkit";
import { VirtualTable } from "../ui/virtualTable";
import { type Coloring, type Drawn, nearestTo, neighbourIn } from "./mapPoints";
import { paintMap } from "./paintMap";

const hint = t("Point at an example, or use the arrow keys; Enter opens it in Why.");
const help = t("Arrow keys move to the nearest example in their direction; Enter opens it in Why.");
/** Maximum distance of the pointer to a point, in CSS pixels. */
const reach = 14;
/** Duration of the move to another map, in milliseconds. */
const moveMilliseconds = 250;

export interface MapContents {
  readonly drawn: Drawn;
  readonly coloring: Coloring;
  readonly byError: boolean;
  /** Text alternative. */
  readonly words: string;
  /** Index in the set, description and answers of each point. */
  readonly indices: readonly number[];
  describe(point: number): string;
  actual(point: number): string;
  predicted(point: number): string;
  /** Name of the answers. */
  readonly answer: string;
}

export class MapStage {
  private readonly canvas = element("canvas", { class: "map-canvas", tabindex: 0, role: "application" });
  private readonly card = element("div", { class: "map-card", hidden: true, "aria-hidden": "true" });
  /** Description of the point; announced only if keys moved the cursor. */
  private readonly readout = element("p", { class: "readout", "aria-live": "off" });
  private readonly asTable = checkbox(t("As a table"), (shown) => {
    this.isTable = shown;
    this.arrange();
  });
  private readonly table = new VirtualTable(t("examples of the map"), false);
  private readonly picture = element("div", { class: "map-stage" }, this.canvas, this.card, this.readout);
  readonly element = element("div", {}, this.asTable.element, this.picture, this.table.element);
  private contents: MapContents | undefined;
  /** The coordinates on the screen, on their way from one map to the next. */
  private shown: Drawn | undefined;
  private movedFrom: { drawn: Drawn; at: number } | undefined;
  private at: number | undefined;
  private isTable = false;
  private readonly soon = oncePerFrame(() => this.paint());

  /**
   * @param load returns what an example looks like: its picture or the values of its row
   * @param open called with the index of the example in its set
   */
  constructor(
    private readonly load: (index: number) => Promise<HTMLElement>,
    private readonly open: (index: number) => void,
  ) {
    const { canvas } = this;
    new ResizeObserver(() => this.paint()).observe(canvas);
    onThemeChange(() => this.paint());
    canvas.addEventListener("pointermove", ({ offsetX, offsetY }) => this.moveTo(this.near(offsetX, offsetY), "off"));
    canvas.addEventListener("pointerleave", () => this.moveTo(undefined, "off"));
    canvas.addEventListener("blur", () => this.moveTo(undefined, "off"));
    canvas.addEventListener("click", () => this.openChosen());
    canvas.addEventListener("keydown", (event) => this.press(event));
    this.table.element.hidden = true;
  }

  /** @param isSame true if the points are those of the map before, which then moves to the new one */
  draw(contents: MapContents, isSame: boolean): void {
    if (isSame && this.shown && this.shown !== contents.drawn && !wantsLessMotion()) {
      this.movedFrom = { drawn: this.shown, at: performance.now() };
    } else this.movedFrom = undefined;
    if (!isSame) this.at = undefined;
    this.contents = contents;
    this.shown = this.movedFrom ? this.shown : contents.drawn;
    this.canvas.setAttribute("aria-label", `${contents.words} ${help}`);
    this.arrange();
  }

  /** Returns the picture, at the end of its way to the map. */
  arrived(): HTMLElement {
    this.movedFrom = undefined;
    this.paint();
    return this.canvas;
  }

  private arrange(): void {
    const { contents, isTable } = this;
    if (!contents) return;
    this.asTable.update({ checked: isTable, hidden: false });
    this.picture.hidden = isTable;
    this.table.element.hidden = !isTable;
    if (isTable) this.showTable(contents);
    this.paint();
    this.announce();
  }

  private showTable({ drawn, indices, actual, predicted, answer }: MapContents): void {
    const coordinate = (title: string, values: Float64Array) => ({
      title,
      value: (row: number) => values[row],
      text: (row: number) => figure(values[row]),
    });
    const [x, y] = drawn.axes ?? ["x", "y"];
    const columns = [
      { title: t("Example"), value: (row: number) => indices[row], text: (row: number) => String(indices[row]) },
      { title: answer, text: actual },
      { title: t("Predicted"), text: predicted },
      coordinate(x, drawn.x),
      coordinate(y, drawn.y),
    ];
    this.table.show({ rows: indices.length, columns });
  }

  private pixels(extent: number) {
    return pixelPoints(this.canvas.clientWidth, this.canvas.clientHeight, [-extent, extent]);
  }

  private near(x: number, y: number): number | undefined {
    if (!this.shown) return undefined;
    const pixels = this.pixels(this.shown.extent);
    const places = { x: this.shown.x.map((value) => pixels.x(value)), y: this.shown.y.map((value) => pixels.y(value)) };
    return nearestTo(places, x, y, reach);
  }

  private openChosen(): void {
    if (this.at !== undefined && this.contents) this.open(this.contents.indices[this.at]);
  }

  private press(event: KeyboardEvent): void {
    const { contents, at } = this;
    if (event.ctrlKey || event.metaKey || event.altKey || !contents) return;
    if (event.key === "Enter" && at !== undefined) return this.openChosen();
    const directions: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const direction = directions[event.key];
    if (!direction) return;
    event.preventDefault();
    const middle = nearestTo(contents.drawn, 0, 0, Number.POSITIVE_INFINITY);
    this.moveTo(at === undefined ? middle : neighbourIn(contents.drawn, at, ...direction), "polite");
  }

  private moveTo(point: number | undefined, live: "polite" | "off"): void {
    if (this.readout.getAttribute("aria-live") !== live) this.readout.setAttribute("aria-live", live);
    if (point === this.at) return;
    this.at = point;
    this.paint();
    this.announce();
    void this.showCard();
  }

  private announce(): void {
    setText(this.readout, this.at === undefined || !this.contents ? hint : this.contents.describe(this.at));
  }

  private async showCard(): Promise<void> {
    const { at, contents, card } = this;
    card.hidden = true;
    if (at === undefined || !contents) return;
    const look = await this.load(contents.indices[at]).catch(() => undefined);
    if (!look || this.at !== at || this.contents !== contents) return;
    card.replaceChildren(look);
    card.hidden = false;
    const { drawn } = contents;
    const pixels = this.pixels(drawn.extent);
    const [x, y] = [pixels.x(drawn.x[at]), pixels.y(drawn.y[at])];
    const { clientWidth, clientHeight } = this.canvas;
    const left = x + 14 + card.offsetWidth > clientWidth ? x - 14 - card.offsetWidth : x + 14;
    card.style.left = `${Math.max(0, left)}px`;
    card.style.top = `${Math.max(0, Math.min(y - 20, clientHeight - card.offsetHeight))}px`;
  }

  private paint(): void {
    const { contents, canvas, at: chosen } = this;
    if (!contents) return;
    this.shown = this.between(contents.drawn);
    if (this.movedFrom) this.soon();
    const { coloring, byError } = contents;
    if (canvas.clientWidth > 0) paintMap(canvas, { ...this.shown, coloring, byError, chosen });
  }

  /** Returns the coordinates of this moment, between those before and the map's. */
  private between(to: Drawn): Drawn {
    const { movedFrom } = this;
    const share = movedFrom ? (performance.now() - movedFrom.at) / moveMilliseconds : 1;
    if (!movedFrom || share >= 1) {
      this.movedFrom = undefined;
      return to;
    }
    const mix = (a: number, b: number) => a + share * (b - a);
    const { drawn: from } = movedFrom;
    return {
      ...to,
      x: to.x.map((value, i) => mix(from.x[i], value)),
      y: to.y.map((value, i) => mix(from.y[i], value)),
      extent: mix(from.extent, to.extent),
    };
  }
}
