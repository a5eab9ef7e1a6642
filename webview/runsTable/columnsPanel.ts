/** The panel that chooses columns, with columns equal in all runs listed separately with their value. */

import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import type { MenuItem } from "../ui/menu";
import { cellText } from "./cellText";
import { titlesOf } from "./columns";
import { cellOf, isConstant, type TableState } from "./store";

export interface ColumnsActions {
  choose(key: string, shown: boolean): void;
  usual(): void;
}

export class ColumnsPanel {
  private readonly search = element("input", {
    type: "text",
    placeholder: t("Search columns"),
    "aria-label": t("Search columns"),
    spellcheck: "false",
  });
  private readonly list = element("div", { class: "columns-list", role: "group", "aria-label": t("Columns") });
  private readonly usual = element("button", { type: "button", class: "link" }, t("Show columns in which runs differ"));
  readonly element = element(
    "section",
    { class: "columns-panel", "aria-label": t("Columns"), hidden: true },
    element("div", { class: "columns-bar" }, this.search, this.usual),
    element("p", { class: "empty" }, t("Drag a column header, or press Alt and an arrow key on it, to move it.")),
    this.list,
  );
  private state: TableState | undefined;
  private shown: readonly string[] = [];
  private drawn = "";
  /** The item of a menu that shows or hides the panel. */
  readonly menuItem: MenuItem = {
    label: t("Columns"),
    choose: () => this.toggle(),
    isOn: () => !this.element.hidden,
  };

  constructor(private readonly actions: ColumnsActions) {
    this.search.addEventListener("input", () => this.draw());
    this.usual.addEventListener("click", () => actions.usual());
  }

  private toggle(): void {
    this.element.hidden = !this.element.hidden;
    if (this.element.hidden) return;
    this.draw();
    this.search.focus();
  }

  render(state: TableState, shown: readonly string[]): void {
    this.state = state;
    this.shown = shown;
    if (!this.element.hidden) this.draw();
  }

  private draw(): void {
    const { state } = this;
    if (!state) return;
    const wanted = this.search.value.toLowerCase();
    const titles = titlesOf(state.columns);
    const found = state.columns.filter(({ key, title }) => `${key} ${title}`.toLowerCase().includes(wanted));
    const rows = found.map((column) => {
      const same = isConstant(state, column.key);
      const common = same && state.folders.length > 0 ? cellText(column, cellOf(state, column.key, 0)) : "";
      const name = column.kind === "setting" ? column.key : (titles.get(column.key) ?? column.key);
      return { key: column.key, name, same, common, checked: this.shown.includes(column.key) };
    });
    const drawn = JSON.stringify(rows);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const focused = document.activeElement?.getAttribute("data-key");
    this.list.replaceChildren(...rows.filter(({ same }) => !same).map((row) => this.row(row)));
    const constant = rows.filter(({ same }) => same);
    if (constant.length > 0)
      this.list.append(element("h2", {}, t("The same in all runs")), ...constant.map((row) => this.row(row)));
    if (focused) this.list.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  private row({
    key,
    name,
    common,
    checked,
  }: {
    key: string;
    name: string;
    common: string;
    checked: boolean;
  }): HTMLElement {
    const box = element("input", { type: "checkbox", "data-key": key });
    box.checked = checked;
    box.addEventListener("change", () => this.actions.choose(key, box.checked));
    const value = common === "" ? [] : [element("span", { class: "columns-value" }, common)];
    return element("label", {}, box, element("span", {}, name), ...value);
  }
}
