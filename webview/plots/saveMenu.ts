/** The menu of a plot: its view, saving and copying, with a status line for the result. */

import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { Menu, type MenuItem } from "../ui/menu";
import { copyFigures, copyPicture, type SavedPlot, savePlot, type Taker } from "./saving";

/** What the menu of a plot has besides saving and copying. */
export interface PlotView {
  readonly items: readonly MenuItem[];
  /** A control below the items. */
  readonly below: HTMLElement;
  /** Height that the user gave to the plot, in CSS pixels; undefined: that of the style sheet. */
  height(): number | undefined;
  /** Called with the height to which the user resizes the plot. */
  resized(height: number): void;
}

export class SaveMenu {
  private readonly menu: Menu;
  readonly element: HTMLElement;
  readonly status = element("p", { class: "said", role: "status" });

  /** @param plot returns the present plot; undefined if there is nothing to save yet */
  constructor(
    taker: Taker,
    private readonly plot: () => SavedPlot | undefined,
    view?: PlotView,
  ) {
    const item = (label: string, use: (plot: SavedPlot) => string | Promise<string>) => ({
      label,
      choose: () => void this.use(use),
      applies: () => this.plot() !== undefined,
    });
    const saving = [
      item(t("Save as PNG…"), (saved) => savePlot(taker, "png", saved)),
      item(t("Save as SVG…"), (saved) => savePlot(taker, "svg", saved)),
      item(t("Save as CSV…"), (saved) => savePlot(taker, "csv", saved)),
      item(t("Copy picture"), copyPicture),
      item(t("Copy figures"), (saved) => copyFigures(taker, saved)),
    ];
    this.menu = new Menu(t("More Actions"), [...(view?.items ?? []), ...saving], view?.below);
    this.element = this.menu.element;
  }

  rename(title: string): void {
    this.menu.rename(t("{0}: More Actions", title));
  }

  private async use(use: (plot: SavedPlot) => string | Promise<string>): Promise<void> {
    const plot = this.plot();
    if (!plot) return;
    try {
      setText(this.status, await use(plot));
    } catch (error) {
      setText(this.status, (error as Error).message);
    }
  }
}
