/**
 * The sections of the tab Training, in one column or, where the page is wide, in two. Their order is the user's and
 * part of the page's state.
 */

import { columnsOf, type Move, moved } from "../state/arrangement";
import type { Host } from "../state/host";
import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import type { MenuItem } from "../ui/menu";

/** Sections by name, in their default order. */
export type Sections = Readonly<Record<string, HTMLElement>>;

/** From this width on there are two columns; the same is in main.css. */
const wide = matchMedia("(min-width: 900px)");

export class SectionColumns {
  private readonly columns = [0, 1].map(() => element("div", { class: "column" }));
  readonly element = element("div", { class: "grid" }, ...this.columns);
  private readonly sections = new Map<string, HTMLElement>();

  /** @param right names of the sections in the right column, unless the user moves them */
  constructor(
    private readonly host: Host,
    private readonly right: readonly string[],
  ) {
    wide.addEventListener("change", () => this.arrange());
  }

  /** Shows the sections, in their default order unless the user has moved them. */
  show(sections: Sections): void {
    for (const [name, section] of Object.entries(sections)) this.sections.set(name, section);
    this.arrange();
  }

  /** The items that move a section, for its menu. */
  itemsFor(name: string): MenuItem[] {
    const item = (label: string, move: Move, applies: () => boolean): MenuItem => ({
      label,
      choose: () => this.move(name, move),
      applies,
    });
    return [
      item(t("Move up"), "up", () => this.placeOf(name).at > 0),
      item(t("Move down"), "down", () => this.placeOf(name).at < this.placeOf(name).count - 1),
      item(t("Move to the other column"), "across", () => wide.matches),
    ];
  }

  private get names(): string[] {
    return [...this.sections.keys()];
  }

  private get arrangement() {
    return this.host.viewState.sections ?? {};
  }

  /** The names in each column, without hidden sections. */
  private get shown(): string[][] {
    const { names, arrangement, right } = this;
    const isShown = (name: string) => this.sections.get(name)?.hidden === false;
    return columnsOf(names, arrangement, { right, wide: wide.matches }).map((column) => column.filter(isShown));
  }

  private placeOf(name: string): { at: number; count: number } {
    const column = this.shown.find((each) => each.includes(name)) ?? [];
    return { at: column.indexOf(name), count: column.length };
  }

  private move(name: string, move: Move): void {
    const { names, arrangement, right, shown: columns } = this;
    this.host.updateViewState({ sections: moved(names, arrangement, { name, move, columns, right }) });
    const focused = document.activeElement as HTMLElement | null;
    this.arrange();
    // An element that is moved in the document loses the focus.
    focused?.focus();
  }

  private arrange(): void {
    const { names, arrangement, right } = this;
    const wanted = columnsOf(names, arrangement, { right, wide: wide.matches });
    // An element that is moved in the document is scrolled to its start.
    const scrollers = [...this.element.querySelectorAll(".table-scroller")];
    const scrolled = scrollers.map(({ scrollTop }) => scrollTop);
    for (const [c, column] of this.columns.entries()) {
      const sections = (wanted[c] ?? []).flatMap((name) => this.sections.get(name) ?? []);
      const isArranged =
        sections.length === column.childElementCount && sections.every((section, i) => section === column.children[i]);
      if (!isArranged) column.replaceChildren(...sections);
      column.hidden = sections.length === 0;
    }
    for (const [i, scroller] of scrollers.entries()) {
      if (scroller.scrollTop !== scrolled[i]) scroller.scrollTop = scrolled[i];
    }
  }
}
