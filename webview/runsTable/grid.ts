/**
 * The grid of runs, virtualized: only visible rows and cells are in the DOM. One cell is active and moved by arrow
 * keys; the head has its own tab stop.
 */

import type { TableView } from "../../src/protocol/runsTable";
import { element } from "../ui/dom";
import { oncePerFrame } from "../ui/frames";
import { t } from "../ui/l10n";
import { columnsBetween, type GridColumn } from "./gridColumns";
import { GridHead, type HeadActions } from "./gridHead";
import { type ColumnRange, GridRow, type RowContents } from "./gridRow";

export interface GridActions extends Omit<HeadActions, "leaveHead"> {
  /** Called on Enter, or a double click on the name: opens a run, expands or collapses a group. */
  enter(index: number): void;
  /** Expands or collapses a group; returns false if the row is no group, or is already in that state. */
  fold(index: number, open: boolean): boolean;
  select(indices: readonly number[], selected: boolean | "toggle"): void;
  selectAll(): void;
  clearSelection(): void;
  remove(): void;
  /** Returns the initial text for editing a cell; undefined if it cannot be edited. */
  editText(index: number, column: number): string | undefined;
  edit(index: number, column: number, text: string): void;
}

export interface GridOptions {
  /** Name of the grid for screen readers. */
  readonly name: string;
  /** Key of the column that the first head sorts by. */
  readonly headKey: string;
}

export interface GridContents {
  readonly columns: readonly GridColumn[];
  readonly rows: number;
  readonly row: (index: number) => RowContents;
  readonly sort: TableView["sort"];
  /** True if rows can be expanded and collapsed. */
  readonly tree: boolean;
}

const rowHeight = 24;
/** Number of extra rows above and below the visible ones. */
const spare = 4;

export class Grid {
  private readonly head: GridHead;
  private readonly body = element("div", { role: "rowgroup", class: "grid-body" });
  readonly element = element("div", {
    class: "grid-scroller",
    role: "grid",
    tabindex: 0,
    "aria-multiselectable": "true",
  });
  private contents: GridContents = { columns: [], rows: 0, row: () => never(), sort: [], tree: false };
  private pool: GridRow[] = [];
  private range: ColumnRange = { columns: [], first: 0, end: 0 };
  private active = { row: 0, column: 0 };
  /** Row where a selection with Shift started. */
  private anchor = 0;
  /** Scroll position and size as of the last frame; measuring the DOM in between would force a layout. */
  private sight = { top: 0, left: 0, width: 0, height: 0 };
  private editing: { readonly row: number; readonly column: number; readonly input: HTMLInputElement } | undefined;

  constructor(
    private readonly actions: GridActions,
    { name, headKey }: GridOptions = { name: t("Runs"), headKey: "created" },
  ) {
    this.element.setAttribute("aria-label", name);
    this.head = new GridHead(headKey, {
      sort: (key, further) => actions.sort(key, further),
      moveColumn: (key, steps) => actions.moveColumn(key, steps),
      leaveHead: () => this.element.focus(),
    });
    const headGroup = element("div", { role: "rowgroup", class: "grid-head-group" }, this.head.element);
    this.element.append(headGroup, this.body);
    const draw = oncePerFrame(() => {
      this.update();
      this.draw(false);
    });
    this.element.addEventListener("scroll", draw, { passive: true });
    new ResizeObserver(draw).observe(this.element);
    this.element.addEventListener("keydown", (event) => this.press(event));
    this.element.addEventListener("focus", () => this.markActive());
    this.element.addEventListener("blur", () => this.markActive());
    this.body.addEventListener("click", (event) => this.click(event));
    this.body.addEventListener("dblclick", (event) => this.doubleClick(event));
  }

  show(contents: GridContents): void {
    this.contents = contents;
    const { columns, rows, sort, tree } = contents;
    this.head.show(columns, sort);
    const last = columns.at(-1);
    const width = `${last ? last.left + last.width : 0}px`;
    this.head.element.style.width = width;
    this.body.style.width = width;
    this.body.style.height = `${rows * rowHeight}px`;
    this.element.setAttribute("role", tree ? "treegrid" : "grid");
    this.element.setAttribute("aria-rowcount", String(rows + 1));
    this.element.setAttribute("aria-colcount", String(columns.length));
    this.active = {
      row: Math.max(0, Math.min(rows - 1, this.active.row)),
      column: Math.max(0, Math.min(columns.length - 1, this.active.column)),
    };
    this.draw(true);
  }

  /** Scrolls to the top for the next contents. */
  toTop(): void {
    this.scrollTo(0, this.sight.left);
    this.active = { ...this.active, row: 0 };
  }

  /** Moves the active cell to a row and scrolls it into view. */
  reveal(index: number): void {
    if (index >= 0 && index < this.contents.rows) this.moveTo(index, this.active.column);
  }

  private update(): void {
    const { scrollTop, scrollLeft, clientWidth, clientHeight } = this.element;
    this.sight = { top: scrollTop, left: scrollLeft, width: clientWidth, height: clientHeight };
  }

  private scrollTo(top: number, left: number): void {
    if (top !== this.sight.top) this.element.scrollTop = top;
    if (left !== this.sight.left) this.element.scrollLeft = left;
    this.sight = { ...this.sight, top, left };
  }

  private draw(redraw: boolean): void {
    const { columns, rows, row: contentsOf } = this.contents;
    if (columns.length === 0) return;
    const { left, width, height } = this.sight;
    // With fewer rows than before, the browser scrolls back at the next layout.
    const top = Math.max(0, Math.min(this.sight.top, (rows + 1) * rowHeight - height));
    const first = Math.max(0, Math.floor(top / rowHeight) - spare);
    const end = Math.min(rows, Math.ceil((top + height) / rowHeight) + spare);
    const [from, to] = columnsBetween(columns, left, left + width);
    const isSameRange = columns === this.range.columns && from === this.range.first && to === this.range.end;
    if (!isSameRange) this.range = { columns, first: from, end: to };
    const size = Math.max(this.pool.length, end - first);
    while (this.pool.length < size) {
      const row = new GridRow(`run-row-${this.pool.length}`);
      this.pool.push(row);
      this.body.append(row.element);
    }
    // A row has the same element while it is visible.
    for (let index = first; index < end; index++) {
      const row = this.pool[index % size];
      if (row.index === index && !redraw && isSameRange) continue;
      if (this.editing?.row === index && row.index === index) continue;
      row.show(index, rowHeight, contentsOf(index), this.range);
    }
    for (const row of this.pool) if (row.index >= 0 && (row.index < first || row.index >= end)) row.hide();
    this.markActive();
  }

  private rowAt(index: number): GridRow | undefined {
    return this.pool.find((row) => row.index === index);
  }

  private markActive(): void {
    for (const marked of this.body.querySelectorAll(".active")) marked.classList.remove("active");
    const cell = this.rowAt(this.active.row)?.cell(this.active.column);
    if (!cell) return this.element.removeAttribute("aria-activedescendant");
    cell.classList.add("active");
    this.element.setAttribute("aria-activedescendant", cell.id);
  }

  /** Moves the active cell and scrolls it into view. */
  private moveTo(row: number, column: number): void {
    const { columns, rows } = this.contents;
    this.active = {
      row: Math.max(0, Math.min(rows - 1, row)),
      column: Math.max(0, Math.min(columns.length - 1, column)),
    };
    const { sight } = this;
    const rowTop = this.active.row * rowHeight;
    // The row must be below the head and above the scroll bar.
    const lowest = rowTop - (sight.height - 2 * rowHeight - 1);
    const { left, width } = columns[this.active.column];
    const rightmost = left - columns[0].width;
    const isFirst = this.active.column === 0;
    const leftmost = isFirst ? sight.left : Math.min(rightmost, left + width - sight.width);
    this.scrollTo(
      Math.max(0, lowest, Math.min(sight.top, rowTop)),
      isFirst ? sight.left : Math.max(0, leftmost, Math.min(sight.left, rightmost)),
    );
    this.draw(false);
  }

  private press(event: KeyboardEvent): void {
    if (event.target !== this.element || this.contents.rows === 0) return;
    const { row, column } = this.active;
    const page = Math.max(1, Math.floor(this.element.clientHeight / rowHeight) - 2);
    const control = event.ctrlKey || event.metaKey;
    const last = { row: this.contents.rows - 1, column: this.contents.columns.length - 1 };
    const moves: Record<string, () => [row: number, column: number]> = {
      ArrowDown: () => [row + 1, column],
      ArrowUp: () => [row - 1, column],
      ArrowRight: () => [row, column + 1],
      ArrowLeft: () => [row, column - 1],
      PageDown: () => [row + page, column],
      PageUp: () => [row - page, column],
      Home: () => (control ? [0, 0] : [row, 0]),
      End: () => (control ? [last.row, last.column] : [row, last.column]),
    };
    if (event.key === "ArrowUp" && row === 0) this.head.focus();
    else if (event.key === "ArrowRight" && column === 0 && this.actions.fold(row, true)) this.markActive();
    else if (event.key === "ArrowLeft" && column === 0 && this.actions.fold(row, false)) this.markActive();
    else if (Object.hasOwn(moves, event.key)) {
      this.moveTo(...moves[event.key]());
      if (event.shiftKey) this.actions.select(between(this.anchor, this.active.row), true);
      else this.anchor = this.active.row;
    } else if (event.key === " ") this.actions.select([row], "toggle");
    else if (event.key === "Enter") this.actions.enter(row);
    else if (event.key === "F2") this.startEdit(row, column);
    else if (event.key === "Delete") this.actions.remove();
    else if (event.key === "Escape") this.actions.clearSelection();
    else if (control && event.key.toLowerCase() === "a") this.actions.selectAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private click(event: MouseEvent): void {
    const hit = this.hit(event);
    if (!hit || this.editing) return;
    this.element.focus({ preventScroll: true });
    this.active = hit;
    this.markActive();
    const { classList } = event.target as HTMLElement;
    if (event.shiftKey) this.actions.select(between(this.anchor, hit.row), true);
    else {
      this.anchor = hit.row;
      if (classList.contains("grid-check") || event.ctrlKey || event.metaKey) this.actions.select([hit.row], "toggle");
      else if (classList.contains("grid-fold")) this.actions.enter(hit.row);
    }
  }

  private doubleClick(event: MouseEvent): void {
    const hit = this.hit(event);
    if (!hit || (event.target as HTMLElement).classList.contains("grid-check")) return;
    if (hit.column === 0) this.actions.enter(hit.row);
    else this.startEdit(hit.row, hit.column);
  }

  private hit({ target }: Event): { row: number; column: number } | undefined {
    const row = this.pool.find((each) => each.index >= 0 && each.element.contains(target as Node));
    const column = row?.columnOf(target as Node) ?? -1;
    return row && column >= 0 ? { row: row.index, column } : undefined;
  }

  private startEdit(row: number, column: number): void {
    const text = this.actions.editText(row, column);
    const drawn = this.rowAt(row);
    const cell = drawn?.cell(column);
    if (text === undefined || !drawn || !cell) return;
    const { title } = this.contents.columns[column];
    const input = element("input", { type: "text", class: "grid-edit", "aria-label": title, spellcheck: "false" });
    input.value = text;
    this.editing = { row, column, input };
    cell.replaceChildren(input);
    input.focus();
    input.select();
    const end = (typed?: string) => {
      if (this.editing?.input !== input) return;
      this.editing = undefined;
      drawn.restore(column);
      this.draw(true);
      this.element.focus({ preventScroll: true });
      if (typed !== undefined && typed !== text) this.actions.edit(row, column, typed);
    };
    input.addEventListener("blur", () => end());
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") end(input.value);
      else if (event.key === "Escape") end();
    });
  }
}

const between = (from: number, to: number): number[] =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => Math.min(from, to) + i);

const never = (): never => {
  throw new Error("there is no row");
};
