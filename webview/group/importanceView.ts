/** Parameter importances: the share of the objective's variance that each setting explains, as bars in a table. */

import { shortNames } from "../../src/expressions/names";
import type { Importance } from "../../src/search/importance";
import type { SweepPlan } from "../../src/search/types";
import { element, setText } from "../ui/dom";
import { shortPercent, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { ImportanceJob } from "./importanceJob";
import { type ObservedTrials, observedTrials } from "./observedTrials";
import type { GroupState } from "./store";
import { titleOfMetric } from "./trialText";

/** Minimum number of trials; with fewer, importances are random. */
const fewest = 10;

export class ImportanceView {
  private readonly note = element("p", { class: "note" });
  /** Note that is shown while the table is outdated. */
  private readonly newer = element("p", { class: "note", role: "status", hidden: true }, t("Computing again…"));
  private readonly body = element("tbody");
  private readonly table = element(
    "table",
    { class: "importance" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ...[t("Setting"), t("Importance"), "±", t("Trials")].map((title) => element("th", { scope: "col" }, title)),
      ),
    ),
    this.body,
  );
  readonly element = element(
    "section",
    { class: "group-picture half" },
    element("h2", {}, t("Importance of each setting")),
    this.note,
    this.newer,
    this.table,
  );
  private readonly job = new ImportanceJob();
  private shown = "";
  private kept: { readonly of: GroupState; readonly i: number; readonly trials: ObservedTrials } | undefined;

  /** @param found called with new importances, as paths with the most important first */
  constructor(private readonly found: (paths: readonly string[]) => void) {}

  /** @param i index of the objective */
  render(state: GroupState, plan: SweepPlan, i: number): void {
    const { course } = state;
    const trials = this.seen(state, plan, i);
    if (trials.seen.length < fewest) {
      this.table.hidden = true;
      setText(this.note, t("Importance requires at least {0} completed trials.", fewest));
      return;
    }
    if (this.shown === "") {
      this.table.hidden = true;
      setText(this.note, t("Computing…"));
    }
    // Importances are computed per closed generation, which is rare; single trials do not justify a new forest.
    const key = `${i} ${course.closed} ${course.isWorking ? "" : trials.all}`;
    this.job.find(
      key,
      plan,
      () => trials.seen,
      (importances) => this.show(importances, plan, i, trials),
    );
    this.sayNewer();
  }

  private seen(state: GroupState, plan: SweepPlan, i: number): ObservedTrials {
    const { kept } = this;
    if (kept?.of.table === state.table && kept.of.version === state.version && kept.i === i) return kept.trials;
    const trials = observedTrials(plan, state.table, i);
    this.kept = { of: state, i, trials };
    return trials;
  }

  private sayNewer(): void {
    this.newer.hidden = this.shown === "" || !this.job.isFinding;
  }

  private show(importances: readonly Importance[], plan: SweepPlan, i: number, trials: ObservedTrials): void {
    const names = shortNames(plan.space.map(({ path }) => path));
    const sorted = [...importances].sort((a, b) => b.importance - a.importance);
    this.table.hidden = sorted.length === 0;
    const of =
      trials.seen.length < trials.all
        ? t("{0} of {1}", whole(trials.seen.length), whole(trials.all))
        : whole(trials.all);
    const rung = trials.epochs === undefined ? "" : t(" of {0} epochs", whole(trials.epochs));
    const some = sorted.some((each) => each.trials < trials.seen.length)
      ? t(" A setting that only some trials use is compared within those trials.")
      : "";
    const metric = titleOfMetric(plan.objectives[i].metric);
    setText(
      this.note,
      sorted.length === 0
        ? t("All trials have the same result.")
        : t(
            "The share of the differences in {0} that a setting explains by itself (fANOVA), of {1} trials{2}; ± over the 64 trees of a forest.{3}",
            metric,
            of,
            rung,
            some,
          ),
    );
    const drawn = JSON.stringify(sorted);
    if (drawn !== this.shown)
      this.body.replaceChildren(...sorted.map((each) => rowOf(each, names.get(each.path) ?? each.path)));
    this.shown = drawn;
    this.sayNewer();
    this.found(sorted.map(({ path }) => path));
  }
}

function rowOf({ path, importance, deviation, trials }: Importance, name: string): HTMLElement {
  const bar = element("span", { class: "importance-bar", "aria-hidden": "true" });
  bar.style.width = `${100 * importance}%`;
  const head = element("th", { scope: "row" }, name);
  head.title = path;
  return element(
    "tr",
    {},
    head,
    element("td", { class: "importance-cell" }, bar, element("span", {}, shortPercent(importance))),
    element("td", {}, shortPercent(deviation)),
    element("td", {}, whole(trials)),
  );
}
