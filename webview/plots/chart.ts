/** The chart of a plot (uPlot): lines, crosshair, and range selection by pointer and wheel. */

import uPlot from "uplot";
import { element } from "../ui/dom";
import { figure } from "../ui/format";
import { locale, t } from "../ui/l10n";
import { color, faint } from "../ui/theme";
import type { Drawn } from "./drawn";
import { markPositions, markSeries } from "./marks";
import { logTicks, shareScale } from "./ticks";
import { type Range, zoomed } from "./zoom";

/** Minimum height in CSS pixels, for a chart that is not laid out yet. */
const minHeight = 120;
const tick = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });

let isHintShown = false;

export interface ChartListener {
  /** Called when the crosshair moves to x (undefined: is hidden), by the pointer or by `pointAt`. */
  point(x: number | undefined, byPointer: boolean): void;
  /** Called when the user selects a range; undefined: the full extent. */
  choose(range: Range | undefined): void;
  /** Returns the position to which a crosshair near x snaps. */
  snap(x: number): number | undefined;
}

export class Chart {
  private chart: uPlot | undefined;
  /** Key of the structure that the uPlot instance was created for; another key needs a new instance. */
  private form = "";
  private drawing: Drawn | undefined;
  /** Position of a crosshair set by `pointAt`; undefined if it follows the pointer. */
  private put: number | undefined;

  constructor(
    private readonly stage: HTMLElement,
    private readonly listener: ChartListener,
  ) {
    stage.addEventListener("wheel", (event) => this.turn(event), { passive: false });
    const free = () => {
      this.put = undefined;
    };
    stage.addEventListener("mousemove", free, { capture: true });
  }

  /** Width of the plotting area between the axes, in CSS pixels. */
  get width(): number {
    // uPlot's own value: measuring the DOM would force a layout in the middle of a frame.
    return this.chart ? this.chart.bbox.width / devicePixelRatio : this.stage.clientWidth;
  }

  draw(drawing: Drawn): void {
    this.drawing = drawing;
    const { spec, log, lines, x, bands = [] } = drawing;
    const form = [
      spec.id,
      log,
      bands.length,
      ...lines.map((line) => `${line.series.name} ${line.faint} ${line.dense}`),
    ].join();
    const edges = bands.flatMap(({ high, low }) => [high, low]);
    const data = [x, ...lines.map(({ values }) => values), ...edges] as uPlot.AlignedData;
    if (this.chart && form === this.form) this.chart.setData(data);
    else {
      this.chart?.destroy();
      this.form = form;
      this.chart = new uPlot(this.options(), data, this.stage);
    }
  }

  /** Makes the next draw create a new chart, with the theme's present colours. */
  forget(): void {
    this.form = "";
  }

  /** Sets the crosshair to x, where it stays when the range changes; undefined hides it. */
  pointAt(x: number | undefined): void {
    this.put = x;
    if (x === undefined) this.chart?.setCursor({ left: -10, top: -10 });
    else this.place(x);
  }

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (!this.chart || width === 0 || height === 0) return;
    if (width !== this.chart.width || height !== this.chart.height) this.chart.setSize({ width, height });
  }

  private place(x: number): void {
    const [from, to] = this.drawing?.range ?? [0, 0];
    const left = x < from || x > to ? undefined : this.chart?.valToPos(x, "x");
    this.chart?.setCursor({ left: left ?? -10, top: left === undefined ? -10 : 10 });
  }

  /** Zooms by the wheel if the plot has the focus or Ctrl, ⌘ or Alt is held; otherwise the page scrolls. */
  private turn(event: WheelEvent): void {
    const { chart, drawing } = this;
    const isMeant = event.ctrlKey || event.metaKey || event.altKey || this.stage.contains(document.activeElement);
    if (!isMeant) return this.showHintOnce();
    if (!chart || !drawing || event.deltaY === 0) return;
    const { left, width } = chart.over.getBoundingClientRect();
    const { range, extent } = drawing;
    const at = range[0] + ((event.clientX - left) / width) * (range[1] - range[0]);
    const to = zoomed(range, extent, at, event.deltaY < 0 ? 0.8 : 1.25);
    event.preventDefault();
    this.listener.choose(to);
  }

  /** Shows once how the wheel zooms, over the first plot that the wheel is turned on. */
  private showHintOnce(): void {
    if (isHintShown) return;
    isHintShown = true;
    const hint = element(
      "p",
      { class: "wheel-hint", "aria-hidden": "true" },
      t("Click the plot, or hold Ctrl, to zoom here"),
    );
    this.stage.append(hint);
    setTimeout(() => hint.remove(), 2500);
  }

  private options(): uPlot.Options {
    const { lines, spec, log, bands = [] } = this.drawing as Drawn;
    const text = color("--vscode-foreground");
    const grid = { stroke: faint(text), width: 1 };
    const axis = { stroke: text, grid, ticks: grid, font: `11px ${color("--vscode-font-family")}` };
    const steps = spec.stepped && uPlot.paths.stepped?.({ align: -1 });
    const format = (value: number) => (spec.percent ? tick.format(value) : figure(value));
    return {
      width: Math.max(120, this.stage.clientWidth),
      height: Math.max(minHeight, this.stage.clientHeight),
      legend: { show: false },
      cursor: {
        y: false,
        points: { size: 7, show: lines.length <= 12 },
        // The range is part of the page's state: uPlot's own zoom would be lost with the next epoch.
        drag: { x: true, y: false, setScale: false },
        bind: { dblclick: () => () => this.showAll() },
        move: (chart, left, top) => [this.snapped(chart, left), top],
      },
      scales: {
        x: { time: false, range: () => [...(this.drawing as Drawn).range] },
        y: log
          ? { distr: 3, range: (_, least, most) => logRange(least, most) }
          : spec.percent
            ? { range: shareRange }
            : {},
      },
      axes: [
        {
          ...axis,
          label: t("epoch"),
          size: 26,
          labelSize: 16,
          labelGap: 0,
          labelFont: axis.font,
          incrs: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000],
        },
        {
          ...axis,
          size: 58,
          values: (_, values) => values.map((value) => (value === null ? "" : format(value))),
          ...(log && { filter: labelled }),
        },
      ],
      series: [
        {},
        ...lines.map(({ series: { name, color: names, dash, marker }, faint: isFaint, dense }): uPlot.Series => {
          const points = { show: (chart: uPlot) => !isFaint && !marker && chart.data[0].length < 40, size: 5 };
          return {
            label: name,
            stroke: color(...names),
            width: isFaint || dense ? 1 : 2,
            alpha: isFaint ? 0.4 : 1,
            dash: dense ? [] : [...dash],
            points,
            ...(steps && { paths: steps }),
          };
        }),
        // The edges of a band are not drawn as lines.
        ...bands.flatMap(() => Array.from({ length: 2 }, (): uPlot.Series => ({ width: 0, points: { show: false } }))),
      ],
      bands: bands.map(({ color: names }, i) => {
        const high = 1 + lines.length + 2 * i;
        return { series: [high, high + 1], fill: faint(color(...names)) };
      }),
      hooks: {
        setCursor: [(chart) => this.pointed(chart)],
        setSelect: [(chart) => this.selected(chart)],
        draw: [
          (chart) => {
            markSeries(chart, this.drawing as Drawn);
            markPositions(chart, this.drawing as Drawn);
            if (this.put !== undefined) this.place(this.put);
          },
        ],
      },
    };
  }

  private snapped(chart: uPlot, left: number): number {
    if (left < 0) return left;
    const x = this.listener.snap(chart.posToVal(left, "x"));
    return x === undefined ? left : chart.valToPos(x, "x");
  }

  private pointed(chart: uPlot): void {
    const { left = -1 } = chart.cursor;
    if (this.put !== undefined) this.listener.point(this.put, false);
    else this.listener.point(left < 0 ? undefined : chart.posToVal(left, "x"), true);
  }

  private selected(chart: uPlot): void {
    const { left, width } = chart.select;
    if (width === 0) return;
    const range: Range = [chart.posToVal(left, "x"), chart.posToVal(left + width, "x")];
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    // A drag of at most 4 pixels counts as a click.
    if (width > 4) this.listener.choose(range);
  }

  private showAll(): null {
    this.listener.choose(undefined);
    return null;
  }
}

const shareRange: uPlot.Range.Function = (_, least, most) =>
  least === null || most === null ? [0, 1] : [...shareScale(least, most)];

/** Returns the range of a logarithmic scale; without drawable values, the decade from 0.1 to 1. */
const logRange = (least: number | null, most: number | null): [number, number] =>
  least === null || most === null ? [0.1, 1] : (uPlot.rangeLog(least, most, 10, false) as [number, number]);

/** Leaves the labels of `logTicks`: uPlot labels powers of ten alone where a plot is low; there may be only one. */
const labelled: uPlot.Axis.Filter = ({ scales: { y } }, splits) => {
  const ticks = new Set(logTicks([y.min ?? 0.1, y.max ?? 1]).map((tick) => tick.toPrecision(3)));
  return splits.map((split) => (split && ticks.has(split.toPrecision(3)) ? split : null));
};
