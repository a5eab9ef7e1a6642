/** The header of a sweep: its state, the number of trials, and the best trial so far with its settings. */

import { trialColumn } from "../../src/protocol/groupPanel";
import { budgetText } from "../../src/search/budgetLeft";
import type { SweepPlan } from "../../src/search/types";
import { element, setText } from "../ui/dom";
import { whole } from "../ui/format";
import { locale, t } from "../ui/l10n";
import { button } from "../ui/toolkit";
import type { SweepFinder } from "./found";
import { GroupStateLabel } from "./groupState";
import { countsOf, type GroupState, stateWords } from "./store";
import { objectivesText, settingsText } from "./trialText";

const times = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
/** Maximum number of named ties or points of a front; the table has all. */
const maxNamed = 8;

export interface HeaderListener {
  open(row: number): void;
  openConfig(): void;
}

export class SweepHeader {
  private readonly title = element("h1");
  private readonly state = new GroupStateLabel();
  private readonly trials = element("dd");
  private readonly search = element("dd");
  private readonly bestTerm = element("dt");
  private readonly best = element("dd");
  private readonly settings = element("dd");
  private readonly settingsFact = fact(t("Its settings"), this.settings);
  private readonly progress = element("progress", { max: 1, value: 0, "aria-label": t("Settings tried") });
  private readonly note = element("p", { class: "empty group-note" });
  private readonly showBest = button(
    t("Show Best Run"),
    () => this.bestRow !== undefined && this.listener.open(this.bestRow),
  );
  private readonly config = button(t("Open Config"), () => this.listener.openConfig());
  private bestRow: number | undefined;
  private rendered: { readonly state: GroupState; readonly finder: SweepFinder } | undefined;
  readonly element = element(
    "header",
    {},
    element(
      "div",
      { class: "top" },
      element("div", { class: "title" }, this.title, this.state.element),
      element("div", { class: "buttons" }, this.showBest.element, this.config.element),
    ),
    this.progress,
    element(
      "dl",
      { class: "facts" },
      fact(t("Trials"), this.trials),
      fact(t("Search"), this.search),
      element("div", {}, this.bestTerm, this.best),
      this.settingsFact,
    ),
    this.note,
  );

  constructor(private readonly listener: HeaderListener) {}

  render(state: GroupState, plan: SweepPlan, finder: SweepFinder): void {
    const { group, course, table } = state;
    if (!group || (this.rendered?.state === state && this.rendered.finder === finder)) return;
    this.rendered = { state, finder };
    setText(this.title, t("Sweep of {0}", group.network));
    this.title.title = times.format(new Date(group.created));
    const counts = countsOf(state);
    const shown = ["done", "failed", "running", "waiting"] as const;
    const parts = shown.filter((name) => counts[name] > 0).map((name) => `${whole(counts[name])} ${stateWords[name]}`);
    setText(this.trials, parts.join(", ") || t("none yet"));
    const { planned } = finder;
    const tried = triedSettings(state);
    setText(this.search, searchText(plan, tried, planned));
    this.progress.hidden = planned === undefined || tried >= planned;
    if (planned !== undefined) {
      this.progress.max = planned;
      this.progress.value = tried;
      this.progress.setAttribute("aria-valuetext", t("{0} of {1} settings tried", tried, planned));
    }
    this.renderFound(state, plan, finder);
    const isIdle = course.isRead && !course.isWorking;
    const isOver = isIdle && counts.waiting + counts.running === 0 && finder.isOver(table, course.closed);
    this.state.render(state, isOver);
    const left = isOver ? finder.left(table, course.closed) : undefined;
    setText(this.note, left ? t("The sweep is over: {0}.", budgetText(left, t)) : noteOf(state, isIdle && !isOver));
    this.note.hidden = this.note.textContent === "";
  }

  private renderFound({ table, course }: GroupState, plan: SweepPlan, finder: SweepFinder): void {
    const found = finder.find(table, course.closed);
    const [best] = found;
    this.bestRow = best?.proposal.trial;
    this.showBest.update({ enabled: best !== undefined, hidden: plan.objectives.length > 1 });
    const isFront = plan.objectives.length > 1;
    this.settingsFact.hidden = isFront;
    setText(this.bestTerm, isFront ? t("Pareto front so far") : t("Best so far"));
    if (!best) {
      setText(this.best, t("no generation of trials has ended"));
      setText(this.settings, "–");
      return;
    }
    const names = (trials: typeof found) => {
      const some = trials
        .slice(0, maxNamed)
        .map(({ proposal }) => proposal.trial)
        .join(", ");
      return trials.length > maxNamed ? t("{0} and {1} more", some, trials.length - maxNamed) : some;
    };
    if (isFront) {
      setText(
        this.best,
        t(
          "{0} that none beats in both: {1}",
          found.length === 1 ? t("1 trial") : t("{0} trials", found.length),
          names(found),
        ),
      );
      return;
    }
    const of = best.seeds > 1 ? t(" (mean of {0} seeds)", best.seeds) : "";
    const tied = found.length > 1 ? t("; tied with {0}", names(found.slice(1))) : "";
    setText(
      this.best,
      t("trial {0}: {1}{2}{3}", best.proposal.trial, objectivesText(plan.objectives, best.objectives), of, tied),
    );
    setText(this.settings, settingsText(plan, best.proposal.values));
  }
}

const fact = (name: string, value: HTMLElement) => element("div", {}, element("dt", {}, name), value);

/** Returns the number of tried settings, without repeats and continued trials. */
function triedSettings({ table }: GroupState): number {
  const column = (name: string) => table.column(name);
  const [repeats, continues, ended] = [trialColumn.repeats, trialColumn.continues, trialColumn.ended].map(column);
  const has = (values: Float64Array | undefined, row: number) => values !== undefined && !Number.isNaN(values[row]);
  let tried = 0;
  for (let row = 0; row < table.length; row++) {
    if (has(ended, row) && !has(repeats, row) && !has(continues, row)) tried++;
  }
  return tried;
}

function searchText({ search, repeats, budget }: SweepPlan, tried: number, planned: number | undefined): string {
  const settings =
    planned === undefined
      ? t("{0} settings tried", whole(tried))
      : t("{0} of {1} settings tried", whole(tried), whole(planned));
  const seeds = repeats && repeats.most > 1 ? t(", the best with up to {0} seeds", repeats.most) : "";
  const most = budget?.trials === undefined ? "" : t(", at most {0} trials", whole(budget.trials));
  return `${search.type}: ${settings}${seeds}${most}`;
}

function noteOf({ group, course }: GroupState, isStopped: boolean): string {
  if (course.problem !== undefined) return course.problem;
  if (!isStopped || !group) return "";
  return t("To resume: matrix-network sweep {0}", group.folder);
}
