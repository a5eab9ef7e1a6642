/** A plot over epochs: legend, chart or table, crosshair and range selection by pointer and keyboard, and saving. */

import type { Still } from "../animation/movingPicture";
import { element, setText } from "../ui/dom";
import { decimals } from "../ui/format";
import { t } from "../ui/l10n";
import { type TableContents, VirtualTable } from "../ui/virtualTable";
import { Chart } from "./chart";
import type { Drawn, SeriesStyle } from "./drawn";
import { keyOf } from "./keys";
import { Legend } from "./legend";
import { imageOf, svgPicture } from "./picture";
import { type PlotView, SaveMenu } from "./saveMenu";
import type { SavedPlot, Taker } from "./saving";
import { holding, panned, type Range, zoomed } from "./zoom";

/** The points of a plot, in ascending x. */
export interface Points {
  readonly length: number;
  x(i: number): number;
  /** Returns the index of the point nearest to x; undefined without points. */
  nearest(x: number): number | undefined;
}

/** The contents of a plot. */
export interface PlotContents {
  readonly title: string;
  /** Name of the network or runs, written into saved files. */
  readonly of: string;
  readonly series: readonly SeriesStyle[];
  readonly columns: Points;
  /** The range that the user selected; undefined: the full extent. */
  readonly range: Range | undefined;
  /** The table to show instead of the chart. */
  readonly table: TableContents | undefined;
  isHidden(name: string): boolean;
  /** Returns the value of a series at a point as text; empty without one. */
  text(series: number, i: number): string;
  /** Returns further text for a position. */
  more?(x: number): string;
  /** Returns a text description of the chart. */
  describe(): string;
  /** @param width width of the chart in CSS pixels */
  draw(width: number): Drawn;
  /** Returns every point as delimited text in full precision. */
  figures(separator: "," | "\t"): string;
}

export interface PlotListener {
  toggle(name: string): void;
  /** Called with the selected range; undefined: the full extent. */
  chooseRange(range: Range | undefined): void;
  /** Called when the crosshair moves to x; undefined: is hidden. */
  pointAt?(x: number | undefined): void;
}

const keyHelp = t(
  "Arrow keys move the crosshair, with Shift they select a range; plus and minus zoom; Escape shows all epochs.",
);

export class Plot {
  private readonly stage = element("div", { class: "plot", tabindex: 0, role: "application" });
  private readonly empty = element("p", { class: "empty" }, t("Curves appear after the first epoch."));
  /** Live region, updated when keys move the crosshair but not by the pointer. */
  private readonly spoken = element("p", { class: "visually-hidden", "aria-live": "polite" });
  private readonly legend: Legend;
  readonly saving: SaveMenu;
  private readonly chart: Chart;
  private table: VirtualTable | undefined;
  /** The legend, the chart, the table and the live region; the page adds the heading. */
  readonly parts: readonly HTMLElement[];
  /** Index of the point at the crosshair. */
  private at: number | undefined;
  private contents: PlotContents | undefined;
  private drawn: Drawn | undefined;
  private painted: Drawn | undefined;
  /** False while the plot is scrolled out of view, when it is not painted. */
  private inSight = true;
  /** Height in the stage's own style. */
  private givenHeight: number | undefined;
  /** True while the pointer is over this plot. */
  private hasPointer = false;

  constructor(
    private readonly listener: PlotListener,
    taker: Taker,
    private readonly view?: PlotView,
  ) {
    this.legend = new Legend((name) => listener.toggle(name));
    this.saving = new SaveMenu(taker, () => this.saved, view);
    this.chart = new Chart(this.stage, {
      point: (x, byPointer) => this.pointed(x, byPointer),
      choose: (range) => listener.chooseRange(range),
      snap: (x) => {
        const at = this.contents?.columns.nearest(x);
        return at === undefined ? undefined : this.contents?.columns.x(at);
      },
    });
    this.parts = [this.legend.element, this.empty, this.stage, this.saving.status, this.spoken];
    new ResizeObserver(() => this.resize()).observe(this.stage);
    this.stage.addEventListener("keydown", (event) => this.onKey(event));
    this.stage.addEventListener("blur", () => {
      this.chart.pointAt(undefined);
      listener.pointAt?.(undefined);
    });
    new IntersectionObserver((entries) => {
      this.inSight = entries.at(-1)?.isIntersecting ?? true;
      if (this.inSight) this.paint();
    }).observe(this.stage);
  }

  /** Last epoch of the chart's full extent. */
  get end(): number | undefined {
    return this.drawn?.extent[1];
  }

  render(contents: PlotContents): void {
    this.contents = contents;
    const { series, columns, title } = contents;
    this.legend.offer(series, (name) => contents.isHidden(name));
    this.saving.rename(title);
    const isEmpty = columns.length === 0;
    this.empty.hidden = !isEmpty;
    this.stage.hidden = this.legend.element.hidden = isEmpty || contents.table !== undefined;
    if (isEmpty) return;
    this.applyHeight();
    this.renderTable(contents);
    this.stage.setAttribute("aria-label", `${contents.describe()} ${keyHelp}`);
    this.drawn = contents.draw(this.chart.width);
    if (this.inSight || !this.painted) this.paint();
  }

  /** Returns the plot with its curves up to an epoch, over the axes of all epochs. */
  async still(epoch: number): Promise<Still> {
    const { saved } = this;
    if (!saved) throw new Error(t("The picture could not be created."));
    const image = await imageOf(saved.svg(epoch));
    const { width, height } = image;
    return { width, height, isTitled: true, draw: (context) => context.drawImage(image, 0, 0, width, height) };
  }

  /** Returns whether there are curves on the screen. */
  get isShown(): boolean {
    return this.stage.checkVisibility() && this.saved !== undefined;
  }

  /** Moves the crosshair to that of another plot. */
  follow(x: number | undefined): void {
    this.chart.pointAt(x);
  }

  /** Draws again with the theme's present colours. */
  redraw(): void {
    this.chart.forget();
    this.painted = undefined;
    if (this.contents) this.render(this.contents);
  }

  private paint(): void {
    if (!this.drawn || this.drawn === this.painted || this.stage.hidden) return;
    this.painted = this.drawn;
    this.chart.draw(this.drawn);
  }

  /** Height of the chart with its axes in CSS pixels. */
  get height(): number {
    return this.stage.clientHeight;
  }

  private applyHeight(): void {
    const height = this.view?.height();
    if (height === undefined || height === this.givenHeight) return;
    this.givenHeight = height;
    this.stage.style.height = `${height}px`;
  }

  private resize(): void {
    // The handle of the browser sets the element's own style.
    const height = Number.parseFloat(this.stage.style.height);
    if (height > 0 && height !== this.givenHeight) {
      this.givenHeight = height;
      this.view?.resized(height);
    }
    this.chart.resize();
    if (this.contents && !this.stage.hidden) this.render(this.contents);
  }

  private renderTable({ title, table }: PlotContents): void {
    if (!table) {
      this.table?.element.remove();
      this.table = undefined;
      return;
    }
    if (!this.table) {
      this.table = new VirtualTable(title);
      this.stage.after(this.table.element);
    }
    this.table.show(table);
  }

  private pointed(x: number | undefined, byPointer: boolean): void {
    this.point(x === undefined ? undefined : this.contents?.columns.nearest(x));
    if (!byPointer || (x === undefined && !this.hasPointer)) return;
    this.hasPointer = x !== undefined;
    this.listener.pointAt?.(x);
  }

  private point(at: number | undefined): void {
    this.at = at;
    const { contents } = this;
    if (at === undefined || !contents) return this.legend.point(undefined, []);
    const x = contents.columns.x(at);
    const texts = contents.series.map((_, s) => contents.text(s, at));
    this.legend.point(t("epoch {0}", Number.isInteger(x) ? x : decimals(x, 2)), texts);
  }

  private onKey(event: KeyboardEvent): void {
    const key = keyOf(event);
    const { contents, drawn } = this;
    if (!key || !contents || !drawn) return;
    event.preventDefault();
    const { range, extent } = drawn;
    const pointed = this.at === undefined ? -1 : contents.columns.x(this.at);
    const at = pointed >= range[0] && pointed <= range[1] ? pointed : (range[0] + range[1]) / 2;
    switch (key.does) {
      case "zoom":
        return this.listener.chooseRange(zoomed(range, extent, at, key.factor));
      case "pan":
        return this.listener.chooseRange(panned(range, extent, key.share));
      case "all":
        return this.listener.chooseRange(undefined);
      case "step":
        return this.step(key.to, contents, drawn);
    }
  }

  /** Moves the crosshair to another point, and the range with it. */
  private step(to: "first" | "last" | 1 | -1, contents: PlotContents, { range, extent }: Drawn): void {
    const { columns } = contents;
    const last = columns.length - 1;
    // The first key press selects the newest visible point.
    const start = Math.min(last, columns.nearest(range[1]) ?? last);
    const next = to === "first" ? 0 : to === "last" ? last : this.at === undefined ? start : this.at + to;
    const at = Math.max(0, Math.min(last, next));
    const x = columns.x(at);
    if (contents.range) this.listener.chooseRange(holding(range, extent, x));
    this.chart.pointAt(x);
    this.point(at);
    this.listener.pointAt?.(x);
    const more = contents.more?.(x);
    setText(this.spoken, more ? `${this.legend.words}, ${more}` : this.legend.words);
  }

  private get saved(): SavedPlot | undefined {
    const { contents, drawn } = this;
    if (!contents || !drawn) return undefined;
    const { title, of } = contents;
    return {
      name: `${of} ${title}`,
      svg: (until) => svgPicture(drawn, { title: `${title}: ${of}`, description: contents.describe() }, until),
      figures: (separator) => contents.figures(separator),
    };
  }
}
