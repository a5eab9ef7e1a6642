/** A row for each column: histogram, missing and different values, outliers, relation to the label, what it becomes. */
import type { ColumnProfile, DataProfile } from "../../src/protocol/dataProfile";
import { becomesText, distinctText, relationText } from "../../src/protocol/dataProfile";
import { element } from "../ui/dom";
import { quantity, whole } from "../ui/format";
import { locale, t } from "../ui/l10n";
import { barPicture, barsOf } from "./bars";
import { columnDetails } from "./columnDetails";
import type { DataHost } from "./host";
import { nextSorting, type SortKey, sorted } from "./sorting";

/** Rows shown at first; a table of 1,000 pictures would be slow. */
const firstRows = 100;

export class ColumnsTable {
  private readonly place = element("div", {
    class: "table-scroller data-columns",
    tabindex: 0,
    role: "region",
    "aria-label": t("Table of columns"),
  });
  private readonly more = element("button", { type: "button", class: "link", hidden: true });
  private readonly title = element("h2", {}, t("Columns"));
  readonly element = element("section", {}, this.title, this.place, this.more);
  private showsAll = false;
  private profile: DataProfile | undefined;

  constructor(private readonly host: DataHost) {
    this.more.addEventListener("click", () => {
      this.showsAll = true;
      this.draw();
    });
  }

  render(profile: DataProfile): void {
    this.profile = profile;
    this.draw();
  }

  private draw(): void {
    const { profile } = this;
    if (!profile) return;
    const { columns, otherColumns } = profile;
    const { sorting, open = [] } = this.host.viewState;
    const shown = sorted(columns, sorting).slice(0, this.showsAll ? columns.length : firstRows);
    const focused = document.activeElement?.getAttribute("data-key");
    const { scrollTop, scrollLeft } = this.place;
    const rows = shown.flatMap((column) => this.rowsOf(column, open.includes(column.name)));
    const table = element(
      "table",
      { "aria-label": t("Columns") },
      element("thead", {}, this.head()),
      element("tbody", {}, ...rows),
    );
    this.place.replaceChildren(table);
    this.place.scrollTo(scrollLeft, scrollTop);
    if (focused) this.place.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    const left = columns.length - shown.length;
    this.more.hidden = left === 0;
    this.more.textContent = t("Show {0} More Columns", whole(left));
    this.title.textContent =
      otherColumns > 0
        ? t("Columns: the first {0} of {1}", whole(columns.length), whole(columns.length + otherColumns))
        : t("Columns");
  }

  private head(): HTMLElement {
    const titles: readonly (readonly [title: string, key?: SortKey])[] = [
      [t("Column"), "name"],
      [t("Kind"), "kind"],
      [t("Histogram")],
      [t("Missing"), "missing"],
      [t("Distinct"), "distinct"],
      [t("Values")],
      [t("Outliers"), "outliers"],
      [t("Relation to the label"), "relation"],
      [t("Becomes")],
    ];
    return element("tr", {}, ...titles.map(([title, key]) => this.headCell(title, key)));
  }

  private headCell(title: string, key: SortKey | undefined): HTMLElement {
    if (key === undefined) return element("th", { scope: "col" }, title);
    const { sorting } = this.host.viewState;
    const order = sorting?.by !== key ? undefined : sorting.isDescending ? "descending" : "ascending";
    const button = element("button", { type: "button", "data-key": `sort ${key}` }, title);
    button.addEventListener("click", () => {
      this.host.updateViewState({ sorting: nextSorting(this.host.viewState.sorting, key) as never });
      this.draw();
    });
    return element("th", { scope: "col", "aria-sort": order }, button);
  }

  private rowsOf(column: ColumnProfile, isOpen: boolean): HTMLElement[] {
    const { name, missing, numbers, relation, becomes, problem, top = [] } = column;
    const toggle = element(
      "button",
      { type: "button", class: "data-toggle", "data-key": `column ${name}`, "aria-expanded": String(isOpen) },
      name,
    );
    toggle.addEventListener("click", () => this.toggle(name));
    const outliers =
      numbers && (numbers.isEstimated ? t("about {0}", whole(numbers.outliers)) : whole(numbers.outliers));
    const values = numbers
      ? `${quantity(numbers.minimum)} … ${quantity(numbers.maximum)}`
      : top
          .slice(0, 3)
          .map(({ text }) => text)
          .join(", ");
    const row = element(
      "tr",
      {},
      element("th", { scope: "row" }, toggle),
      element("td", {}, kindText(column)),
      element("td", { class: "data-histogram" }, barPicture(barsOf(column), true)),
      element("td", {}, whole(missing)),
      element("td", {}, distinctText(column, t, locale)),
      element("td", { class: "data-values", title: values }, values),
      element("td", {}, outliers ?? ""),
      element("td", {}, ...(relation ? relationCell(relation.value, relationText(relation, t, locale)) : [])),
      element(
        "td",
        { class: "data-becomes" },
        becomes ? becomesText(becomes, t, locale) : problem ? t("cannot be used") : "",
      ),
    );
    if (!isOpen) return [row];
    return [row, element("tr", { class: "data-detail-row" }, element("td", { colspan: 9 }, columnDetails(column)))];
  }

  private toggle(name: string): void {
    const { open = [] } = this.host.viewState;
    this.host.updateViewState({ open: open.includes(name) ? open.filter((each) => each !== name) : [...open, name] });
    this.draw();
  }
}

function relationCell(value: number, text: string): HTMLElement[] {
  const bar = element("span", { class: "data-relation", "aria-hidden": "true" }, element("span"));
  (bar.firstElementChild as HTMLElement).style.width = `${Math.round(100 * Math.abs(value))}%`;
  return [bar, element("span", {}, text)];
}

function kindText({ kind, role }: ColumnProfile): string {
  const kinds = { number: t("number"), text: t("text"), date: t("date") };
  const roles = { input: "", label: t("label"), group: t("group"), "left-out": t("left out") };
  return [kinds[kind], roles[role]].filter((part) => part !== "").join(", ");
}
