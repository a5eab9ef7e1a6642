/** A plot of one figure of all compared runs over epochs, selected from a list. */

import { decimate, nearest } from "../plots/decimate";
import type { Drawn, Line } from "../plots/drawn";
import { Plot, type PlotContents, type PlotListener, type Points } from "../plots/plot";
import type { Taker } from "../plots/saving";
import type { Range } from "../plots/zoom";
import { element } from "../ui/dom";
import { figure, percent } from "../ui/format";
import { t } from "../ui/l10n";
import { dropdown } from "../ui/toolkit";
import type { TableContents } from "../ui/virtualTable";
import { curveFigures } from "./curveFigures";
import type { Curve, Metric } from "./curves";

/** The settings that all plots of the page share. */
export interface Shared {
  /** Names of the networks, written into saved files. */
  readonly of: string;
  readonly smoothing: number;
  readonly log: boolean;
  readonly table: boolean;
  readonly range: Range | undefined;
  isHidden(key: string): boolean;
}

interface Listener extends PlotListener {
  chooseMetric(key: string): void;
}

export class CurvePlot {
  private readonly metrics;
  private readonly plot: Plot;
  readonly element: HTMLElement;
  private curves: readonly Curve[] = [];

  constructor(listener: Listener, taker: Taker) {
    this.metrics = dropdown(t("Figure"), (key) => listener.chooseMetric(key));
    const toggle = (name: string) => {
      const curve = this.curves.find(({ look }) => look.name === name);
      if (curve) listener.toggle(curve.key);
    };
    this.plot = new Plot({ ...listener, toggle }, taker);
    const tools = element("div", { class: "plot-tools" }, this.plot.saving.element);
    const head = element("div", { class: "plot-head" }, this.metrics.element, tools);
    this.element = element("section", { class: "plot-section" }, head, ...this.plot.parts);
  }

  render(offered: readonly Metric[], metric: Metric, curves: readonly Curve[], shared: Shared): void {
    this.curves = curves;
    this.metrics.offer(
      offered.map(({ key, title }) => [key, title]),
      metric.key,
    );
    const length = Math.max(0, ...curves.map(({ values }) => values.length));
    this.plot.saving.element.hidden = length === 0;
    this.plot.render(contentsOf(metric, curves, shared, length));
  }

  /** Draws again with the theme's present colours. */
  redraw(): void {
    this.plot.redraw();
  }
}

function contentsOf(metric: Metric, curves: readonly Curve[], shared: Shared, length: number): PlotContents {
  const x = new Float64Array(length).map((_, i) => i + 1);
  const columns: Points = { length, x: (i) => x[i], nearest: (at) => nearest(x, at) };
  const keys = new Map(curves.map(({ key, look }) => [look.name, key]));
  return {
    title: metric.title,
    of: shared.of,
    series: curves.map(({ look }) => look),
    columns,
    range: shared.range,
    table: shared.table && length > 0 ? tableOf(metric, curves, length) : undefined,
    isHidden: (name) => shared.isHidden(keys.get(name) ?? ""),
    text: (series, i) => textOf(metric, curves[series], i),
    describe: () => describe(metric, curves),
    draw: (width) => drawnOf(metric, curves, shared, x, width),
    figures: (separator) => curveFigures(curves, metric.stepped ? 0 : shared.smoothing, separator),
  };
}

function drawnOf(metric: Metric, curves: readonly Curve[], shared: Shared, x: Float64Array, width: number): Drawn {
  const { log } = shared;
  const seen = curves.filter(({ key }) => !shared.isHidden(key));
  const extent: Range = [0, Math.max(1, x.length)];
  const range = shared.range ?? extent;
  const columns = seen.flatMap(({ values, raw, low, high }) => [values, raw, low, high].filter((each) => !!each));
  const points = decimate(x, columns, range, Math.max(100, Math.round(width)));
  const at = (column: Float64Array) =>
    points.map((i) => {
      const value = column[i] ?? Number.NaN;
      return Number.isNaN(value) || (log && value <= 0) ? null : value;
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
  return { spec, log, extent, range, x: points.map((i) => x[i]), lines, bands, best: undefined, changes: [] };
}

function tableOf(metric: Metric, curves: readonly Curve[], rows: number): TableContents {
  const columns = curves.map((curve) => ({
    title: curve.look.name,
    text: (row: number) => textOf(metric, curve, row) || "–",
    value: (row: number) => curve.values[row],
  }));
  const epoch = { title: t("Epoch"), text: (row: number) => String(row + 1), value: (row: number) => row };
  return { rows, columns: [epoch, ...columns] };
}

/** Formats the value of a curve: "97.63%", with the spread of several seeds; empty without a value. */
function textOf({ percent: isPercent }: Metric, { values, raw, low, high }: Curve, at: number): string {
  const show = isPercent ? percent : figure;
  const value = values[at];
  if (value === undefined || Number.isNaN(value)) return "";
  if (low && high) return t("{0} ({1} to {2})", show(value), show(low[at]), show(high[at]));
  return raw ? t("{0} (smoothed {1})", show(raw[at]), show(value)) : show(value);
}

function describe(metric: Metric, curves: readonly Curve[]): string {
  const parts = curves.map((curve) => `${curve.look.name} ${textOf(metric, curve, curve.values.length - 1)}`);
  return t("{0} over epochs; at the last of each: {1}.", metric.title, parts.join(", "));
}
