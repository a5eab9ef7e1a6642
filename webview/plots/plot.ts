/** One plot over epochs: legend, picture or table, crosshair and stretch by pointer and by keyboard, and what can be saved of it. */

import type { Host } from "../state/host";
import type { State } from "../state/store";
import { element, setText } from "../ui/dom";
import { figure, percent } from "../ui/format";
import { VirtualTable } from "../ui/virtualTable";
import { changeInWords, changesIn } from "./changes";
import { Chart } from "./chart";
import { Columns } from "./columns";
import { type Drawing, drawingOf } from "./drawing";
import { figuresOf } from "./figures";
import { keyOf } from "./keys";
import { Legend } from "./legend";
import { svgPicture } from "./picture";
import { SaveMenu } from "./saveMenu";
import type { SavedPlot } from "./saving";
import type { PlotSettings } from "./settings";
import type { PlotSpec } from "./spec";
import { plotTable } from "./table";
import { Toolbar } from "./toolbar";
import { extentOf, holding, panned, type Range, zoomed } from "./zoom";

export class Plot {
  private readonly title = element("h2");
  private readonly note = element("p", { class: "note" });
  private readonly stage = element("div", { class: "plot", tabindex: 0, role: "application" });
  private readonly empty = element("p", { class: "empty" }, "Curves begin when the first epoch ends.");
  /** Spoken when keys move the crosshair; the pointer says nothing. */
  private readonly spoken = element("p", { class: "visually-hidden", "aria-live": "polite" });
  private readonly legend: Legend;
  private readonly saving: SaveMenu;
  private readonly toolbar: Toolbar;
  private readonly chart: Chart;
  private readonly columns = new Columns();
  private table: VirtualTable | undefined;
  readonly element: HTMLElement;
  /** Index of the point at the crosshair. */
  private at: number | undefined;
  private drawing: Drawing | undefined;
  private state: State | undefined;
  private version = -1;
  /** What nobody sees is not painted. */
  private inSight = true;
  private painted: Drawing | undefined;
  /** The pointer is on this plot. */
  private hasPointer = false;

  constructor(
    private spec: PlotSpec,
    private readonly settings: PlotSettings,
    host: Host,
    /** Other plots show the same place. */
    private readonly share: (x: number | undefined) => void,
  ) {
    const { id } = spec;
    this.legend = new Legend((name) => settings.toggle(id, name));
    this.saving = new SaveMenu(host, () => this.saved);
    const tools = {
      setLog: (log: boolean) => settings.setLog(id, log),
      setTable: (table: boolean) => settings.setTable(id, table),
      showAll: () => this.choose(undefined),
    };
    this.toolbar = new Toolbar(tools, this.saving);
    this.chart = new Chart(this.stage, {
      point: (x, byPointer) => this.pointed(x, byPointer),
      choose: (range) => this.choose(range),
      snap: (x) => {
        const at = this.columns.nearest(x);
        return at === undefined ? undefined : this.columns.x(at);
      },
    });
    const head = element("div", { class: "plot-head" }, this.title, this.toolbar.element);
    const parts = [head, this.note, this.legend.element, this.empty, this.stage, this.saving.said, this.spoken];
    this.element = element("section", { class: "plot-section" }, ...parts);
    new ResizeObserver(() => this.resize()).observe(this.stage);
    this.stage.addEventListener("keydown", (event) => this.onKey(event));
    this.stage.addEventListener("blur", () => {
      this.chart.pointAt(undefined);
      this.share(undefined);
    });
    new IntersectionObserver((entries) => {
      this.inSight = entries.at(-1)?.isIntersecting ?? true;
      if (this.inSight) this.draw();
    }).observe(this.stage);
  }

  render(state: State, spec: PlotSpec): void {
    const before = this.state;
    const same =
      state[spec.rows] === before?.[spec.rows] && state.changes === before.changes && state.epochs === before.epochs;
    const live = spec.series.some((each) => each.live);
    const still = extentOf(state)[1] === this.drawing?.extent[1] && this.version === this.settings.version;
    const unmoved = same && still && (!live || state.live === before.live);
    if (unmoved && spec.series.length === this.spec.series.length) return;
    this.state = state;
    this.spec = spec;
    this.version = this.settings.version;
    this.columns.update(state, spec, this.settings.smoothing);
    setText(this.title, spec.title);
    setText(this.note, noteOf(state, spec));
    this.note.hidden = this.note.textContent === "";
    this.legend.offer(spec.series, (name) => this.settings.isHidden(spec.id, name));
    const empty = this.columns.length === 0;
    const table = this.settings.isTable(spec.id) && !empty;
    this.empty.hidden = !empty;
    this.stage.hidden = empty || table;
    this.legend.element.hidden = empty || table;
    this.toolbar.element.hidden = empty;
    const log = this.settings.isLog(spec);
    this.toolbar.update(spec.title, { log, table, zoomed: this.settings.range !== undefined });
    if (empty) return;
    this.renderTable(table, state);
    this.stage.setAttribute("aria-label", `${this.describe(state)} ${keyHelp}`);
    this.drawing = drawingOf(state, spec, this.columns, this.settings, this.chart.width);
    if (this.inSight || !this.painted) this.draw();
  }

  /** Another plot's crosshair is there. */
  follow(x: number | undefined): void {
    this.chart.pointAt(x);
  }

  /** Colours are read anew. */
  redraw(): void {
    this.chart.forget();
    this.painted = undefined;
    this.version = -1;
    if (this.state) this.render(this.state, this.spec);
  }

  private draw(): void {
    if (!this.drawing || this.drawing === this.painted || this.stage.hidden) return;
    this.painted = this.drawing;
    this.chart.draw(this.drawing);
  }

  private pointed(x: number | undefined, byPointer: boolean): void {
    this.point(x === undefined ? undefined : this.columns.nearest(x));
    if (!byPointer || (x === undefined && !this.hasPointer)) return;
    this.hasPointer = x !== undefined;
    this.share(x);
  }

  private renderTable(shown: boolean, state: State): void {
    if (!shown) {
      this.table?.element.remove();
      this.table = undefined;
      return;
    }
    if (!this.table) {
      this.table = new VirtualTable(this.spec.title);
      this.stage.after(this.table.element);
    }
    this.table.show(plotTable(state, this.spec, this.columns));
  }

  private point(at: number | undefined): void {
    this.at = at;
    if (at === undefined) return this.legend.point(undefined, []);
    const { columns } = this;
    const show = this.spec.percent ? percent : figure;
    const values = this.spec.series.map(({ live }, s) => {
      const value = columns.raw(s, at);
      if (Number.isNaN(value)) return "";
      const isSmoothed = columns.isSmoothed && !live;
      return isSmoothed ? `${show(value)} (smoothed ${show(columns.smoothed(s, at))})` : show(value);
    });
    const x = columns.x(at);
    this.legend.point(`epoch ${Number.isInteger(x) ? x : x.toFixed(2)}`, values);
  }

  private choose(range: Range | undefined): void {
    this.settings.range = range;
  }

  private onKey(event: KeyboardEvent): void {
    const key = keyOf(event);
    if (!key || !this.drawing) return;
    event.preventDefault();
    const { range, extent } = this.drawing;
    const pointed = this.at === undefined ? -1 : this.columns.x(this.at);
    const at = pointed >= range[0] && pointed <= range[1] ? pointed : (range[0] + range[1]) / 2;
    switch (key.does) {
      case "zoom":
        return this.choose(zoomed(range, extent, at, key.factor));
      case "pan":
        return this.choose(panned(range, extent, key.share));
      case "all":
        return this.choose(undefined);
      case "step":
        return this.step(key.to);
    }
  }

  /** Moves the crosshair from point to point, and the stretch with it. */
  private step(to: "first" | "last" | 1 | -1): void {
    const { columns } = this;
    const { range, extent } = this.drawing as Drawing;
    const last = columns.length - 1;
    // The first key shows the newest point that can be seen.
    const start = Math.min(last, columns.nearest(range[1]) ?? last);
    const next = to === "first" ? 0 : to === "last" ? last : this.at === undefined ? start : this.at + to;
    const at = Math.max(0, Math.min(last, next));
    const x = columns.x(at);
    if (this.settings.range) this.choose(holding(range, extent, x));
    this.chart.pointAt(x);
    this.point(at);
    this.share(x);
    const words = this.state ? changesIn(this.state.changes, x) : "";
    setText(this.spoken, words ? `${this.legend.words}, changed: ${words}` : this.legend.words);
  }

  private get saved(): SavedPlot | undefined {
    const { drawing, state, columns, spec } = this;
    if (!drawing || !state) return undefined;
    const { smoothing } = this.settings;
    const { title } = spec;
    const network = state.run?.network ?? "";
    const words = { title: `${title}: ${network}`, description: this.describe(state) };
    return {
      name: `${network} ${title}`,
      svg: () => svgPicture(drawing, words),
      figures: (separator) => figuresOf(columns, spec, smoothing, separator),
    };
  }

  private describe(state: State): string {
    const { title, series, percent: isPercent, rows } = this.spec;
    const show = isPercent ? percent : figure;
    const last = state[rows].length - 1;
    if (last < 0) return `${title}: no epoch yet.`;
    const parts = series.flatMap(({ name, live }, s) => {
      const value = this.columns.raw(s, last);
      return live ? [] : [`${name} ${Number.isNaN(value) ? "–" : show(value)}`];
    });
    const changes = state.changes.map((change) => ` ${changeInWords(change)}.`);
    return `${title} over ${this.columns.x(last)} epochs; at the last: ${parts.join(", ")}.${changes.join("")}`;
  }

  private resize(): void {
    this.chart.resize();
    this.version = -1;
    if (this.state && !this.stage.hidden) this.render(this.state, this.spec);
  }
}

const keyHelp = "Arrow keys move the crosshair, with Shift the stretch; plus and minus zoom; Escape shows all epochs.";

/** What is good to know of it, and what is left out of it. */
function noteOf({ layers }: State, { note = "", rows }: PlotSpec): string {
  const thinned =
    rows === "layers" && layers.every > 1 ? `Of this long run every ${layers.every}th epoch is kept here.` : "";
  return [note, thinned].filter(Boolean).join(" ");
}
