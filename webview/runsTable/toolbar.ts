/** The toolbar above the grid: comparison and view, and a menu of the other actions on the table and selected runs. */

import type { NamedView } from "../../src/protocol/runsTable";
import { element, setText } from "../ui/dom";
import { whole } from "../ui/format";
import { t } from "../ui/l10n";
import { Menu, type MenuItem } from "../ui/menu";
import { button, dropdown } from "../ui/toolkit";

export interface ToolbarActions {
  compare(): void;
  trainAgain(): void;
  pin(): void;
  tag(): void;
  note(): void;
  remove(): void;
  exportCsv(): void;
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
  /** True if runs are selected and all of them are pinned. */
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
  readonly count = element("p", { class: "count", role: "status" });
  private state: ToolbarState | undefined;
  private readonly compare = button(t("Compare"), () => this.actions.compare());
  private readonly view = dropdown(t("View"), (value) =>
    this.actions.chooseView(value === usual ? "" : value.slice(1)),
  );
  readonly element: HTMLElement;

  constructor(
    private readonly actions: ToolbarActions,
    columns: MenuItem,
  ) {
    const menu = new Menu(t("More Actions"), [columns, ...this.itemsOfTable(), ...this.itemsOfRuns()]);
    this.element = element("div", { class: "toolbar" }, this.compare.element, this.view.element, menu.element);
  }

  private itemsOfTable(): MenuItem[] {
    const { actions } = this;
    return [
      {
        label: t("Group seeds and folds"),
        choose: () => actions.groupSeeds(!this.state?.seeds),
        isOn: () => this.state?.seeds === true,
      },
      { label: t("Save View…"), choose: () => actions.saveView() },
      { label: t("Delete View"), choose: () => actions.deleteView(), applies: () => Boolean(this.state?.view) },
      { label: t("Export CSV…"), choose: () => actions.exportCsv(), enabled: () => (this.state?.shown ?? 0) > 0 },
      { label: t("Sweeps…"), choose: () => actions.showGroup() },
    ];
  }

  private itemsOfRuns(): MenuItem[] {
    const { actions } = this;
    const enabled = () => this.state?.trusted === true && this.state.selected > 0;
    const isPinned = () => this.state?.allPinned === true;
    return [
      {
        label: t("Train Again with Its Epochs"),
        choose: () => actions.trainAgain(),
        applies: () => this.state?.isTrial === true && this.state.trusted,
      },
      { label: t("Pin"), choose: () => actions.pin(), applies: () => !isPinned(), enabled },
      { label: t("Unpin"), choose: () => actions.pin(), applies: isPinned, enabled },
      { label: t("Tag…"), choose: () => actions.tag(), enabled },
      { label: t("Note…"), choose: () => actions.note(), enabled },
      { label: t("Delete…"), choose: () => actions.remove(), enabled },
    ];
  }

  render(state: ToolbarState): void {
    this.state = state;
    const { selected, shown, all, pending, known, views, view } = state;
    this.compare.update({
      label: selected > maxCompared ? t("Compare (at most {0})", maxCompared) : t("Compare"),
      enabled: selected > 1 && selected <= maxCompared,
    });
    const names = views.map(({ name }) => [`=${name}`, name] as const);
    const own = view === undefined ? [[changed, t("Changed view")] as const] : [];
    this.view.offer(
      [[usual, t("Usual view")], ...names, ...own],
      view === undefined ? changed : view === "" ? usual : `=${view}`,
    );
    setText(this.count, known ? countText({ selected, shown, all, pending }) : t("Reading the runs of the workspace…"));
  }
}

function countText({ selected, shown, all, pending }: Pick<ToolbarState, "selected" | "shown" | "all" | "pending">) {
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
