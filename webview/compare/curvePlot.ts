/** One figure of all compared runs over epochs: picture or table, crosshair and stretch by pointer and by keyboard. */

import { Chart } from "../plots/chart";
import { decimate, nearest } from "../plots/decimate";
import type { Drawn, Line } from "../plots/drawn";
import { keyOf } from "../plots/keys";
import { Legend } from "../plots/legend";
import { svgPicture } from "../plots/picture";
import { SaveMenu } from "../plots/saveMenu";
import type { SavedPlot, Taker } from "../plots/saving";
import { holding, panned, type Range, zoomed } from "../plots/zoom";
import { element, setText } from "../ui/dom";
import { figure, percent } from "../ui/format";
import { dropdown } from "../ui/toolkit";
import { VirtualTable } from "../ui/virtualTable";
import { curveFigures } from "./curveFigures";
import type { Curve, Metric } from "./curves";

/** What all plots of the page share. */
export interface Shared {
  /** Of which networks: it stands in what is saved. */
  readonly of: string;
  readonly smoothing: number;
  readonly log: boolean;
  readonly table: boolean;
  readonly range: Range | undefined;
  isHidden(key: string): boolean;
}

export interface PlotListener {
  chooseMetric(key: string): void;
  toggle(key: string): void;
  chooseRange(range: Range | undefined): void;
}

const keyHelp = "Arrow keys move the crosshair, with Shift the stretch; plus and minus zoom; Escape shows all epochs.";

export class CurvePlot {
  private readonly metrics;
  private readonly stage = element("div", { class: "plot", tabindex: 0, role: "application" });
  private readonly empty = element("p", { class: "empty" }, "Curves begin when the first epoch ends.");
  /** Spoken when keys move the crosshair; the pointer says nothing. */
  private readonly spoken = element("p", { class: "visually-hidden", "aria-live": "polite" });
  private readonly legend: Legend;
  private readonly chart: Chart;
  private readonly saving: SaveMenu;
  private table: VirtualTable | undefined;
  readonly element: HTMLElement;
  private x = new Float64Array(0);
  private at: number | undefined;
  private shown: { metric: Metric; curves: readonly Curve[]; shared: Shared } | undefined;

  constructor(
    private readonly listener: PlotListener,
    taker: Taker,
  ) {
    this.saving = new SaveMenu(taker, () => this.saved);
    this.metrics = dropdown("Figure", (key) => listener.chooseMetric(key));
    this.legend = new Legend((name) => {
      const curve = this.shown?.curves.find(({ look }) => look.name === name);
      if (curve) listener.toggle(curve.key);
    });
    this.chart = new Chart(this.stage, {
      point: (x) => this.point(x === undefined ? undefined : nearest(this.x, x)),
      choose: (range) => listener.chooseRange(range),
      snap: (x) => this.x[nearest(this.x, x) ?? -1],
    });
    const tools = element("div", { class: "plot-tools" }, this.saving.element);
    const head = element("div", { class: "plot-head" }, this.metrics.element, tools);
    const parts = [head, this.legend.element, this.empty, this.stage, this.saving.said, this.spoken];
    this.element = element("section", { class: "plot-section" }, ...parts);
    new ResizeObserver(() => {
      this.chart.resize();
      this.draw();
    }).observe(this.stage);
    this.stage.addEventListener("keydown", (event) => this.onKey(event));
    this.stage.addEventListener("blur", () => this.chart.pointAt(undefined));
  }

  render(offered: readonly Metric[], metric: Metric, curves: readonly Curve[], shared: Shared): void {
    this.shown = { metric, curves, shared };
    this.metrics.offer(
      offered.map(({ key, title }) => [key, title]),
      metric.key,
    );
    const length = Math.max(0, ...curves.map(({ values }) => values.length));
    if (length !== this.x.length) this.x = new Float64Array(length).map((_, i) => i + 1);
    this.saving.element.hidden = length === 0;
    this.saving.rename(metric.title);
    const looks = curves.map(({ look }) => look);
    const keys = new Map(curves.map(({ key, look }) => [look.name, key]));
    this.legend.offer(looks, (name) => shared.isHidden(keys.get(name) ?? ""));
    this.empty.hidden = length > 0;
    this.stage.hidden = length === 0 || shared.table;
    this.legend.element.hidden = length === 0 || shared.table;
    this.stage.setAttribute("aria-label", `${describe(metric, curves)} ${keyHelp}`);
    this.renderTable();
    this.draw();
  }

  /** Colours are read anew. */
  redraw(): void {
    this.chart.forget();
    this.draw();
  }

  private draw(): void {
    const drawn = this.drawn;
    if (drawn && !this.stage.hidden) this.chart.draw(drawn);
  }

  private get drawn(): Drawn | undefined {
    if (!this.shown || this.x.length === 0) return undefined;
    const { metric, curves, shared } = this.shown;
    const seen = curves.filter(({ key }) => !shared.isHidden(key));
    const extent: Range = [0, Math.max(1, this.x.length)];
    const range = shared.range ?? extent;
    const columns = seen.flatMap(({ values, raw, low, high }) =>
      [values, raw, low, high].filter((each) => each !== undefined),
    );
    const points = decimate(this.x, columns, range, Math.max(100, Math.round(this.chart.width)));
    const at = (column: Float64Array) =>
      points.map((i) => {
        const value = column[i] ?? Number.NaN;
        return Number.isNaN(value) || (shared.log && value <= 0) ? null : value;
      });
    const lines = seen.flatMap(({ look, values, raw }): Line[] => [
      ...(raw ? [{ series: look, faint: true, values: at(raw) }] : []),
      { series: look, faint: false, values: at(values) },
    ]);
    const bands = seen.flatMap(({ look, low, high }) =>
      low && high ? [{ color: look.color, low: at(low), high: at(high) }] : [],
    );
    const { key: id, percent: isPercent, stepped = false } = metric;
    const spec = { id, percent: isPercent, stepped };
    const x = points.map((i) => this.x[i]);
    return { spec, log: shared.log, extent, range, x, lines, bands, best: undefined, changes: [] };
  }

  private get saved(): SavedPlot | undefined {
    const { shown, drawn } = this;
    if (!shown || !drawn) return undefined;
    const { metric, curves, shared } = shown;
    const words = { title: `${metric.title}: ${shared.of}`, description: describe(metric, curves) };
    return {
      name: `${shared.of} ${metric.title}`,
      svg: () => svgPicture(drawn, words),
      figures: (separator) => curveFigures(curves, metric.stepped ? 0 : shared.smoothing, separator),
    };
  }

  private renderTable(): void {
    const { metric, curves, shared } = this.shown ?? {};
    if (!metric || !curves || !shared?.table || this.x.length === 0) {
      this.table?.element.remove();
      this.table = undefined;
      return;
    }
    if (!this.table) {
      this.table = new VirtualTable(metric.title);
      this.stage.after(this.table.element);
    }
    const columns = curves.map((curve) => ({
      title: curve.look.name,
      text: (row: number) => told(metric, curve, row) || "–",
      value: (row: number) => curve.values[row],
    }));
    const epoch = { title: "Epoch", text: (row: number) => String(row + 1), value: (row: number) => row };
    this.table.show({ rows: this.x.length, columns: [epoch, ...columns] });
  }

  private point(at: number | undefined): void {
    this.at = at;
    const { shown } = this;
    if (at === undefined || !shown) return this.legend.point(undefined, []);
    this.legend.point(
      `epoch ${this.x[at]}`,
      shown.curves.map((curve) => told(shown.metric, curve, at)),
    );
  }

  private onKey(event: KeyboardEvent): void {
    const key = keyOf(event);
    const { drawn } = this;
    if (!key || !drawn) return;
    event.preventDefault();
    const { range, extent } = drawn;
    const at = this.x[this.at ?? -1] ?? (range[0] + range[1]) / 2;
    switch (key.does) {
      case "zoom":
        return this.listener.chooseRange(zoomed(range, extent, at, key.factor));
      case "pan":
        return this.listener.chooseRange(panned(range, extent, key.share));
      case "all":
        return this.listener.chooseRange(undefined);
      case "step":
        return this.step(key.to, drawn);
    }
  }

  /** Moves the crosshair from epoch to epoch, and the stretch with it. */
  private step(to: "first" | "last" | 1 | -1, { range, extent }: Drawn): void {
    const last = this.x.length - 1;
    // The first key shows the newest epoch that can be seen.
    const start = Math.min(last, nearest(this.x, range[1]) ?? last);
    const next = to === "first" ? 0 : to === "last" ? last : this.at === undefined ? start : this.at + to;
    const at = Math.max(0, Math.min(last, next));
    if (this.shown?.shared.range) this.listener.chooseRange(holding(range, extent, this.x[at]));
    this.chart.pointAt(this.x[at]);
    this.point(at);
    setText(this.spoken, this.legend.words);
  }
}

/** "97.63%", of several seeds with what they lie between; empty where there is nothing. */
function told({ percent: isPercent }: Metric, { values, raw, low, high }: Curve, at: number): string {
  const show = isPercent ? percent : figure;
  const value = values[at];
  if (value === undefined || Number.isNaN(value)) return "";
  if (low && high) return `${show(value)} (${show(low[at])} to ${show(high[at])})`;
  return raw ? `${show(raw[at])} (smoothed ${show(value)})` : show(value);
}

function describe(metric: Metric, curves: readonly Curve[]): string {
  const parts = curves.map((curve) => `${curve.look.name} ${told(metric, curve, curve.values.length - 1)}`);
  return `${metric.title} over epochs; at the last of each: ${parts.join(", ")}.`;
}
