/** The diagram as a table, for screen readers and exact values. */

import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import type { Diagram, Unit } from "./arrange";
import { type Named, tableRows } from "./describeUnit";

const titles = [t("Unit"), t("Bias"), "s", "z", t("Strongest incoming weights")];

export class NetworkTable {
  private readonly rows = element("tbody");
  readonly element = element(
    "details",
    { class: "network-table" },
    element("summary", {}, t("As a table")),
    element(
      "div",
      { class: "table-scroller", tabindex: 0, role: "region", "aria-label": t("Table of the network's units") },
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, ...titles.map((title) => element("th", { scope: "col" }, title)))),
        this.rows,
      ),
    ),
  );
  private draw = () => {};

  constructor() {
    this.element.addEventListener("toggle", () => this.draw());
  }

  /** Updates the table, which is built only while it is open. */
  render(units: readonly Unit[], diagram: Diagram, named: Named): void {
    this.draw = () => {
      if (!this.element.open) return;
      const rows = tableRows(units, diagram, named).map(([name, ...cells]) =>
        element("tr", {}, element("th", { scope: "row" }, name), ...cells.map((text) => element("td", {}, text))),
      );
      this.rows.replaceChildren(...rows);
    };
    this.draw();
  }
}
