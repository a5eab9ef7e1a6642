/** The elements of a matrix as a table, paged by rows and columns; changed ones show their value before. */

import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import { type Button, button } from "../ui/toolkit";
import { describeIndex, type Part } from "./part";
import { tableColumns, tableRows } from "./query";

export interface TablePosition {
  readonly row: number;
  readonly column: number;
}

const digits = (value: number): string => String(Number(value.toPrecision(7)));

export class MatrixTable {
  private readonly head = element("tr");
  private readonly body = element("tbody");
  private readonly frame = element(
    "div",
    { class: "table-scroller", tabindex: 0, role: "region", "aria-label": t("Table of elements") },
    element("table", { "aria-label": t("Elements") }, element("thead", {}, this.head), this.body),
  );
  private readonly buttons: readonly Button[];
  readonly element: HTMLDetailsElement;
  private place: TablePosition = { row: 0, column: 0 };
  private size = { rows: 0, columns: 0 };

  /** @param show shows another page; undefined when the table is closed */
  constructor(show: (place: TablePosition | undefined) => void) {
    const move = (rows: number, columns: number) => () =>
      show({ row: Math.max(0, this.place.row + rows), column: Math.max(0, this.place.column + columns) });
    this.buttons = [
      button(t("Previous Rows"), move(-tableRows, 0)),
      button(t("Next Rows"), move(tableRows, 0)),
      button(t("Previous Columns"), move(0, -tableColumns)),
      button(t("Next Columns"), move(0, tableColumns)),
    ];
    const controls = element("div", { class: "controls" }, ...this.buttons.map((each) => each.element));
    this.element = element(
      "details",
      { class: "matrix-table" },
      element("summary", {}, t("As a table")),
      controls,
      this.frame,
    );
    this.element.addEventListener("toggle", () => show(this.element.open ? this.place : undefined));
  }

  open(place: TablePosition): void {
    this.place = place;
    if (!this.element.open) this.element.open = true;
  }

  draw(part: Part): void {
    const { window, axes, rowNames, columnNames, values, before, cells, rows, columns } = part;
    this.place = { row: window.rows[0], column: window.columns[0] };
    this.size = { rows, columns };
    const columnOf = (j: number) => describeIndex(axes.columns, this.place.column + j, columnNames?.[j]);
    const heads = Array.from({ length: cells.columns }, (_, j) => element("th", { scope: "col" }, columnOf(j)));
    this.head.replaceChildren(element("th", { scope: "col" }, axes.rows), ...heads);
    const cellOf = (index: number) => {
      const [now, then] = [values[index], before?.[index]];
      if (then === undefined || Object.is(now, then)) return element("td", { title: String(now) }, digits(now));
      const was = element("small", {}, t(" was {0}", digits(then)));
      return element("td", { class: "changed", title: t("{0}, was {1}", now, then) }, digits(now), was);
    };
    const rowsShown = Array.from({ length: cells.rows }, (_, i) => {
      const name = rowNames?.[i];
      const head = element("th", { scope: "row" }, `${this.place.row + i}${name ? ` ${name}` : ""}`);
      return element("tr", {}, head, ...Array.from({ length: cells.columns }, (_, j) => cellOf(i * cells.columns + j)));
    });
    this.body.replaceChildren(...rowsShown);
    const { row, column } = this.place;
    const [up, down, left, right] = this.buttons;
    up.update({ enabled: row > 0, hidden: rows <= tableRows });
    down.update({ enabled: row + tableRows < this.size.rows, hidden: rows <= tableRows });
    left.update({ enabled: column > 0, hidden: columns <= tableColumns });
    right.update({ enabled: column + tableColumns < this.size.columns, hidden: columns <= tableColumns });
  }
}
