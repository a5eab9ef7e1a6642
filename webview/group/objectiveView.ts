/** The plot of the objective by trial, with the best so far as a line. */

import { trialColumn } from "../../src/protocol/groupPanel";
import { stateColumn, trialStates } from "../../src/protocol/trialTable";
import type { SweepPlan } from "../../src/search/types";
import { element, setText } from "../ui/dom";
import { whole } from "../ui/format";
import { t } from "../ui/l10n";
import type { ObjectiveAxis } from "./axes";
import { describeTrial } from "./describeTrial";
import type { PictureColumns } from "./pictureColumns";
import { type PictureListener, PointPicture } from "./pointPicture";
import type { Points } from "./points";
import { linearScale } from "./scale";
import type { GroupState } from "./store";
import { metricText, titleOfMetric } from "./trialText";

export interface Shown {
  readonly columns: PictureColumns;
  /** 1 for shown rows, else 0, [rows]. */
  readonly shown: Uint8Array;
  /** Selected rows. */
  readonly selected: ReadonlySet<number>;
}

interface Drawn {
  readonly of: ArrayLike<number>;
  readonly failed: readonly number[];
  readonly line: ReturnType<typeof bestSoFar>;
}

const failedState = trialStates.indexOf("failed");

export class ObjectiveView {
  private readonly title = element("h2");
  private readonly note = element("p", { class: "note" });
  private readonly picture: PointPicture;
  readonly element: HTMLElement;
  private drawn: Drawn | undefined;
  private kept: { readonly length: number; readonly x: Points["x"] } | undefined;

  constructor(listener: PictureListener) {
    this.picture = new PointPicture(listener);
    this.element = element("section", { class: "group-picture" }, this.title, this.note, this.picture.element);
  }

  /** @param i index of the objective */
  render(state: GroupState, plan: SweepPlan, i: number, axis: ObjectiveAxis, shown: Shown): void {
    const { columns } = shown;
    const { length } = columns;
    const ys = columns.values(axis);
    const { failed, line } = this.drawnOf(columns, axis, plan.objectives[i].largerIsBetter);
    const title = titleOfMetric(plan.objectives[i].metric);
    setText(this.title, t("{0} of each trial", title));
    const best = line.ys.at(-1);
    const text =
      best === undefined
        ? t("No trial is done.")
        : t(
            "The best single training so far: {0}, trial {1}.",
            metricText(plan.objectives[i].metric, best),
            line.xs.at(-2) ?? line.xs[0],
          );
    const edge = axis.atEdge > 0 ? t(" {0} of 0 or less stand at the lower edge.", whole(axis.atEdge)) : "";
    setText(this.note, t("The line is the best so far.{0}{1}", failed.length > 0 ? t(" Crosses failed.") : "", edge));
    this.picture.draw({
      x: this.order(length),
      y: { scale: axis.scale, title: "" },
      xs: columns.rows,
      ys,
      length,
      ...shown,
      failed,
      line: { ...line, stepped: true },
      words: (row) => describeTrial(state, plan, row),
      name: t(
        "{0} of {1} trials in their order, {2} of them failed. {3} All figures are in the table of trials.",
        title,
        whole(length),
        whole(failed.length),
        text,
      ),
    });
  }

  /** Returns failed trials and the line of the best; cached until the trials change. */
  private drawnOf(columns: PictureColumns, axis: ObjectiveAxis, largerIsBetter: boolean): Drawn {
    const ys = columns.values(axis);
    if (this.drawn?.of === ys) return this.drawn;
    const states = columns.values({ column: stateColumn });
    const failed: number[] = [];
    for (let row = 0; row < states.length; row++) if (states[row] === failedState) failed.push(row);
    this.drawn = { of: ys, failed, line: bestSoFar(columns, ys, largerIsBetter) };
    return this.drawn;
  }

  /** Returns the horizontal axis; cached until the number of trials changes. */
  private order(length: number): Points["x"] {
    if (this.kept?.length === length) return this.kept.x;
    const scale = linearScale([0, Math.max(1, length - 1)], { text: (value) => whole(value), whole: true, air: 0.01 });
    this.kept = { length, x: { scale, title: t("trial") } };
    return this.kept.x;
  }
}

/** Returns the line of the best objective so far up to the last trial, without repeats with another seed. */
function bestSoFar(columns: PictureColumns, ys: ArrayLike<number>, largerIsBetter: boolean) {
  const repeats = columns.values({ column: trialColumn.repeats });
  const [lineXs, lineYs]: [number[], number[]] = [[], []];
  for (let row = 0; row < ys.length; row++) {
    const value = ys[row];
    if (Number.isNaN(value) || !Number.isNaN(repeats[row])) continue;
    const best = lineYs.at(-1);
    if (best !== undefined && (largerIsBetter ? value <= best : value >= best)) continue;
    lineXs.push(row);
    lineYs.push(value);
  }
  const best = lineYs.at(-1);
  if (best !== undefined) {
    lineXs.push(Math.max(0, ys.length - 1));
    lineYs.push(best);
  }
  return { xs: lineXs, ys: lineYs };
}
