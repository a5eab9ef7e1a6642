/** The head of the grid: a button per column sorts by it, and moves it by dragging or by Alt with an arrow key. */

import type { TableView } from "../../src/protocol/runsTable";
import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import { type GridColumn, isText } from "./gridColumns";

export interface HeadActions {
  /** @param further true to sort by the column after the present ones, false to replace them */
  sort(key: string, further: boolean): void;
  /** Moves a column by a number of positions; the first one cannot be moved. */
  moveColumn(key: string, steps: number): void;
  /** Moves the focus back to the rows. */
  leaveHead(): void;
}

export class GridHead {
  readonly element = element("div", { role: "row", class: "grid-row grid-head", "aria-rowindex": 1 });
  private drawn = "";
  private buttons: HTMLButtonElement[] = [];
  private keys: string[] = [];
  private at = 0;
  private dragged: string | undefined;

  /** @param firstKey key of the column that the first head sorts by */
  constructor(
    private readonly firstKey: string,
    private readonly actions: HeadActions,
  ) {
    this.element.addEventListener("keydown", (event) => this.press(event));
    this.element.addEventListener("focusin", ({ target }) =>
      this.settle(this.buttons.indexOf(target as HTMLButtonElement)),
    );
  }

  show(columns: readonly GridColumn[], sort: TableView["sort"]): void {
    const key = JSON.stringify([columns.map(({ column, title, width }) => [column.key, title, width]), sort]);
    if (key === this.drawn) return;
    this.drawn = key;
    const focused = this.buttons.indexOf(document.activeElement as HTMLButtonElement);
    const focusedKey = this.keys[focused];
    this.keys = columns.map(({ column }) => column.key);
    this.at = Math.max(0, focusedKey === undefined ? this.at : this.keys.indexOf(focusedKey));
    this.at = Math.min(this.at, columns.length - 1);
    this.buttons = [];
    this.element.replaceChildren(...columns.map((column, c) => this.cell(column, c, sort)));
    if (focused >= 0) this.buttons[this.at]?.focus();
  }

  focus(): void {
    this.buttons[this.at]?.focus();
  }

  private cell({ column, title, width }: GridColumn, c: number, sort: TableView["sort"]): HTMLElement {
    const { key, about } = column;
    const sortKey = key === "" ? this.firstKey : key;
    const place = sort.findIndex((each) => each.key === sortKey);
    const direction = sort[place]?.direction;
    const isAlone = sort.length === 1;
    const mark = direction === undefined ? "" : `${direction > 0 ? "▲" : "▼"}${isAlone ? "" : place + 1}`;
    const hover = [key !== "" && title !== key ? key : undefined, about && t(about)].filter(Boolean).join(": ");
    const button = element(
      "button",
      {
        type: "button",
        tabindex: c === this.at ? 0 : -1,
        title: hover || undefined,
        draggable: c > 0 ? "true" : undefined,
      },
      element("span", { class: "grid-title" }, title),
      ...(mark ? [element("span", { class: "grid-sorted", "aria-hidden": "true" }, mark)] : []),
    );
    button.addEventListener("click", (event) => this.actions.sort(sortKey, event.shiftKey));
    if (c > 0) this.makeDraggable(button, key);
    this.buttons.push(button);
    const cell = element(
      "div",
      {
        role: "columnheader",
        class: c === 0 ? "grid-cell grid-first" : isText(column) ? "grid-cell text" : "grid-cell",
        "aria-colindex": c + 1,
        // ARIA has no value for several sort keys, so only the first one is announced.
        "aria-sort": place === 0 && direction ? (direction > 0 ? "ascending" : "descending") : "none",
      },
      button,
    );
    cell.style.width = `${width}px`;
    return cell;
  }

  private makeDraggable(button: HTMLButtonElement, key: string): void {
    button.addEventListener("dragstart", ({ dataTransfer }) => {
      this.dragged = key;
      dataTransfer?.setData("text/plain", key);
    });
    button.addEventListener("dragover", (event) => this.dragged !== undefined && event.preventDefault());
    button.addEventListener("drop", (event) => {
      event.preventDefault();
      if (this.dragged === undefined) return;
      this.actions.moveColumn(this.dragged, this.keys.indexOf(key) - this.keys.indexOf(this.dragged));
      this.dragged = undefined;
    });
  }

  private press(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "ArrowDown") this.actions.leaveHead();
    else if (step !== undefined && event.altKey) this.actions.moveColumn(this.keys[this.at], step);
    else if (step !== undefined) this.focusAt(this.at + step);
    else if (event.key === "Home") this.focusAt(0);
    else if (event.key === "End") this.focusAt(this.buttons.length - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private focusAt(c: number): void {
    this.settle(Math.max(0, Math.min(this.buttons.length - 1, c)));
    this.focus();
  }

  /** Makes a button the tab stop of the head, which is the one that had the focus last. */
  private settle(c: number): void {
    if (c < 0 || c === this.at) return;
    this.buttons[this.at]?.setAttribute("tabindex", "-1");
    this.at = c;
    this.buttons[c]?.setAttribute("tabindex", "0");
  }
}
