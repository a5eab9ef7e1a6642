/** The table of trials with filter, columns, and the actions on selected trials. */

import type { RunState } from "../../src/protocol/panel";
import type { RunColumn, TableView } from "../../src/protocol/runsTable";
import type { TrialState } from "../../src/protocol/trialTable";
import { type Arrangement, arrange } from "../runsTable/arrange";
import { cellText } from "../runsTable/cellText";
import { titlesOf } from "../runsTable/columns";
import { ColumnsPanel } from "../runsTable/columnsPanel";
import { type Filter, filterOf } from "../runsTable/filter";
import { FilterField } from "../runsTable/filterField";
import { Grid } from "../runsTable/grid";
import { type GridColumn, layOut } from "../runsTable/gridColumns";
import { nextSort } from "../runsTable/nextSort";
import { cellOf, type TableState } from "../runsTable/store";
import { element, setText } from "../ui/dom";
import { t } from "../ui/l10n";
import { Menu } from "../ui/menu";
import { button } from "../ui/toolkit";
import { type GroupState, stateOf, stateWords } from "./store";
import { type TrialPlan, tableStateOf, usualKeys } from "./trialsTable";
import { countText, sweepTerms, type TrialTerms } from "./trialTerms";

/** Maximum number of compared runs, as each is read completely and drawn. */
const maxCompared = 50;
/** Number of rows whose texts determine the widths of columns. */
const measuredRows = 60;
const icons: Record<TrialState, RunState> = {
  waiting: "interrupted",
  running: "running",
  done: "completed",
  failed: "failed",
};

export interface TrialsListener {
  open(row: number): void;
  trainAgain(row: number): void;
  compare(rows: readonly number[]): void;
  setView(view: TableView): void;
  select(rows: readonly number[], selected: boolean | "toggle"): void;
  clearSelection(): void;
  /** Removes all brushes, which shows all trials. */
  clearBrushes(): void;
}

export interface TrialsContents {
  readonly state: GroupState;
  readonly plan: TrialPlan;
  readonly view: TableView;
  /** 1 for rows that pass filter and brushes, else 0, [rows]. */
  readonly shown: Uint8Array;
  readonly isBrushed: boolean;
  readonly selected: ReadonlySet<number>;
}

export class TrialsView {
  private contents: TrialsContents | undefined;
  private table: TableState | undefined;
  private arranged: Arrangement = { items: [], runs: 0 };
  private columns: readonly GridColumn[] = [];
  private laidOut: { readonly key: string; readonly columns: readonly GridColumn[] } | undefined;
  private filtered: { readonly text: string; readonly table: TableState; readonly filter: Filter } | undefined;
  /** The last valid filter, applied while the field has an error. */
  private matches: ((row: number) => boolean) | undefined;
  private readonly title = element("h2");
  private readonly count = element("p", { class: "count", role: "status" });
  private readonly showRun = button(t("Show Run"), () => {
    for (const row of this.chosen().slice(0, 1)) this.listener.open(row);
  });
  private readonly compare = button(t("Compare"), () => this.listener.compare(this.chosen()));
  private readonly all = button(t("Show All Trials"), () => this.listener.clearBrushes());
  private readonly panel = new ColumnsPanel({
    choose: (key, shown) => {
      const keys = this.shownKeys();
      this.change({ columns: shown ? [...keys, key] : keys.filter((each) => each !== key) });
    },
    usual: () => {
      const { columns: _, ...rest } = this.view;
      this.listener.setView(rest);
    },
  });
  private readonly menu = new Menu(t("More Actions"), [
    {
      label: t("Train Again with Its Epochs"),
      choose: () => this.listener.trainAgain(this.chosen()[0]),
      enabled: () => this.canTrainAgain,
    },
    {
      label: t("Clear Selection"),
      choose: () => this.listener.clearSelection(),
      enabled: () => (this.contents?.selected.size ?? 0) > 0,
    },
    this.panel.menuItem,
  ]);
  private readonly field: FilterField;
  private readonly grid = new Grid(
    {
      sort: (key, further) =>
        this.change({
          sort: nextSort(this.view.sort, this.table?.columns ?? [], { key, further, usual: this.words.usual.sort }),
        }),
      moveColumn: (key, steps) => {
        const keys = this.shownKeys();
        const at = keys.indexOf(key) + steps;
        if (!keys.includes(key)) return;
        this.change({
          columns: keys.filter((each) => each !== key).toSpliced(Math.max(0, at), 0, key),
        });
      },
      enter: (index) => this.listener.open(this.rowOf(index)),
      fold: () => false,
      select: (indices, selected) =>
        this.listener.select(
          indices.map((index) => this.rowOf(index)),
          selected,
        ),
      selectAll: () =>
        this.listener.select(
          this.arranged.items.map((_, index) => this.rowOf(index)),
          true,
        ),
      clearSelection: () => this.listener.clearSelection(),
      remove: () => {},
      editText: () => undefined,
      edit: () => {},
    },
    { name: "", headKey: "trial" },
  );
  readonly element = element(
    "section",
    { class: "trials" },
    element("div", { class: "table-title" }, this.title, this.count, this.all.element),
    element("div", { class: "toolbar" }, this.showRun.element, this.compare.element, this.menu.element),
    this.panel.element,
    this.grid.element,
  );

  constructor(
    private readonly listener: TrialsListener,
    private readonly words: TrialTerms = sweepTerms,
  ) {
    this.field = new FilterField((text) => this.change({ filter: text }), words.example);
    this.grid.element.before(this.field.element);
    this.element.setAttribute("aria-label", words.all);
    this.grid.element.setAttribute("aria-label", words.all);
    setText(this.title, words.all);
  }

  /** Number of shown trials. */
  get shown(): number {
    return this.arranged.runs;
  }

  /** Scrolls a trial into view if the table shows it. */
  reveal(row: number): void {
    this.grid.reveal(this.arranged.items.findIndex((item) => item.kind === "run" && item.row === row));
  }

  focusFilter(): void {
    this.field.focus();
  }

  /** Returns the predicate of the filter; undefined for all trials. It applies to the trials of `contents`. */
  passes({
    state,
    plan,
    view,
  }: Pick<TrialsContents, "state" | "plan" | "view">): ((row: number) => boolean) | undefined {
    const table = tableStateOf(state, plan);
    if (this.filtered?.text !== view.filter || this.filtered.table !== table) {
      this.filtered = { text: view.filter, table, filter: filterOf(view.filter, table) };
    }
    const { filter } = this.filtered;
    if ("matches" in filter) this.matches = filter.matches;
    return this.matches;
  }

  render(contents: TrialsContents): void {
    const { state, plan, view, shown, isBrushed } = contents;
    const isMoved = this.contents && (this.view.filter !== view.filter || this.view.sort !== view.sort);
    this.contents = contents;
    const table = tableStateOf(state, plan);
    this.table = table;
    this.arranged = arrange(table, { sort: view.sort, seeds: false }, (row) => shown[row] === 1, new Set());
    const keys = this.shownKeys();
    this.columns = this.layOutColumns(table, keys);
    if (isMoved) this.grid.toTop();
    this.grid.show({
      columns: this.columns,
      rows: this.arranged.items.length,
      row: (index) => this.rowContents(table, this.rowOf(index)),
      sort: view.sort,
      tree: false,
    });
    const filter = this.filtered?.filter ?? { matches: undefined };
    this.field.render(view.filter, filter, this.matches !== undefined);
    this.panel.render(table, keys);
    const rows = this.chosen();
    const chosen = rows.length;
    this.showRun.update({ enabled: chosen === 1 });
    this.compare.update({
      label: chosen > maxCompared ? t("Compare (at most {0})", maxCompared) : t("Compare"),
      enabled: chosen > 1 && chosen <= maxCompared,
    });
    this.all.update({ hidden: !isBrushed });
    setText(
      this.count,
      countText(this.words, {
        shown: this.arranged.runs,
        all: state.table.length,
        chosen,
        isBrushed,
      }),
    );
  }

  private get canTrainAgain(): boolean {
    const [row, ...further] = this.chosen();
    const { contents } = this;
    if (!contents || row === undefined || further.length > 0) return false;
    return ["done", "failed"].includes(stateOf(contents.state, row) ?? "");
  }

  private get view(): TableView {
    return this.contents?.view ?? this.words.usual;
  }

  private change(change: Partial<TableView>): void {
    this.listener.setView({ ...this.view, ...change });
  }

  private rowOf(index: number): number {
    const item = this.arranged.items[index];
    return item.kind === "run" ? item.row : 0;
  }

  /** Returns the shown selected trials, from the top. */
  private chosen(): number[] {
    const selected = this.contents?.selected;
    if (!selected || selected.size === 0) return [];
    return this.arranged.items.flatMap((item) => (item.kind === "run" && selected.has(item.row) ? [item.row] : []));
  }

  private shownKeys(): readonly string[] {
    const { table, contents } = this;
    if (!table || !contents) return [];
    const known = new Set(table.columns.map(({ key }) => key));
    return this.view.columns?.filter((key) => known.has(key)) ?? usualKeys(table, contents.plan);
  }

  /** Sets column widths by the first trials, regardless of the filter, so that columns do not move during typing. */
  private layOutColumns(table: TableState, keys: readonly string[]): readonly GridColumn[] {
    const some = table.folders.slice(0, measuredRows).map((_, row) => row);
    const key = JSON.stringify([keys, some.length, String(table.folders.length).length]);
    if (this.laidOut?.key === key) return this.laidOut.columns;
    const titles = titlesOf(table.columns);
    const byKey = new Map(table.columns.map((column) => [column.key, column]));
    const columns = layOut([
      {
        column: { key: "", title: this.words.head, kind: "run" },
        title: this.words.head,
        texts: some.map((row) => `☐ ●  ${this.words.name(row)} `),
      },
      ...keys.map((each) => {
        const column = byKey.get(each) as RunColumn;
        return {
          column,
          title: titles.get(each) ?? each,
          texts: some.map((row) => cellText(column, cellOf(table, each, row))),
        };
      }),
    ]);
    this.laidOut = { key, columns };
    return columns;
  }

  private rowContents(table: TableState, row: number) {
    const { state, selected } = this.contents as TrialsContents;
    const stands = stateOf(state, row) ?? "waiting";
    return {
      name: this.words.name(row),
      pinned: false,
      state: icons[stands],
      stateName: stateWords[stands],
      selected: selected.has(row),
      inGroup: false,
      text: (c: number) => {
        const { column } = this.columns[c];
        return cellText(column, cellOf(table, column.key, row));
      },
      title: () => undefined,
    };
  }
}
