/** One plot over epochs (uPlot): crosshair by pointer and by keyboard, the best epoch marked, as wide as there is room. */
import uPlot from "uplot";
import { element, setText } from "../dom";
import { figure, percent } from "../format";
import { bestEpoch, type State } from "../store";
import { color, faint } from "../theme";
import { Legend } from "./legend";
import { columnsOf, type PlotSpec } from "./series";

const height = 220;
const tick = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 2 });

export class Plot {
  private readonly title = element("h2");
  private readonly stage = element("div", { class: "plot", tabindex: 0, role: "application" });
  private readonly empty = element("p", { class: "empty" }, "Curves begin when the first epoch ends.");
  /** Spoken when the arrow keys move the crosshair; the pointer says nothing. */
  private readonly spoken = element("p", { class: "visually-hidden", "aria-live": "polite" });
  private readonly legend: Legend;
  readonly element: HTMLElement;
  private chart: uPlot | undefined;
  /** Names of the series that the chart was made for, and of those that are to be seen. */
  private drawn = "";
  private shown = "";
  private spec: PlotSpec | undefined;
  private state: State | undefined;

  constructor(
    private readonly hidden: ReadonlySet<string>,
    toggle: (name: string) => void,
  ) {
    this.legend = new Legend(toggle);
    this.element = element(
      "section",
      { class: "plot-section" },
      this.title,
      this.legend.element,
      this.empty,
      this.stage,
      this.spoken,
    );
    new ResizeObserver(() => this.resize()).observe(this.stage);
    this.stage.addEventListener("keydown", (event) => this.step(event));
    this.stage.addEventListener("blur", () => this.chart?.setCursor({ left: -10, top: -10 }));
  }

  render(state: State, spec: PlotSpec): void {
    const names = spec.series.map(({ name }) => name);
    const form = names.join();
    const shown = names.filter((name) => !this.hidden.has(name)).join();
    const live = spec.series.some((each) => each.live) ? state.live : [];
    const same = form === this.drawn && shown === this.shown && state.epochs === this.state?.epochs;
    if (same && (live.length === 0 || live === this.state?.live)) return;
    this.state = state;
    this.spec = spec;
    this.shown = shown;
    setText(this.title, spec.title);
    this.legend.offer(spec.series, this.hidden);
    this.stage.setAttribute("aria-label", describe(state, spec));
    const data = columnsOf(state, spec) as uPlot.AlignedData;
    const empty = data[0].length === 0;
    this.empty.hidden = !empty;
    this.stage.hidden = this.legend.element.hidden = empty;
    if (empty) return;
    if (!this.chart || form !== this.drawn) this.draw(form, data);
    else this.chart.setData(data);
    names.forEach((name, i) => {
      const show = !this.hidden.has(name);
      if (this.chart && this.chart.series[i + 1].show !== show) this.chart.setSeries(i + 1, { show });
    });
  }

  /** Colours are read anew. */
  redraw(): void {
    this.drawn = "";
    if (this.state && this.spec) this.render(this.state, this.spec);
  }

  private draw(form: string, data: uPlot.AlignedData): void {
    this.chart?.destroy();
    this.drawn = form;
    this.chart = new uPlot(this.options(), data, this.stage);
  }

  private options(): uPlot.Options {
    const { series = [], percent: isPercent = false } = this.spec ?? {};
    const text = color("--vscode-foreground");
    const grid = { stroke: faint(text), width: 1 };
    const axis = { stroke: text, grid, ticks: grid, font: `11px ${color("--vscode-font-family")}` };
    const format = (value: number) => (isPercent ? tick.format(value) : figure(value));
    return {
      width: Math.max(120, this.stage.clientWidth),
      height,
      legend: { show: false },
      // A stretch drawn by the pointer would be lost with the next epoch.
      cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
      scales: { x: { time: false, range: (_, from, to) => [Math.min(from ?? 0, 0), Math.max(to ?? 1, 1)] } },
      axes: [
        {
          ...axis,
          label: "epoch",
          size: 26,
          labelSize: 16,
          labelGap: 0,
          labelFont: axis.font,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000],
        },
        { ...axis, size: 58, values: (_, values) => values.map((value) => (value === null ? "" : format(value))) },
      ],
      series: [
        {},
        ...series.map(
          ({ name, color: names, dash }): uPlot.Series => ({
            label: name,
            stroke: color(...names),
            width: 2,
            dash: [...dash],
            show: !this.hidden.has(name),
            points: { show: (chart) => chart.data[0].length < 40, size: 5 },
          }),
        ),
      ],
      hooks: { setCursor: [(chart) => this.pointed(chart)], draw: [(chart) => this.markBest(chart)] },
    };
  }

  /** A line and a word at the best epoch. */
  private markBest(chart: uPlot): void {
    const best = bestEpoch(this.state?.epochs ?? []);
    if (!best) return;
    const { ctx, bbox } = chart;
    const x = chart.valToPos(best.epoch, "x", true);
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = color("--vscode-descriptionForeground", "--vscode-foreground");
    ctx.setLineDash([3, 3]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.font = `${11 * devicePixelRatio}px ${color("--vscode-font-family")}`;
    const right = x > bbox.left + bbox.width / 2;
    ctx.textAlign = right ? "right" : "left";
    ctx.fillText("★ best", x + (right ? -5 : 5) * devicePixelRatio, bbox.top + bbox.height - 6 * devicePixelRatio);
    ctx.restore();
  }

  private pointed(chart: uPlot): void {
    const { idx } = chart.cursor;
    if (idx === null || idx === undefined || !this.spec) return this.legend.point(undefined, []);
    const show = this.spec.percent ? percent : figure;
    const values = chart.data.slice(1).map((column) => {
      const value = column[idx];
      return typeof value === "number" ? show(value) : "";
    });
    const x = chart.data[0][idx];
    this.legend.point(`epoch ${Number.isInteger(x) ? x : x.toFixed(2)}`, values);
  }

  /** Left and right move the crosshair from point to point. */
  private step(event: KeyboardEvent): void {
    const steps: Record<string, (i: number, last: number) => number> = {
      ArrowLeft: (i) => i - 1,
      ArrowRight: (i) => i + 1,
      Home: () => 0,
      End: (_, last) => last,
    };
    const move = steps[event.key];
    if (!move || !this.chart) return;
    event.preventDefault();
    const last = this.chart.data[0].length - 1;
    const { idx } = this.chart.cursor;
    // The first key shows the newest point.
    const to = typeof idx === "number" || event.key === "Home" ? move(idx ?? 0, last) : last;
    const index = Math.max(0, Math.min(last, to));
    const x = this.chart.data[0][index];
    if (x === undefined) return;
    this.chart.setCursor({ left: this.chart.valToPos(x, "x"), top: 10 });
    setText(this.spoken, this.legend.words);
  }

  private resize(): void {
    const width = this.stage.clientWidth;
    if (this.chart && width > 0 && width !== this.chart.width) this.chart.setSize({ width, height });
  }
}

function describe({ epochs }: State, { title, series, percent: isPercent }: PlotSpec): string {
  const last = epochs.at(-1);
  if (!last) return `${title}: no epoch yet`;
  const show = isPercent ? percent : figure;
  const parts = series.filter(({ live }) => !live).map(({ name, of }) => `${name} ${show(of(last))}`);
  return `${title} over ${epochs.length} epochs; at the last: ${parts.join(", ")}. Arrow keys move the crosshair.`;
}
