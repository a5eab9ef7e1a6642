/**
 * A table of any length with only the visible rows in the DOM, so that a hundred thousand rows stay fast. The newest
 * row stays in view until the user scrolls away from it; clicking a column's head sorts by it.
 */

import { element } from "./dom";
import { t } from "./l10n";

const rowHeight = 24;
/** Height of the scroller in CSS pixels before it has rows: its maximum height in table.css. */
const minHeight = 340;

export interface TableColumn {
  readonly title: string;
  readonly text: (row: number) => string;
  /** The sort key of a row; undefined if the table cannot be sorted by the column. */
  readonly value?: (row: number) => number | undefined;
}

export interface TableContents {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  /** Returns the reason why a row is highlighted, or undefined. */
  readonly mark?: (row: number) => string | undefined;
}

interface Order {
  readonly title: string;
  readonly direction: 1 | -1;
}

export class VirtualTable {
  private readonly head = element("tr");
  private readonly body = element("tbody");
  private readonly table: HTMLTableElement;
  readonly element: HTMLElement;
  private contents: TableContents = { rows: 0, columns: [] };
  private titles = "";
  private order: Order | undefined;
  /** Row indices in sorted order; undefined if unsorted. */
  private sorted: number[] | undefined;
  private following: boolean;
  /** Height of the scroller in CSS pixels when its rows were rendered. */
  private height = 0;

  /** @param grows true if rows are appended, and the newest should stay in view */
  constructor(
    name: string,
    private readonly grows = true,
  ) {
    this.following = grows;
    this.table = element("table", { "aria-label": name }, element("thead", {}, this.head), this.body);
    const attributes = { class: "table-scroller", tabindex: 0, role: "region", "aria-label": t("Table of {0}", name) };
    this.element = element("div", attributes, this.table);
    this.element.addEventListener("scroll", () => {
      const { scrollTop, clientHeight, scrollHeight } = this.element;
      // A table of another height was resized, not scrolled.
      if (clientHeight === this.height) this.following = grows && scrollTop + clientHeight >= scrollHeight - rowHeight;
      this.renderRows();
      if (this.following) this.element.scrollTop = this.element.scrollHeight;
    });
  }

  show(contents: TableContents): void {
    this.contents = contents;
    const titles = contents.columns.map(({ title }) => title).join();
    if (titles !== this.titles) {
      this.titles = titles;
      this.head.replaceChildren(...contents.columns.map((column) => this.headOf(column)));
      if (!contents.columns.some(({ title }) => title === this.order?.title)) this.order = undefined;
    }
    this.table.setAttribute("aria-rowcount", String(contents.rows + 1));
    this.arrange();
  }

  private headOf({ title, value }: TableColumn): HTMLElement {
    if (!value) return element("th", { scope: "col" }, title);
    const button = element("button", { type: "button", title: t("Sort by {0}", title) }, title);
    button.addEventListener("click", () => {
      const same = this.order?.title === title ? this.order : undefined;
      // Each click advances the order: ascending, descending, unsorted.
      this.order = same?.direction === -1 ? undefined : { title, direction: same ? -1 : 1 };
      this.following = this.grows && !this.order;
      if (this.order) this.element.scrollTop = 0;
      this.arrange();
    });
    return element("th", { scope: "col", "aria-sort": "none" }, button);
  }

  private arrange(): void {
    const { rows, columns } = this.contents;
    const { order } = this;
    columns.forEach(({ title }, c) => {
      const direction = order?.title === title ? order.direction : undefined;
      const head = this.head.children[c];
      if (head.hasAttribute("aria-sort")) {
        head.setAttribute("aria-sort", direction ? (direction > 0 ? "ascending" : "descending") : "none");
      }
    });
    const value = columns.find(({ title }) => title === order?.title)?.value;
    this.sorted = undefined;
    if (order && value) {
      // Missing values and NaN come last in both directions.
      const keys = Array.from({ length: rows }, (_, row) => {
        const key = (value(row) ?? Number.NaN) * order.direction;
        return Number.isNaN(key) ? Number.POSITIVE_INFINITY : key;
      });
      this.sorted = keys.map((_, row) => row).sort((a, b) => (keys[a] === keys[b] ? a - b : keys[a] - keys[b]));
    }
    this.renderRows();
    if (this.following) this.element.scrollTop = this.element.scrollHeight;
  }

  private renderRows(): void {
    const { rows, columns, mark } = this.contents;
    this.height = this.element.clientHeight;
    const height = Math.max(this.height, minHeight);
    const first = this.following
      ? Math.max(0, rows - Math.ceil(height / rowHeight) - 2)
      : Math.max(0, Math.min(rows, Math.floor(this.element.scrollTop / rowHeight) - 2));
    const last = Math.min(rows, first + Math.ceil(height / rowHeight) + 4);
    const shown = Array.from({ length: last - first }, (_, i) => {
      const row = this.sorted ? this.sorted[first + i] : first + i;
      const why = mark?.(row);
      const cells = columns.map(({ text }, c) =>
        element(c === 0 ? "th" : "td", c === 0 ? { scope: "row" } : {}, text(row) + (c === 0 && why ? " ★" : "")),
      );
      const attributes = { "aria-rowindex": first + i + 2, ...(why && { class: "best", title: why }) };
      return element("tr", attributes, ...cells);
    });
    this.body.replaceChildren(gap(first), ...shown, gap(rows - last));
  }
}

/** Returns an empty row as tall as the rows that are scrolled out of view. */
function gap(rows: number): HTMLElement {
  const row = element("tr", { "aria-hidden": "true", class: "gap" });
  row.style.height = `${rows * rowHeight}px`;
  return row;
}
