/** The toolbar of a plot: reset of the range, and the menu. */

import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import type { SaveMenu } from "./saveMenu";

export class Toolbar {
  private readonly all = element("button", { type: "button", class: "tool" }, t("Show all"));
  readonly element: HTMLElement;

  constructor(
    showAll: () => void,
    private readonly menu: SaveMenu,
  ) {
    this.all.addEventListener("click", showAll);
    this.element = element("div", { class: "plot-tools", role: "toolbar" }, this.all, menu.element);
  }

  update(title: string, { zoomed }: { zoomed: boolean }): void {
    this.element.setAttribute("aria-label", t("{0}: view", title));
    this.menu.rename(title);
    this.all.setAttribute("aria-label", t("{0}: show all epochs", title));
    this.all.hidden = !zoomed;
  }
}
