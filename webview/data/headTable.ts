/** The first rows of the data as they were read. */
import type { DataProfile } from "../../src/protocol/dataProfile";
import { element } from "../ui/dom";
import { whole } from "../ui/format";
import { t } from "../ui/l10n";

/** Columns shown; a wider table is unreadable. */
const maxColumns = 50;

export class HeadTable {
  private readonly place = element("div", {
    class: "table-scroller",
    tabindex: 0,
    role: "region",
    "aria-label": t("Table of the first rows"),
  });
  readonly element = element("section", { hidden: true }, element("h2", {}, t("First rows as read")), this.place);
  private drawn = "";

  render({ head }: DataProfile): void {
    this.element.hidden = !head || head.rows.length === 0;
    const key = JSON.stringify(head);
    if (!head || key === this.drawn) return;
    this.drawn = key;
    const titles = [t("Row"), ...head.names.slice(0, maxColumns)];
    const rows = head.rows.map((row, i) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, whole(i + 1)),
        ...row.slice(0, maxColumns).map((field) => element("td", {}, field)),
      ),
    );
    const heads = titles.map((title) => element("th", { scope: "col" }, title));
    this.place.replaceChildren(
      element(
        "table",
        { "aria-label": t("First rows as read") },
        element("thead", {}, element("tr", {}, ...heads)),
        element("tbody", {}, ...rows),
      ),
    );
  }
}
