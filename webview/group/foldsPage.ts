/** The page of folds: their summary, a plot with a point per fold, and the table of the folds. */

import type { DescribedFolds } from "../../src/protocol/groupPanel";
import { trialColumn } from "../../src/protocol/groupPanel";
import type { TableView } from "../../src/protocol/runsTable";
import { element, setText } from "../ui/dom";
import type { Drawing } from "../ui/frames";
import { t } from "../ui/l10n";
import { dropdown } from "../ui/toolkit";
import { extentOf } from "./axes";
import { FoldsHeader } from "./foldsHeader";
import { GroupPage } from "./groupPage";
import type { GroupHost } from "./host";
import { PointPicture } from "./pointPicture";
import { choiceScale, linearScale } from "./scale";
import { ScoresTable } from "./scoresTable";
import { shownRows } from "./shownRows";
import type { GroupState } from "./store";
import { usualView } from "./trialTerms";
import { limitOf, metricText, titleOfMetric } from "./trialText";

const usual: TableView = { ...usualView, sort: [{ key: "trial", direction: 1 }] };
const noPlan = { objectives: [], space: [] };
const figurePrefix = trialColumn.figure("");

export class FoldsPage extends GroupPage {
  private readonly header = new FoldsHeader({
    openFinal: () => this.host.send({ type: "openFinal" }),
    openConfig: () => this.openConfig(),
  });
  private readonly scores = new ScoresTable();
  private readonly metric = dropdown(t("Figure"), (metric) => this.remember({ metric }));
  private readonly picture = new PointPicture(this.pictures, t("Point at a fold, or use the arrow keys."));
  private readonly note = element("p", { class: "note" });
  private readonly strip = element(
    "section",
    { class: "group-picture half" },
    element("h2", {}, t("Each fold")),
    this.note,
    element("div", { class: "controls" }, this.metric.element),
    this.picture.element,
  );
  readonly elements: readonly HTMLElement[] = [
    this.header.element,
    this.scores.element,
    this.strip,
    this.trials.element,
  ];

  constructor(
    private readonly folds: DescribedFolds,
    host: GroupHost,
    page: Drawing,
  ) {
    super(host, page, {
      all: t("Folds"),
      one: t("fold"),
      many: t("folds"),
      head: t("Fold"),
      example: "validationAccuracy < 0.9",
      usual,
      name: (row) => foldName(folds, row),
    });
  }

  render(state: GroupState): void {
    const { folds } = this;
    const { view = usual } = this.host.viewState;
    this.header.render(state, folds);
    this.scores.render(state, folds);
    const shown = shownRows(state.table, this.trials.passes({ state, plan: noPlan, view }));
    this.trials.render({ state, plan: noPlan, view, shown, isBrushed: false, selected: this.selected });
    this.renderStrip(state, folds, shown);
  }

  /** Draws a point per fold in one strip per repeat, with the mean and its interval. */
  private renderStrip(state: GroupState, folds: DescribedFolds, shown: Uint8Array): void {
    const { table, course } = state;
    const metrics = table.names
      .filter((name) => name.startsWith(`${figurePrefix}validation`))
      .map((name) => name.slice(figurePrefix.length));
    this.strip.hidden = metrics.length === 0;
    if (metrics.length === 0) return;
    const wanted = [this.host.viewState.metric, folds.metric].find((each) => each && metrics.includes(each));
    const metric = wanted ?? metrics[0];
    this.metric.offer(
      metrics.map((each) => [each, titleOfMetric(each)] as const),
      metric,
    );
    const ys = table.column(trialColumn.figure(metric)) ?? new Float64Array();
    const { length } = ys;
    const score = course.scores?.[metric];
    const half = score?.halfWidth;
    const [low, high] = extentOf(ys);
    const text = (value: number) => metricText(metric, value);
    const level = score && { at: score.mean, half };
    const range = [
      Math.min(low, (score?.mean ?? low) - (half ?? 0)),
      Math.max(high, (score?.mean ?? high) + (half ?? 0)),
    ] as const;
    const isOne = folds.repeats === 1;
    const names = isOne
      ? Array.from({ length: folds.folds }, (_, fold) => t("fold {0}", fold + 1))
      : Array.from({ length: folds.repeats }, (_, repeat) => t("repeat {0}", repeat + 1));
    const title = titleOfMetric(metric);
    setText(
      this.note,
      score
        ? t("The line is the mean{0}.", half === undefined ? "" : t(", the band its corrected 95% interval"))
        : t("The mean appears after all folds have ended."),
    );
    this.picture.draw({
      x: { scale: choiceScale(names), title: "" },
      y: { scale: linearScale(range, { text, air: 0.05, limit: limitOf(metric) }), title: "" },
      xs: Float64Array.from({ length }, (_, row) =>
        isOne ? row : Math.floor(row / folds.folds) + offsetOf(row % folds.folds, folds.folds),
      ),
      ys,
      length,
      shown,
      selected: this.selected,
      ...(level && { level }),
      words: (row) => `${foldName(folds, row)}: ${title} ${text(ys[row])}`,
      name: t("{0} of {1} folds.", title, length),
    });
  }
}

function foldName({ folds, repeats }: DescribedFolds, row: number): string {
  const fold = t("fold {0}", (row % folds) + 1);
  return repeats > 1 ? t("{0} of repeat {1}", fold, Math.floor(row / folds) + 1) : fold;
}

/** Returns the horizontal offset of a fold within its strip. */
const offsetOf = (fold: number, folds: number): number => (folds > 1 ? (fold / (folds - 1) - 0.5) * 0.5 : 0);
