/** A plane as a table for screen readers: the descriptions of points on a coarse grid. */

import { element } from "../ui/dom";
import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import type { Extent, Point } from "./field";

const places = 9;

export class PointsTable {
  private readonly holder = element("div", { class: "table-scroller", tabindex: 0, role: "region" });
  readonly element: HTMLDetailsElement;
  private fill: (() => void) | undefined;

  constructor(private readonly name: string) {
    this.holder.setAttribute("aria-label", name);
    this.element = element("details", { class: "places" }, element("summary", {}, t("As a table")), this.holder);
    this.element.addEventListener("toggle", () => this.fill?.());
  }

  /** Updates the table, which is built only while it is open. */
  show(extent: Extent, axes: readonly [string, string], words: (place: Point) => string): void {
    this.fill = () => this.element.open && this.holder.replaceChildren(this.table(extent, axes, words));
    this.fill();
  }

  private table({ from, to }: Extent, axes: readonly [string, string], words: (place: Point) => string): HTMLElement {
    const along = (axis: 0 | 1) =>
      Array.from({ length: places }, (_, i) => from[axis] + ((to[axis] - from[axis]) * i) / (places - 1));
    const columns = along(0).map((x) => element("th", { scope: "col" }, figure(Number(x.toPrecision(3)))));
    const rows = along(1)
      .reverse()
      .map((y) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, figure(Number(y.toPrecision(3)))),
          ...along(0).map((x) => element("td", {}, words([x, y]))),
        ),
      );
    const head = element("tr", {}, element("th", { scope: "col" }, `${axes[1]} \\ ${axes[0]}`), ...columns);
    return element("table", { "aria-label": this.name }, element("thead", {}, head), element("tbody", {}, ...rows));
  }
}
