/** Tables of numbers with bars: to the right for positive ones, to the left for negative ones. */
import { element } from "../ui/dom";
import { t } from "../ui/l10n";

export interface BarRow {
  readonly head: string | Node;
  /** Length of the bar; its sign is its color. */
  readonly value: number;
  /** Text beside the bar. */
  readonly text: string;
  readonly more: readonly string[];
}

/**
 * @param titles of the head, the bar, and the further cells
 * @param scaled values of which the largest has the longest bar
 */
export function barTable(
  name: string,
  titles: readonly string[],
  rows: readonly BarRow[],
  scaled: readonly number[] = rows.map(({ value }) => value),
): HTMLElement {
  const largest = scaled.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
  const body = rows.map(({ head, value, text, more }) => {
    const bar = element("span", { class: value < 0 ? "why-bar negative" : "why-bar", "aria-hidden": "true" });
    bar.style.width = `${(100 * Math.abs(value)) / largest}%`;
    const track = element("span", { class: "why-track", "aria-hidden": "true" }, bar);
    const cells = more.map((each) => element("td", {}, each));
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, head),
      element("td", { class: "why-cell" }, track, element("span", { class: "why-figure" }, text)),
      ...cells,
    );
  });
  const heads = titles.map((title) => element("th", { scope: "col" }, title));
  const table = element(
    "table",
    { class: "why-table", "aria-label": name },
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...body),
  );
  return element(
    "div",
    { class: "table-scroller", tabindex: 0, role: "region", "aria-label": t("Table: {0}", name) },
    table,
  );
}

/** A table that is opened by a click, for exact values of a picture. */
export function asTable(name: string, titles: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const body = rows.map(([head, ...cells]) =>
    element("tr", {}, element("th", { scope: "row" }, head), ...cells.map((text) => element("td", {}, text))),
  );
  const heads = titles.map((title) => element("th", { scope: "col" }, title));
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body));
  const frame = { class: "table-scroller", tabindex: 0, role: "region", "aria-label": t("Table: {0}", name) };
  return element("details", {}, element("summary", {}, t("As a table")), element("div", frame, table));
}
