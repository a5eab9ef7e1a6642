/** The plot of two objectives with the Pareto front: the trials that no other beats in both. */

import type { SweepPlan } from "../../src/search/types";
import type { Found } from "../../src/search/winner";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { VirtualTable } from "../ui/virtualTable";
import type { ObjectiveAxis } from "./axes";
import { describeTrial } from "./describeTrial";
import type { Shown } from "./objectiveView";
import { type PictureListener, PointPicture } from "./pointPicture";
import type { GroupState } from "./store";
import { metricText, settingsText, titleOfMetric } from "./trialText";

export class FrontView {
  private readonly note = element("p", { class: "note" });
  private readonly picture: PointPicture;
  private readonly table = new VirtualTable(t("the Pareto front"), false);
  readonly element: HTMLElement;

  constructor(listener: PictureListener) {
    this.picture = new PointPicture(listener);
    this.element = element(
      "section",
      { class: "group-picture half" },
      element("h2", {}, t("Pareto front")),
      this.note,
      this.picture.element,
      this.table.element,
    );
  }

  /** @param axes axes of both objectives, in the plan's order */
  render(
    state: GroupState,
    plan: SweepPlan,
    axes: readonly ObjectiveAxis[],
    found: readonly Found[],
    shown: Shown,
  ): void {
    const [across, up] = axes;
    const { columns } = shown;
    const front = [...found].sort((a, b) => a.objectives[0] - b.objectives[0]);
    const [least] = front;
    const of = least && least.seeds > 1 ? t(", means of {0} seeds", least.seeds) : "";
    setText(
      this.note,
      t("The line connects the trials of completed generations that no other trial beats in both objectives{0}.", of),
    );
    this.picture.draw({
      x: across,
      y: up,
      xs: columns.values(across),
      ys: columns.values(up),
      length: columns.length,
      ...shown,
      line: {
        xs: front.map(({ objectives }) => objectives[0]),
        ys: front.map(({ objectives }) => objectives[1]),
        stepped: false,
      },
      words: (row) => describeTrial(state, plan, row),
      name: t("{0} against {1}, with a Pareto front of {2}.", up.title, across.title, front.length),
    });
    const objective = (i: number) => ({
      title: titleOfMetric(plan.objectives[i].metric),
      text: (row: number) => metricText(plan.objectives[i].metric, front[row].objectives[i]),
      value: (row: number) => front[row].objectives[i],
    });
    this.table.element.hidden = front.length === 0;
    this.table.show({
      rows: front.length,
      columns: [
        {
          title: t("Trial"),
          text: (row) => t("trial {0}", front[row].proposal.trial),
          value: (row) => front[row].proposal.trial,
        },
        objective(0),
        objective(1),
        { title: t("Settings"), text: (row) => settingsText(plan, front[row].proposal.values) },
      ],
    });
  }
}
