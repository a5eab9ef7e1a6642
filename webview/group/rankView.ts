/** The plot of two settings, with points coloured by the rank of their trials: stronger is better. */

import type { SweepPlan } from "../../src/search/types";
import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import { dropdown } from "../ui/toolkit";
import type { Axis } from "./axes";
import { describeTrial } from "./describeTrial";
import type { Shown } from "./objectiveView";
import { type PictureListener, PointPicture } from "./pointPicture";
import type { GroupState } from "./store";

export interface RankListener extends PictureListener {
  /** Called with the chosen columns of the trials' table. */
  choose(across: string, up: string): void;
}

interface RankContents extends Shown {
  readonly state: GroupState;
  readonly plan: SweepPlan;
  readonly axes: readonly Axis[];
  readonly tints: Float32Array;
  /** The user's choice; undefined: the two most important settings. */
  readonly chosen: readonly [across: string, up: string] | undefined;
}

export class RankView {
  private readonly across = dropdown(t("Across"), (column) => this.listener.choose(column, this.shown[1]));
  private readonly up = dropdown(t("Up"), (column) => this.listener.choose(this.shown[0], column));
  private readonly picture: PointPicture;
  readonly element: HTMLElement;
  private shown: readonly [string, string] = ["", ""];

  constructor(private readonly listener: RankListener) {
    this.picture = new PointPicture(listener);
    this.element = element(
      "section",
      { class: "group-picture half" },
      element("h2", {}, t("Ranks over two settings")),
      element("p", { class: "note" }, t("Better trials have stronger points.")),
      element("div", { class: "controls" }, t("Across"), this.across.element, t("up"), this.up.element),
      this.picture.element,
    );
  }

  render({ state, plan, axes, tints, chosen, columns, shown, selected }: RankContents): void {
    this.element.hidden = axes.length < 2;
    if (axes.length < 2) return;
    const named = (column: string | undefined) => axes.find((axis) => axis.column === column);
    const across = named(chosen?.[0]) ?? axes[0];
    const up = named(chosen?.[1]) ?? (across === axes[1] ? axes[0] : axes[1]);
    this.shown = [across.column, up.column];
    const options = axes.map(({ column, title }) => [column, title] as const);
    this.across.offer(options, across.column);
    this.up.offer(options, up.column);
    this.picture.draw({
      x: across,
      y: up,
      xs: columns.points(across),
      ys: columns.points(up),
      length: columns.length,
      shown,
      selected,
      tints,
      words: (row) => describeTrial(state, plan, row),
      name: t("{0} against {1}.", up.title, across.title),
    });
  }
}
