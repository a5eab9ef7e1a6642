/** The page of a group of trainings: wires host, state and views. */
import type { TableView } from "../../src/protocol/runsTable";
import { element, mount } from "../ui/dom";
import { oncePerFrame } from "../ui/frames";
import { onThemeChange } from "../ui/theme";
import { objectiveAxis, parameterAxes } from "./axes";
import { brushedRows } from "./brushes";
import { PictureControls } from "./controls";
import { SweepFinder } from "./found";
import { SweepHeader } from "./header";
import { GroupHost, type ViewState } from "./host";
import { ObjectiveView } from "./objectiveView";
import { ParallelView } from "./parallelView";
import { type GroupState, noGroup, reduce } from "./store";
import { tintsOf } from "./tints";
import { TrialsView, usualView } from "./trialsView";

const host = new GroupHost();
let state: GroupState = noGroup;
let view: TableView = host.viewState.view ?? usualView;
let finder: SweepFinder | undefined;
const selected = new Set<number>();

const open = (row: number) => host.send({ type: "open", trial: row });
const select = (rows: readonly number[], wanted: boolean | "toggle") => {
  for (const row of rows) {
    if (wanted === true || (wanted === "toggle" && !selected.has(row))) selected.add(row);
    else selected.delete(row);
  }
  renderSoon();
};
const pictures = {
  open,
  toggle(row: number) {
    select([row], "toggle");
    trials.reveal(row);
  },
};

const header = new SweepHeader({ open, openConfig: () => host.send({ type: "openConfig" }) });
const objective = new ObjectiveView(pictures);
const parallel = new ParallelView((brushes) => remember({ brushes }));
const trials = new TrialsView({
  open,
  compare: (rows) => host.send({ type: "compare", trials: [...rows] }),
  setView(next) {
    view = next;
    remember({ view });
  },
  select,
  clearSelection() {
    selected.clear();
    renderSoon();
  },
  clearBrushes: () => remember({ brushes: {} }),
});
const controls = new PictureControls({
  chooseObjective: (i) => remember({ objective: i }),
  chooseLog: (log) => remember({ log }),
});
const reading = element("p", { class: "empty" }, "Reading the group…");

document.body.classList.add("group-page");
mount(reading, header.element, controls.element, objective.element, parallel.element, trials.element);

function remember(change: Partial<ViewState>): void {
  host.updateViewState(change);
  render();
}

function render(): void {
  const { group, course } = state;
  const plan = group?.kind === "sweep" ? group.plan : undefined;
  reading.hidden = group !== undefined;
  if (!group && course.problem) reading.textContent = course.problem;
  for (const part of [header, controls, objective, parallel, trials]) part.element.hidden = plan === undefined;
  if (!plan || !finder) return;
  header.render(state, plan, finder);
  const { objective: wanted = 0, log, brushes: kept = {} } = host.viewState;
  const { table, version } = state;
  const i = Math.min(wanted, plan.objectives.length - 1);
  const axis = objectiveAxis(plan, table, i, log);
  const others = plan.objectives.flatMap((_, o) => (o === i ? [] : [objectiveAxis(plan, table, o, undefined)]));
  const axes = [...parameterAxes(plan), ...others, axis];
  const brushes = Object.fromEntries(Object.entries(kept).filter(([key]) => axes.some(({ column }) => column === key)));
  const isBrushed = brushedRows(brushes, table);
  const passes = trials.passes({ state, plan, view });
  const shown = {
    isShown: (row: number) => (!passes || passes(row)) && (!isBrushed || isBrushed(row)),
    isSelected: (row: number) => selected.has(row),
  };
  const tints = tintsOf(table, version, axis.column, plan.objectives[i].largerIsBetter);
  trials.render({ state, plan, view, isBrushed, selected });
  controls.render(plan, i, axis);
  objective.render(state, plan, i, axis, shown);
  parallel.render({ state, axes, brushes, ...shown, tint: (row) => tints[row], shown: trials.shown });
}

const renderSoon = oncePerFrame(render);
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f") {
    event.preventDefault();
    trials.focusFilter();
  }
});
onThemeChange(renderSoon);
host.onMessage((message) => {
  state = reduce(state, message);
  if (message.type === "group") {
    host.updateViewState({ folder: message.group.folder });
    finder = message.group.kind === "sweep" ? new SweepFinder(message.group.plan) : undefined;
  }
  renderSoon();
});
render();
host.send({ type: "ready" });
