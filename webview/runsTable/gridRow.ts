/** A row element of the grid; elements of rows scrolled out of view are reused. */

import type { RunState } from "../../src/protocol/panel";
import { element, setText } from "../ui/dom";
import { stateIcon } from "../ui/icons";
import { t } from "../ui/l10n";
import { runStateWords } from "../ui/runStateWords";
import { type GridColumn, isText } from "./gridColumns";

/** The contents of a row. */
export interface RowContents {
  readonly name: string;
  readonly pinned: boolean;
  readonly state?: RunState;
  /** Name of the state, if it differs from the state itself. */
  readonly stateName?: string;
  readonly selected: boolean;
  /** Whether a group of runs is expanded; undefined for a run. */
  readonly expanded?: boolean;
  readonly inGroup: boolean;
  readonly text: (column: number) => string;
  readonly title: (column: number) => string | undefined;
}

/** The columns with cells in the DOM, besides the first one. */
export interface ColumnRange {
  readonly columns: readonly GridColumn[];
  readonly first: number;
  readonly end: number;
}

interface CellElement {
  readonly element: HTMLElement;
  readonly text: Text;
  title: string | undefined;
}

/** Maximum length of texts without a tooltip; longer ones may be cut off. */
const longText = 12;

export class GridRow {
  readonly element = element("div", { role: "row", class: "grid-row" });
  private readonly check = element("span", { class: "grid-check", "aria-hidden": "true" });
  private readonly fold = element("span", { class: "grid-fold", "aria-hidden": "true" });
  private readonly pin = element("span", { class: "grid-pin", role: "img", "aria-label": t("pinned") }, "★");
  private readonly state = element("span", { class: "grid-state", role: "img" });
  private readonly name = element("span", { class: "grid-name" });
  private readonly head: HTMLElement;
  private readonly gap = element("div", { class: "grid-gap", role: "presentation" });
  private cells: CellElement[] = [];
  private range: ColumnRange | undefined;
  /** Index of the shown row; -1 if none. */
  index = -1;

  constructor(private readonly id: string) {
    const parts = [this.check, this.fold, this.pin, this.state, this.name];
    const attributes = { role: "rowheader", class: "grid-cell grid-first", "aria-colindex": 1, id: `${id}-0` };
    this.head = element("div", attributes, ...parts);
    this.element.append(this.head, this.gap);
  }

  show(index: number, height: number, contents: RowContents, range: ColumnRange): void {
    const { element: row } = this;
    this.index = index;
    row.hidden = false;
    row.style.transform = `translateY(${index * height}px)`;
    row.setAttribute("aria-rowindex", String(index + 2));
    row.setAttribute("aria-selected", String(contents.selected));
    row.classList.toggle("in-group", contents.inGroup);
    row.classList.toggle("group", contents.expanded !== undefined);
    if (contents.expanded === undefined) row.removeAttribute("aria-expanded");
    else row.setAttribute("aria-expanded", String(contents.expanded));
    this.showHead(contents);
    if (this.range !== range) this.fitCells(range);
    for (const [i, cell] of this.cells.entries()) {
      const text = contents.text(range.first + i);
      // Faster than reading the element, or than replacing the text node.
      if (cell.text.data !== text) cell.text.data = text;
      const title = contents.title(range.first + i) ?? (text.length > longText ? text : undefined);
      if (title === cell.title) continue;
      cell.title = title;
      if (title === undefined) cell.element.removeAttribute("title");
      else cell.element.title = title;
    }
  }

  hide(): void {
    this.index = -1;
    this.element.hidden = true;
  }

  /** Returns the element of a cell, whose contents are replaced during editing. */
  cell(column: number): HTMLElement | undefined {
    return column === 0 ? this.head : this.cells[column - (this.range?.first ?? 0)]?.element;
  }

  /** Restores the contents of a cell after editing. */
  restore(column: number): void {
    if (column === 0) this.head.replaceChildren(this.check, this.fold, this.pin, this.state, this.name);
    else {
      const cell = this.cells[column - (this.range?.first ?? 0)];
      cell?.element.replaceChildren(cell.text);
    }
  }

  /** Returns the column of an element in this row. */
  columnOf(target: Node): number {
    if (this.head.contains(target)) return 0;
    const at = this.cells.findIndex((cell) => cell.element.contains(target));
    return at < 0 ? -1 : (this.range?.first ?? 0) + at;
  }

  private showHead({
    name,
    pinned,
    state,
    stateName = state && runStateWords[state],
    selected,
    expanded,
  }: RowContents): void {
    setText(this.check, selected ? "☑" : "☐");
    this.fold.hidden = expanded === undefined;
    setText(this.fold, expanded ? "▾" : "▸");
    this.pin.hidden = !pinned;
    this.state.hidden = state === undefined;
    if (state !== undefined && stateName !== undefined && this.state.getAttribute("aria-label") !== stateName) {
      this.state.setAttribute("aria-label", stateName);
      this.state.title = stateName;
      this.state.replaceChildren(stateIcon(state));
    }
    if (this.name.textContent === name) return;
    this.name.textContent = name;
    this.name.title = name;
  }

  /** Updates the properties of the cells that depend only on the columns. */
  private fitCells(range: ColumnRange): void {
    this.range = range;
    const { columns, first, end } = range;
    while (this.cells.length > end - first) this.cells.pop()?.element.remove();
    while (this.cells.length < end - first) {
      const text = document.createTextNode("");
      const cell = element("div", { role: "gridcell" }, text);
      this.cells.push({ element: cell, text, title: undefined });
      this.element.append(cell);
    }
    this.head.style.width = `${columns[0].width}px`;
    this.gap.style.width = `${end > first ? columns[first].left - columns[0].width : 0}px`;
    for (const [i, { element: cell }] of this.cells.entries()) {
      const { column, width } = columns[first + i];
      cell.style.width = `${width}px`;
      cell.id = `${this.id}-${first + i}`;
      cell.setAttribute("aria-colindex", String(first + i + 1));
      cell.className = isText(column) ? "grid-cell text" : "grid-cell";
    }
  }
}
