/** Slice plots: the objective against each setting, on the scale of the search. */

import type { SweepPlan } from "../../src/search/types";
import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import type { Axis, ObjectiveAxis } from "./axes";
import { describeTrial } from "./describeTrial";
import type { Shown } from "./objectiveView";
import { type PictureListener, PointPicture } from "./pointPicture";
import type { GroupState } from "./store";

export class SliceViews {
  private readonly grid = element("div", { class: "slices" });
  readonly element = element(
    "section",
    { class: "group-picture" },
    element("h2", {}, t("Each setting by itself")),
    this.grid,
  );
  private readonly slices: PointPicture[] = [];

  constructor(private readonly listener: PictureListener) {}

  render(state: GroupState, plan: SweepPlan, axes: readonly Axis[], objective: ObjectiveAxis, shown: Shown): void {
    const { columns } = shown;
    while (this.slices.length < axes.length) {
      const slice = new PointPicture(this.listener, "");
      this.slices.push(slice);
      this.grid.append(slice.element);
    }
    for (const [a, axis] of axes.entries()) {
      this.slices[a].draw({
        x: axis,
        y: objective,
        xs: columns.points(axis),
        ys: columns.values(objective),
        length: columns.length,
        ...shown,
        words: (row) => describeTrial(state, plan, row),
        name: t("{0} against {1}.", objective.title, axis.title),
      });
    }
  }
}
