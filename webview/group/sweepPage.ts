/** What a page shows of a sweep: header, pictures and table, with one selection and one set of brushes for all. */

import type { SweepPlan } from "../../src/search/types";
import { oncePerFrame } from "../ui/frames";
import type { Axis, ObjectiveAxis } from "./axes";
import { objectiveAxis, parameterAxes } from "./axes";
import { brushedRows } from "./brushes";
import { PictureControls } from "./controls";
import { SweepFinder } from "./found";
import { FrontView } from "./frontView";
import { SweepHeader } from "./header";
import type { GroupHost, ViewState } from "./host";
import { ImportanceView } from "./importanceView";
import { ObjectiveView, type Shown } from "./objectiveView";
import { ParallelView } from "./parallelView";
import { RankView } from "./rankView";
import { selectRows } from "./selectRows";
import { SliceViews } from "./sliceViews";
import type { GroupState } from "./store";
import { tintsOf } from "./tints";
import { TrialsView } from "./trialsView";
import { usualView } from "./trialWords";

export class SweepPage {
  private readonly selected = new Set<number>();
  /** Many pictures of very many trials take a while: most come a frame after the table, so that typing goes on. */
  private drawPictures: () => void = () => {};
  private readonly drawPicturesSoon = oncePerFrame(() => this.drawPictures());
  private readonly finder: SweepFinder;
  /** Paths of settings, the most important first, once that is known. */
  private order: readonly string[] = [];
  private readonly pictures = {
    open: (row: number) => this.open(row),
    toggle: (row: number) => {
      this.select([row], "toggle");
      this.trials.reveal(row);
    },
  };
  private readonly header = new SweepHeader({
    open: (row) => this.open(row),
    openConfig: () => this.host.send({ type: "openConfig" }),
  });
  private readonly controls = new PictureControls({
    chooseObjective: (i) => this.remember({ objective: i }),
    chooseLog: (log) => this.remember({ log }),
  });
  private readonly objective = new ObjectiveView(this.pictures);
  private readonly parallel = new ParallelView((brushes) => this.remember({ brushes }));
  private readonly importance = new ImportanceView((paths) => {
    this.order = paths;
    this.change();
  });
  private readonly slices = new SliceViews(this.pictures);
  private readonly ranks = new RankView({
    ...this.pictures,
    choose: (across, up) => this.remember({ ranks: [across, up] }),
  });
  private readonly front = new FrontView(this.pictures);
  private readonly trials = new TrialsView({
    open: (row) => this.open(row),
    compare: (rows) => this.host.send({ type: "compare", trials: [...rows] }),
    setView: (view) => this.remember({ view }),
    select: (rows, wanted) => this.select(rows, wanted),
    clearSelection: () => {
      this.selected.clear();
      this.change();
    },
    clearBrushes: () => this.remember({ brushes: {} }),
  });
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

  /** @param change the page is to be drawn anew, in the next frame */
  constructor(
    private readonly plan: SweepPlan,
    private readonly host: GroupHost,
    private readonly change: () => void,
  ) {
    this.finder = new SweepFinder(plan);
  }

  focusFilter(): void {
    this.trials.focusFilter();
  }

  render(state: GroupState): void {
    const { finder, plan } = this;
    const { objective: wanted = 0, log, ranks, view = usualView } = this.host.viewState;
    const { table, version, course } = state;
    const i = Math.min(wanted, plan.objectives.length - 1);
    const objectives = plan.objectives.map((_, o) => objectiveAxis(plan, table, o, o === i ? log : undefined));
    const settings = parameterAxes(plan);
    const axes = [...settings, ...objectives.filter((_, o) => o !== i), objectives[i]];
    const brushes = this.brushesOf(axes);
    const isBrushed = brushedRows(brushes, table);
    const passes = this.trials.passes({ state, plan, view });
    const shown: Shown = {
      isShown: (row) => (!passes || passes(row)) && (!isBrushed || isBrushed(row)),
      isSelected: (row) => this.selected.has(row),
    };
    const tints = tintsOf(table, version, objectives[i].column, plan.objectives[i].largerIsBetter);
    const tint = (row: number) => tints[row];
    this.header.render(state, plan, finder);
    this.trials.render({ state, plan, view, isBrushed, selected: this.selected });
    this.controls.render(plan, i, objectives[i]);
    // Its keys go on from what it shows.
    this.parallel.render({ state, axes, brushes, ...shown, tint, shown: this.trials.shown });
    this.drawPictures = () => {
      this.objective.render(state, plan, i, objectives[i], shown);
      this.importance.render(state, plan, i);
      this.renderSettings({ state, plan, settings, objective: objectives[i], shown, tint, ranks });
      const isFront = plan.objectives.length > 1;
      this.front.element.hidden = !isFront;
      this.objective.element.classList.toggle("half", isFront);
      if (isFront) this.front.render(state, plan, objectives, finder.find(table, course.closed), shown);
    };
    this.drawPicturesSoon();
  }

  /** The most important settings first. */
  private renderSettings({ state, plan, settings, objective, shown, tint, ranks }: SettingsContents): void {
    const place = (path: string) => (this.order.includes(path) ? this.order.indexOf(path) : this.order.length);
    const sorted = plan.space
      .map(({ path }, a) => ({ path, axis: settings[a] }))
      .sort((a, b) => place(a.path) - place(b.path))
      .map(({ axis }) => axis);
    this.slices.render(state, plan, sorted, objective, shown);
    this.ranks.render({ state, plan, axes: sorted, tint, chosen: ranks, ...shown });
  }

  private brushesOf(axes: readonly Axis[]) {
    const known = new Set(axes.map(({ column }) => column));
    return Object.fromEntries(
      Object.entries(this.host.viewState.brushes ?? {}).filter(([column]) => known.has(column)),
    );
  }

  private open(row: number): void {
    this.host.send({ type: "open", trial: row });
  }

  private select(rows: readonly number[], wanted: boolean | "toggle"): void {
    selectRows(this.selected, rows, wanted);
    this.change();
  }

  private remember(change: Partial<ViewState>): void {
    this.host.updateViewState(change);
    this.change();
  }
}

interface SettingsContents {
  readonly state: GroupState;
  readonly plan: SweepPlan;
  readonly settings: readonly Axis[];
  readonly objective: ObjectiveAxis;
  readonly shown: Shown;
  readonly tint: (row: number) => number;
  readonly ranks: ViewState["ranks"];
}
