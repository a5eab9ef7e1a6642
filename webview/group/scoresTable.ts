/** The table of validation scores over all folds: mean, standard deviation and interval of each figure. */

import type { DescribedFolds } from "../../src/protocol/groupPanel";
import { trialColumn } from "../../src/protocol/groupPanel";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { extentOf } from "./axes";
import type { GroupState } from "./store";
import { metricText, titleOfMetric } from "./trialText";

export class ScoresTable {
  private readonly note = element("p", { class: "note" });
  private readonly body = element("tbody");
  private readonly table = element(
    "table",
    { class: "scores" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ...[t("Figure"), t("Mean"), t("± deviation"), t("95% interval"), t("Least"), t("Most")].map((title) =>
          element("th", { scope: "col" }, title),
        ),
      ),
    ),
    this.body,
  );
  readonly element = element(
    "section",
    { class: "group-picture half" },
    element("h2", {}, t("Mean over the folds")),
    this.note,
    element(
      "div",
      { class: "scores-scroller", tabindex: 0, role: "region", "aria-label": t("Mean over the folds") },
      this.table,
    ),
  );
  private drawn = "";

  render({ table, course }: GroupState, { ordered }: DescribedFolds): void {
    const { scores } = course;
    this.table.hidden = !scores;
    setText(
      this.note,
      !scores
        ? t("The mean appears after all folds have ended without failure.")
        : ordered
          ? t("Each fold at its best epoch. Ordered folds are not random samples, so there is no interval.")
          : t(
              "Each fold at its best epoch, selected on the same examples, so slightly optimistic. The interval is corrected for the overlap of the folds (Nadeau and Bengio, 2003).",
            ),
    );
    const drawn = JSON.stringify(scores);
    if (!scores || drawn === this.drawn) return;
    this.drawn = drawn;
    const rows = Object.entries(scores).map(([metric, { mean, deviation, halfWidth }]) => {
      const text = (value: number | undefined) => (value === undefined ? "–" : metricText(metric, value));
      const [least, most] = extentOf(table.column(trialColumn.figure(metric)) ?? []);
      const interval = halfWidth === undefined ? "–" : t("{0} to {1}", text(mean - halfWidth), text(mean + halfWidth));
      const cells = [text(mean), text(deviation), interval, text(least), text(most)];
      return element(
        "tr",
        {},
        element("th", { scope: "row" }, titleOfMetric(metric)),
        ...cells.map((cell) => element("td", {}, cell)),
      );
    });
    this.body.replaceChildren(...rows);
  }
}
