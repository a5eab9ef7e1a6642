/** The tab Curves: two plots of any figures of the runs, with shared settings. */

import type { Range } from "../plots/zoom";
import { element, setText } from "../ui/dom";
import { decimals } from "../ui/format";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { checkbox, dropdown } from "../ui/toolkit";
import { CurvePlot, type Shared } from "./curvePlot";
import { curvesOf, metricsOf } from "./curves";
import { entriesOf } from "./entries";
import type { CompareHost, Seeds, ViewState } from "./host";
import { type CompareState, noRuns } from "./store";

const seedsAs: readonly (readonly [Seeds, string])[] = [
  ["range", t("Seeds: mean, least to most")],
  ["deviation", t("Seeds: mean ± deviation")],
  ["each", t("Seeds: each by itself")],
];
/** Default metrics of the two plots, the first available one of each list. */
const firstMetrics = [
  ["validationAccuracy", "validationRmse", "validationCost", "cost"],
  ["validationCost", "cost"],
];

export class CurvesView {
  private readonly seeds = dropdown(t("Seeds"), (seeds) => this.change({ seeds: seeds as Seeds }));
  private readonly log = checkbox(t("Log scale"), (log) => this.change({ log }));
  private readonly table = checkbox(t("As tables"), (table) => this.change({ table }));
  private readonly slider = element("input", { type: "range", id: "smoothing", min: 0, max: 0.99, step: 0.01 });
  private readonly words = element("output", { for: "smoothing" });
  private readonly plots: readonly CurvePlot[];
  readonly element: HTMLElement;
  private state: CompareState = noRuns;
  private drawn: CompareState["states"] | undefined;
  private range: Range | undefined;

  constructor(private readonly host: CompareHost) {
    this.plots = firstMetrics.map(
      (_, i) =>
        new CurvePlot(
          {
            chooseMetric: (key) => {
              const metrics = firstMetrics.map((__, k) => (k === i ? key : this.metricAt(k)?.key) ?? "");
              this.change({ metrics });
            },
            toggle: (key) => {
              const { hidden = [] } = host.viewState;
              this.change({ hidden: hidden.includes(key) ? hidden.filter((each) => each !== key) : [...hidden, key] });
            },
            chooseRange: (range) => {
              this.range = range;
              this.change({});
            },
          },
          host,
        ),
    );
    this.slider.addEventListener("input", () => this.change({ smoothing: Number(this.slider.value) }));
    const label = element(
      "label",
      { for: "smoothing", title: t("Exponential moving average, as TensorBoard's") },
      t("Smoothing"),
    );
    const smoothing = element("div", { class: "plot-controls" }, label, this.slider, this.words);
    const controls = [this.seeds, this.log, this.table].map((each) => each.element);
    this.element = element(
      "div",
      { class: "compare-part" },
      element("div", { class: "controls" }, ...controls, smoothing),
      element("div", { class: "plot-grid" }, ...this.plots.map((plot) => plot.element)),
    );
    onThemeChange(() => {
      for (const plot of this.plots) plot.redraw();
    });
  }

  render(state: CompareState): void {
    this.state = state;
    if (state.states === this.drawn) return;
    this.drawn = state.states;
    const { seeds = "range", log = false, table = false, smoothing = 0, hidden = [] } = this.host.viewState;
    this.seeds.offer(seedsAs, seeds);
    this.seeds.element.hidden = entriesOf(state, true).length === state.runs.length;
    this.log.update({ checked: log, hidden: table });
    this.table.update({ checked: table, hidden: false });
    this.slider.value = String(smoothing);
    const words = smoothing > 0 ? decimals(smoothing, 2) : t("off");
    setText(this.words, words);
    this.slider.setAttribute("aria-valuetext", words);
    const offered = metricsOf(state);
    const networks = [...new Set(state.runs.map(({ network }) => network))].join(t(" and "));
    const of = t("{0}, {1} runs", networks, state.runs.length);
    const shared: Shared = { of, smoothing, log, table, range: this.range, isHidden: (key) => hidden.includes(key) };
    for (const [i, plot] of this.plots.entries()) {
      const metric = this.metricAt(i);
      plot.element.hidden = !metric;
      if (metric) plot.render(offered, metric, curvesOf(state, metric, seeds, smoothing), shared);
    }
  }

  private metricAt(i: number) {
    const offered = metricsOf(this.state);
    const wanted = [this.host.viewState.metrics?.[i], ...firstMetrics[i]];
    const found = wanted.map((key) => offered.find((metric) => metric.key === key));
    return found.find((metric) => metric !== undefined) ?? offered[i];
  }

  private change(change: Partial<ViewState>): void {
    this.host.updateViewState(change);
    this.drawn = undefined;
    this.render(this.state);
  }
}
