/** The toolbar of a plot: scale, table, reset of the range, and the menu that saves and copies. */
import { element } from "../ui/dom";
import type { SaveMenu } from "./saveMenu";

export interface PlotTools {
  setLog(log: boolean): void;
  setTable(table: boolean): void;
  showAll(): void;
}

export class Toolbar {
  private readonly log: Toggle;
  private readonly table: Toggle;
  private readonly all = element("button", { type: "button", class: "tool" }, "Show all");
  readonly element = element("div", { class: "plot-tools", role: "toolbar" });

  constructor(
    tools: PlotTools,
    private readonly saving: SaveMenu,
  ) {
    this.log = new Toggle("Log", "Logarithmic scale", (log) => tools.setLog(log));
    this.table = new Toggle("Table", "Show as table", (table) => tools.setTable(table));
    this.all.addEventListener("click", () => tools.showAll());
    this.element.append(this.all, this.log.element, this.table.element, saving.element);
  }

  update(title: string, { log, table, zoomed }: { log: boolean; table: boolean; zoomed: boolean }): void {
    this.element.setAttribute("aria-label", `${title}: view`);
    this.saving.rename(title);
    this.log.update(`${title}: log scale`, log);
    this.table.update(`${title}: show as table`, table);
    this.all.setAttribute("aria-label", `${title}: show all epochs`);
    this.all.hidden = !zoomed;
    this.log.element.hidden = table;
  }
}

class Toggle {
  readonly element: HTMLButtonElement;

  constructor(label: string, title: string, choose: (on: boolean) => void) {
    this.element = element("button", { type: "button", class: "tool", title, "aria-pressed": "false" }, label);
    this.element.addEventListener("click", () => choose(this.element.getAttribute("aria-pressed") !== "true"));
  }

  update(name: string, on: boolean): void {
    this.element.setAttribute("aria-label", name);
    this.element.setAttribute("aria-pressed", String(on));
  }
}
