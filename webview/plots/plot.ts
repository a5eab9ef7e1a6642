/**
 * A plot over epochs, whatever it is of: legend, picture or table, crosshair and stretch by pointer and by keyboard,
 * and what can be saved of it.
 */
import { element, setText } from "../ui/dom";
import { type TableContents, VirtualTable } from "../ui/virtualTable";
import { Chart } from "./chart";
import type { Drawn, Look } from "./drawn";
import { keyOf } from "./keys";
import { Legend } from "./legend";
import { svgPicture } from "./picture";
import { SaveMenu } from "./saveMenu";
import type { SavedPlot, Taker } from "./saving";
import { holding, panned, type Range, zoomed } from "./zoom";

/** Its points, ascending. */
export interface Points {
  readonly length: number;
  x(i: number): number;
  /** Index of the point nearest to this place; undefined: there is none. */
  nearest(x: number): number | undefined;
}

/** What a plot shows now. */
export interface PlotContents {
  readonly title: string;
  /** Of what network or runs: it stands in what is saved. */
  readonly of: string;
  readonly series: readonly Look[];
  readonly columns: Points;
  /** The stretch that a person chose; undefined: everything. */
  readonly range: Range | undefined;
  /** In place of the picture. */
  readonly table: TableContents | undefined;
  isHidden(name: string): boolean;
  /** A series' figure at a point as text; empty where there is none. */
  text(series: number, i: number): string;
  /** What else is to be said of a place. */
  more?(x: number): string;
  /** What the picture shows, in words. */
  describe(): string;
  /** @param width of the picture in CSS pixels */
  draw(width: number): Drawn;
  /** Every point, in full precision. */
  figures(separator: "," | "\t"): string;
}

export interface PlotListener {
  toggle(name: string): void;
  /** Undefined: everything. */
  chooseRange(range: Range | undefined): void;
  /** The crosshair is at this place; undefined: nowhere. */
  pointAt?(x: number | undefined): void;
}

const keyHelp = "Arrow keys move the crosshair, with Shift the stretch; plus and minus zoom; Escape shows all epochs.";

export class Plot {
  private readonly stage = element("div", { class: "plot", tabindex: 0, role: "application" });
  private readonly empty = element("p", { class: "empty" }, "Curves begin when the first epoch ends.");
  /** Spoken when keys move the crosshair; the pointer says nothing. */
  private readonly spoken = element("p", { class: "visually-hidden", "aria-live": "polite" });
  private readonly legend: Legend;
  readonly saving: SaveMenu;
  private readonly chart: Chart;
  private table: VirtualTable | undefined;
  /** The legend, the picture or the table, and what is said; what stands above is the page's. */
  readonly parts: readonly HTMLElement[];
  /** Index of the point at the crosshair. */
  private at: number | undefined;
  private contents: PlotContents | undefined;
  private drawn: Drawn | undefined;
  private painted: Drawn | undefined;
  /** What nobody sees is not painted. */
  private inSight = true;
  /** The pointer is on this plot. */
  private hasPointer = false;

  constructor(
    private readonly listener: PlotListener,
    taker: Taker,
  ) {
    this.legend = new Legend((name) => listener.toggle(name));
    this.saving = new SaveMenu(taker, () => this.saved);
    this.chart = new Chart(this.stage, {
      point: (x, byPointer) => this.pointed(x, byPointer),
      choose: (range) => listener.chooseRange(range),
      snap: (x) => {
        const at = this.contents?.columns.nearest(x);
        return at === undefined ? undefined : this.contents?.columns.x(at);
      },
    });
    this.parts = [this.legend.element, this.empty, this.stage, this.saving.said, this.spoken];
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

  /** The end of the epochs that the picture shows. */
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
    this.renderTable(contents);
    this.stage.setAttribute("aria-label", `${contents.describe()} ${keyHelp}`);
    this.drawn = contents.draw(this.chart.width);
    if (this.inSight || !this.painted) this.paint();
  }

  /** Another plot's crosshair is there. */
  follow(x: number | undefined): void {
    this.chart.pointAt(x);
  }

  /** Colours are read anew. */
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

  private resize(): void {
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
    this.legend.point(`epoch ${Number.isInteger(x) ? x : x.toFixed(2)}`, texts);
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

  /** Moves the crosshair from point to point, and the stretch with it. */
  private step(to: "first" | "last" | 1 | -1, contents: PlotContents, { range, extent }: Drawn): void {
    const { columns } = contents;
    const last = columns.length - 1;
    // The first key shows the newest point that can be seen.
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
      svg: () => svgPicture(drawn, { title: `${title}: ${of}`, description: contents.describe() }),
      figures: (separator) => contents.figures(separator),
    };
  }
}
