/** The page with all runs of the workspace: connects host, state, grid and toolbar. */

import type { RunState } from "../../src/protocol/panel";
import type { RunColumn, TableView } from "../../src/protocol/runsTable";
import { element, mount } from "../ui/dom";
import { oncePerFrame } from "../ui/frames";
import { t } from "../ui/l10n";
import { type Arrangement, arrange, type Item } from "./arrange";
import { editText } from "./cellText";
import { headColumn, titlesOf, usualColumns } from "./columns";
import { ColumnsPanel } from "./columnsPanel";
import { type Filter, filterOf } from "./filter";
import { FilterField } from "./filterField";
import { Grid } from "./grid";
import { type GridColumn, layOut } from "./gridColumns";
import type { RowContents } from "./gridRow";
import { TableHost } from "./host";
import { nextSort } from "./nextSort";
import { nameOf, textOf, titleOf } from "./rowText";
import { rowsOf, Selection } from "./selection";
import { cellOf, noTable, reduce, type TableState } from "./store";
import { Toolbar, type ToolbarActions } from "./toolbar";

const usualView: TableView = { sort: [{ key: "created", direction: -1 }], filter: "", seeds: false };
/** Number of rows whose texts determine the widths of columns. */
const measuredRows = 60;
const widestSpread = "0.1234 ± 0.01234 ";

const host = new TableHost();
let state: TableState = noTable;
let view: TableView = host.viewState.view ?? usualView;
const expanded = new Set<number>();
let filter: Filter = { matches: undefined };
/** The last valid filter, applied while the field has an error. */
let matches: ((row: number) => boolean) | undefined;
let arranged: Arrangement = { items: [], runs: 0 };
let columns: readonly GridColumn[] = [];
let laidOut: { key: string; cells: TableState["cells"]; columns: readonly GridColumn[] } | undefined;

const field = new FilterField((text) => setView({ filter: text }));
const selection = new Selection(() => renderSoon());
const panel = new ColumnsPanel({
  choose: (key, shown) =>
    setView({ columns: shown ? [...shownKeys(), key] : shownKeys().filter((each) => each !== key) }),
  usual: () => {
    const { columns: _, ...rest } = view;
    replaceView(rest);
  },
});
const grid = new Grid({
  sort: (key, further) =>
    setView({ sort: nextSort(view.sort, state.columns, { key, further, usual: usualView.sort }) }),
  moveColumn(key, steps) {
    const keys = shownKeys().filter((each) => each !== key);
    const at = shownKeys().indexOf(key) + steps;
    if (shownKeys().includes(key)) setView({ columns: keys.toSpliced(Math.max(0, at), 0, key) });
  },
  enter(index) {
    const item = arranged.items[index];
    if (item.kind === "run") host.send({ type: "open", folder: state.folders[item.row] });
    else fold(item, !item.expanded);
  },
  fold(index, open) {
    const item = arranged.items[index];
    if (item.kind !== "group" || item.expanded === open) return false;
    fold(item, open);
    return true;
  },
  select(indices, selected) {
    const items = indices.map((index) => arranged.items[index]);
    if (selected === "toggle") for (const item of items) selection.toggle(state, item);
    else selection.set(state, items, selected);
  },
  selectAll: () => selection.set(state, arranged.items, true),
  clearSelection: () => selection.clear(),
  remove,
  editText(index, column) {
    const item = arranged.items[index];
    const shown = columns[column]?.column;
    if (!state.trusted || item?.kind !== "run" || !shown || !isEditable(shown)) return undefined;
    return editText(cellOf(state, shown.key === "" ? "name" : shown.key, item.row));
  },
  edit(index, column, text) {
    const item = arranged.items[index];
    const { key, kind } = columns[column].column;
    if (item.kind !== "run") return;
    const folder = state.folders[item.row];
    if (kind === "setting") host.send({ type: "fork", folder, path: key, text });
    else host.send({ type: "label", folder, what: key === "" ? "name" : (key as "name" | "note" | "tags"), text });
  },
});
const actions: ToolbarActions = {
  compare: () => host.send({ type: "compare", folders: selected() }),
  trainAgain() {
    for (const folder of selected().slice(0, 1)) host.send({ type: "trainAgain", folder });
  },
  pin: () => host.send({ type: "pin", folders: selected(), pinned: !allPinned() }),
  tag: () => host.send({ type: "askLabel", folders: selected(), what: "tags" }),
  note: () => host.send({ type: "askLabel", folders: selected(), what: "note" }),
  remove,
  exportCsv() {
    const folders = selected();
    const shown = [...new Set(arranged.items.flatMap(rowsOf))].map((row) => state.folders[row]);
    host.send({
      type: "exportCsv",
      folders: folders.length > 0 ? folders : shown,
      columns: ["network", "run", ...shownKeys().filter((key) => key !== "network" && key !== "run")],
    });
  },
  groupSeeds: (seeds) => setView({ seeds }),
  chooseView: (name) => replaceView(state.views.find((each) => each.name === name)?.view ?? usualView),
  showGroup: () => host.send({ type: "showGroup" }),
  saveView: () => host.send({ type: "saveView", view }),
  deleteView() {
    const name = viewName();
    if (name) host.send({ type: "deleteView", name });
  },
};
const toolbar = new Toolbar(actions, panel.menuItem);
const empty = element(
  "p",
  { class: "empty no-runs", hidden: true },
  t("There are no runs yet. Train a network to start."),
);

document.body.classList.add("runs-page");
mount(
  element("header", { class: "table-title" }, element("h1", {}, t("Runs")), toolbar.count),
  toolbar.element,
  panel.element,
  field.element,
  grid.element,
  empty,
);

const isEditable = ({ key, kind }: RunColumn) => kind === "setting" || ["", "name", "note", "tags"].includes(key);
const shownKeys = (): readonly string[] => {
  const known = new Set(state.columns.map(({ key }) => key));
  return view.columns?.filter((key) => known.has(key)) ?? usualColumns(state);
};
/** Returns true for the run of a trial, recognized by its path in the folder of a group. */
const isTrial = (folder: string) => /[\\/]trials[\\/]\d{6,}[\\/]run$/.test(folder);
const selected = () => selection.in(state, arranged.items);
const allPinned = () => {
  const rows = new Map(state.folders.map((folder, row) => [folder, row]));
  return selected().every((folder) => cellOf(state, "pinned", rows.get(folder) ?? 0) === true);
};
const sameView = (a: TableView, b: TableView) => JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
const inOrder = ({ columns: shown, sort, filter: text, seeds }: TableView) => [shown, sort, text, seeds];
/** Returns the name of the shown saved view; "" for the default one, undefined if the view was changed. */
const viewName = (): string | undefined =>
  sameView(view, usualView) ? "" : state.views.find((each) => sameView(each.view, view))?.name;

function remove(): void {
  const folders = selected();
  if (folders.length > 0 && state.trusted) host.send({ type: "delete", folders });
}

function fold({ group }: Extract<Item, { kind: "group" }>, open: boolean): void {
  if (open) expanded.add(group);
  else expanded.delete(group);
  render();
}

function setView(change: Partial<TableView>): void {
  replaceView({ ...view, ...change });
}

function replaceView(next: TableView): void {
  const isMoved = next.filter !== view.filter || JSON.stringify(next.sort) !== JSON.stringify(view.sort);
  view = next;
  host.updateViewState({ view });
  if (isMoved) grid.toTop();
  render();
}

function render(): void {
  filter = filterOf(view.filter, state);
  if ("matches" in filter) matches = filter.matches;
  arranged = arrange(state, view, matches, expanded);
  const keys = shownKeys();
  columns = gridColumns(keys);
  grid.show({
    columns,
    rows: arranged.items.length,
    row: (index) => contentsOf(arranged.items[index]),
    sort: view.sort,
    tree: view.seeds,
  });
  field.render(view.filter, filter, matches !== undefined);
  panel.render(state, keys);
  empty.hidden = !state.known || state.folders.length > 0;
  grid.element.hidden = state.known && state.folders.length === 0;
  const { folders, trusted, pending, known, views } = state;
  const chosen = selected();
  const count = chosen.length;
  toolbar.render({
    selected: count,
    isTrial: count === 1 && isTrial(chosen[0]),
    allPinned: count > 0 && allPinned(),
    trusted,
    shown: arranged.runs,
    all: folders.length,
    pending,
    known,
    seeds: view.seeds,
    views,
    view: viewName(),
  });
}

/** Returns columns with widths by the first runs, regardless of the filter, so that they do not move during typing. */
function gridColumns(keys: readonly string[]): readonly GridColumn[] {
  const key = JSON.stringify([keys, view.seeds, state.folders.slice(0, measuredRows)]);
  if (laidOut?.key === key && laidOut.cells === state.cells) return laidOut.columns;
  const titles = titlesOf(state.columns);
  const byKey = new Map(state.columns.map((column) => [column.key, column]));
  const some = state.folders.slice(0, measuredRows).map((_, row): Item => ({ kind: "run", row, inGroup: view.seeds }));
  const ofKeys = keys.map((key) => {
    const column = byKey.get(key) as RunColumn;
    const texts = some.map((item) => textOf(state, item, column));
    const isSpread = view.seeds && column.kind === "figure";
    return {
      column,
      title: titles.get(key) ?? key,
      texts: isSpread ? [...texts, widestSpread] : texts,
    };
  });
  const names = some.map((item) => `☐ ★ ●  ${view.seeds ? "    " : ""}${nameOf(state, item)}`);
  const all = layOut([{ column: headColumn, title: headColumn.title, texts: names }, ...ofKeys]);
  laidOut = { key, cells: state.cells, columns: all };
  return all;
}

function contentsOf(item: Item): RowContents {
  const isGroup = item.kind === "group";
  const at = (c: number) => columns[c].column;
  return {
    name: nameOf(state, item),
    pinned: rowsOf(item).every((row) => cellOf(state, "pinned", row) === true),
    ...(!isGroup && { state: cellOf(state, "state", item.row) as RunState }),
    selected: selection.has(state, item),
    ...(isGroup && { expanded: item.expanded }),
    inGroup: !isGroup && item.inGroup,
    text: (c) => textOf(state, item, at(c)),
    title: (c) => titleOf(state, item, at(c)),
  };
}

const renderSoon = oncePerFrame(render);
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f") {
    event.preventDefault();
    field.focus();
  }
});
host.onMessage((message) => {
  state = reduce(state, message);
  renderSoon();
});
render();
host.send({ type: "ready" });
