/** The page of a sweep: header, pictures and table, with a shared selection and shared brushes. */

import type { SweepPlan } from "../../src/search/types";
import type { Drawing } from "../ui/frames";
import type { Axis, ObjectiveAxis } from "./axes";
import { brushedRows } from "./brushes";
import { PictureControls } from "./controls";
import { SweepFinder } from "./found";
import { FrontView } from "./frontView";
import { GroupPage } from "./groupPage";
import { SweepHeader } from "./header";
import type { GroupHost, ViewState } from "./host";
import { ImportanceView } from "./importanceView";
import { ObjectiveView, type Shown } from "./objectiveView";
import { ParallelView } from "./parallelView";
import { PictureColumns } from "./pictureColumns";
import { RankView } from "./rankView";
import { shownRows } from "./shownRows";
import { SliceViews } from "./sliceViews";
import type { GroupState } from "./store";
import { SweepAxes } from "./sweepAxes";
import { tintsOf } from "./tints";
import { usualView } from "./trialTerms";

export class SweepPage extends GroupPage {
  private finder: SweepFinder;
  private axes: SweepAxes;
  private readonly columns = new PictureColumns();
  /** Paths of the settings, the most important first; empty until importances are known. */
  private order: readonly string[] = [];
  private readonly header = new SweepHeader({
    open: (row) => this.open(row),
    openConfig: () => this.openConfig(),
  });
  private readonly controls = new PictureControls({
    chooseObjective: (i) => this.remember({ objective: i }),
    chooseLog: (log) => this.remember({ log }),
  });
  private readonly objective = new ObjectiveView(this.pictures);
  private readonly parallel = new ParallelView((brushes) => this.remember({ brushes }));
  private readonly importance = new ImportanceView((paths) => {
    this.order = paths;
    this.page.soon();
  });
  private readonly slices = new SliceViews(this.pictures);
  private readonly ranks = new RankView({
    ...this.pictures,
    choose: (across, up) => this.remember({ ranks: [across, up] }),
  });
  private readonly front = new FrontView(this.pictures);
  readonly elements: readonly HTMLElement[] = [
    this.header,
    this.controls,
    this.objective,
    this.front,
    this.parallel,
    this.importance,
    this.ranks,
    this.slices,
    this.trials,
  ].map(({ element }) => element);

  constructor(
    private plan: SweepPlan,
    host: GroupHost,
    page: Drawing,
  ) {
    super(host, page);
    this.finder = new SweepFinder(plan);
    this.axes = new SweepAxes(plan);
  }

  /** Sets the plan of an extended sweep; the selection is preserved. */
  replan(plan: SweepPlan): void {
    this.plan = plan;
    this.finder = new SweepFinder(plan);
    this.axes = new SweepAxes(plan);
  }

  render(state: GroupState): void {
    const { finder, plan } = this;
    const { objective: wanted = 0, log, ranks, view = usualView } = this.host.viewState;
    const { table, version, course } = state;
    const i = Math.min(wanted, plan.objectives.length - 1);
    const objectives = this.axes.objectives(state, i, log);
    const { settings } = this.axes;
    const axes = [...settings, ...objectives.filter((_, o) => o !== i), objectives[i]];
    const brushes = this.brushesOf(axes);
    const isBrushed = brushedRows(brushes, table);
    const left = shownRows(table, this.trials.passes({ state, plan, view }), isBrushed);
    const shown: Shown = {
      columns: this.columns.at(state),
      shown: left,
      selected: this.selected,
    };
    const tints = tintsOf(table, version, objectives[i].column, plan.objectives[i].largerIsBetter);
    this.header.render(state, plan, finder);
    this.trials.render({ state, plan, view, shown: left, isBrushed: isBrushed !== undefined, selected: this.selected });
    this.controls.render(plan, i, objectives[i]);
    this.parallel.render({ state, axes, brushes, ...shown, tints, count: this.trials.shown });
    this.objective.render(state, plan, i, objectives[i], shown);
    this.importance.render(state, plan, i);
    this.renderSettings({ state, plan, settings, objective: objectives[i], shown, tints, ranks });
    const isFront = plan.objectives.length > 1;
    this.front.element.hidden = !isFront;
    this.objective.element.classList.toggle("half", isFront);
    if (isFront) this.front.render(state, plan, objectives, finder.find(table, course.closed), shown);
  }

  /** Draws the pictures of the settings, the most important first. */
  private renderSettings({ state, plan, settings, objective, shown, tints, ranks }: SettingsContents): void {
    const position = (path: string) => (this.order.includes(path) ? this.order.indexOf(path) : this.order.length);
    const sorted = plan.space
      .map(({ path }, a) => ({ path, axis: settings[a] }))
      .sort((a, b) => position(a.path) - position(b.path))
      .map(({ axis }) => axis);
    this.slices.render(state, plan, sorted, objective, shown);
    this.ranks.render({ state, plan, axes: sorted, tints, chosen: ranks, ...shown });
  }

  private brushesOf(axes: readonly Axis[]) {
    const known = new Set(axes.map(({ column }) => column));
    return Object.fromEntries(
      Object.entries(this.host.viewState.brushes ?? {}).filter(([column]) => known.has(column)),
    );
  }
}

interface SettingsContents {
  readonly state: GroupState;
  readonly plan: SweepPlan;
  readonly settings: readonly Axis[];
  readonly objective: ObjectiveAxis;
  readonly shown: Shown;
  readonly tints: Float32Array;
  readonly ranks: ViewState["ranks"];
}
