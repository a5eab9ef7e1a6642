/** The menu that saves and copies a plot, with a status line for the result. */
import { element, setText } from "../ui/dom";
import { Menu } from "../ui/menu";
import { copyFigures, copyPicture, type SavedPlot, savePlot, type Taker } from "./saving";

export class SaveMenu {
  private readonly menu: Menu;
  readonly element: HTMLElement;
  readonly said = element("p", { class: "said", role: "status" });

  /** @param plot returns the present plot; undefined if there is nothing to save yet */
  constructor(
    taker: Taker,
    private readonly plot: () => SavedPlot | undefined,
  ) {
    const item = (label: string, use: (plot: SavedPlot) => string | Promise<string>) => ({
      label,
      choose: () => void this.use(use),
    });
    this.menu = new Menu("Save or copy", [
      item("Save as PNG…", (saved) => savePlot(taker, "png", saved)),
      item("Save as SVG…", (saved) => savePlot(taker, "svg", saved)),
      item("Save as CSV…", (saved) => savePlot(taker, "csv", saved)),
      item("Copy picture", copyPicture),
      item("Copy figures", (saved) => copyFigures(taker, saved)),
    ]);
    this.element = this.menu.element;
  }

  rename(title: string): void {
    this.menu.rename(`Save or copy ${title}`);
  }

  private async use(use: (plot: SavedPlot) => string | Promise<string>): Promise<void> {
    const plot = this.plot();
    if (!plot) return;
    try {
      setText(this.said, await use(plot));
    } catch (error) {
      setText(this.said, (error as Error).message);
    }
  }
}
