/** The toolbar above the grid: actions on the selected runs and on the table. */

import type { NamedView } from "../../src/protocol/runsTable";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { button, checkbox, dropdown } from "../ui/toolkit";

export interface ToolbarActions {
  compare(): void;
  trainAgain(): void;
  pin(): void;
  tag(): void;
  note(): void;
  remove(): void;
  exportCsv(): void;
  /** Toggles the columns panel; returns true if it is shown now. */
  columns(): boolean;
  groupSeeds(together: boolean): void;
  chooseView(name: string): void;
  saveView(): void;
  deleteView(): void;
  showGroup(): void;
}

export interface ToolbarState {
  readonly selected: number;
  /** True if the selection is a single trial of a sweep, or a fold. */
  readonly isTrial: boolean;
  readonly allPinned: boolean;
  readonly trusted: boolean;
  readonly shown: number;
  readonly all: number;
  readonly pending: number;
  readonly known: boolean;
  readonly seeds: boolean;
  readonly views: readonly NamedView[];
  /** Name of the shown view, if it is unchanged since it was saved. */
  readonly view: string | undefined;
}

/** Maximum number of compared runs, as each is read completely and drawn. */
const maxCompared = 50;
const [usual, changed] = ["usual", "changed"];

export class Toolbar {
  private readonly count = element("p", { class: "count", role: "status" });
  private readonly compare = button(t("Compare"), () => this.actions.compare());
  private readonly trainAgain = button(t("Train Again with Its Epochs"), () => this.actions.trainAgain());
  private readonly pin = button(t("Pin"), () => this.actions.pin());
  private readonly tag = button(t("Tag…"), () => this.actions.tag());
  private readonly note = button(t("Note…"), () => this.actions.note());
  private readonly remove = button(t("Delete…"), () => this.actions.remove());
  private readonly exportCsv = button(t("Export CSV…"), () => this.actions.exportCsv());
  private readonly columns = button(t("Columns"), () => {
    this.columns.element.setAttribute("aria-expanded", String(this.actions.columns()));
  });
  private readonly seeds = checkbox(t("Group seeds and folds"), (checked) => this.actions.groupSeeds(checked));
  private readonly view = dropdown(t("View"), (value) =>
    this.actions.chooseView(value === usual ? "" : value.slice(1)),
  );
  private readonly save = button(t("Save View…"), () => this.actions.saveView());
  private readonly groups = button(t("Sweeps…"), () => this.actions.showGroup());
  private readonly forget = button(t("Delete View"), () => this.actions.deleteView());
  readonly element = element(
    "div",
    { class: "toolbar" },
    element(
      "div",
      { class: "buttons" },
      this.columns.element,
      this.seeds.element,
      this.view.element,
      this.save.element,
      this.forget.element,
      this.groups.element,
    ),
    element(
      "div",
      { class: "buttons", role: "group", "aria-label": t("Selected runs") },
      this.compare.element,
      this.trainAgain.element,
      this.pin.element,
      this.tag.element,
      this.note.element,
      this.remove.element,
      this.exportCsv.element,
    ),
    this.count,
  );

  constructor(private readonly actions: ToolbarActions) {
    this.columns.element.setAttribute("aria-expanded", "false");
  }

  render(state: ToolbarState): void {
    const { selected, trusted, shown, all, pending, known, views, view } = state;
    const change = trusted && selected > 0;
    this.compare.update({
      label: selected > maxCompared ? t("Compare (at most {0})", maxCompared) : t("Compare"),
      enabled: selected > 1 && selected <= maxCompared,
    });
    this.trainAgain.update({ hidden: !trusted || !state.isTrial });
    this.pin.update({ label: state.allPinned && selected > 0 ? t("Unpin") : t("Pin"), enabled: change });
    this.tag.update({ enabled: change });
    this.note.update({ enabled: change });
    this.remove.update({ enabled: change });
    this.exportCsv.update({ enabled: shown > 0 });
    this.seeds.update({ checked: state.seeds, hidden: false });
    const names = views.map(({ name }) => [`=${name}`, name] as const);
    const own = view === undefined ? [[changed, t("Changed view")] as const] : [];
    this.view.offer(
      [[usual, t("Usual view")], ...names, ...own],
      view === undefined ? changed : view === "" ? usual : `=${view}`,
    );
    this.forget.update({ hidden: view === undefined || view === "" });
    setText(this.count, known ? countText({ selected, shown, all, pending }) : t("Reading the runs of the workspace…"));
  }
}

function countText({ selected, shown, all, pending }: Pick<ToolbarState, "selected" | "shown" | "all" | "pending">) {
  const whole = (count: number) => count.toLocaleString();
  const runs =
    shown === all
      ? all === 1
        ? t("1 run")
        : t("{0} runs", whole(all))
      : t("{0} of {1} runs", whole(shown), whole(all));
  const chosen = selected > 0 ? t(", {0} selected", whole(selected)) : "";
  const reading = pending > 0 ? t("; the figures of {0} long runs are still being read", whole(pending)) : "";
  return `${runs}${chosen}${reading}`;
}
