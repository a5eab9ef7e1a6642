/** The table of results, with the seeds of a config as mean ± standard deviation and the best of each column marked. */

import type { ComparedRun } from "../../src/protocol/compare";
import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import { type Entry, entriesOf } from "./entries";
import { type Figure, figuresOf, type Spread, spreadOf } from "./figures";
import { type CompareState, stateOf } from "./store";

export class MetricsTable {
  private readonly place = element("div", {
    class: "table-scroller",
    tabindex: 0,
    role: "region",
    "aria-label": t("Table of results"),
  });
  readonly element = element("section", {}, element("h2", {}, t("Results")), this.place);
  private drawn: CompareState | undefined;

  constructor(private readonly open: (folder: string) => void) {}

  render(state: CompareState): void {
    if (state === this.drawn) return;
    this.drawn = state;
    const entries = entriesOf(state, true);
    const figures = figuresOf(state.runs.map(({ folder }) => stateOf(state, folder)));
    const spreads = entries.map(({ runs }) =>
      figures.map(({ of }) => spreadOf(runs.map((run) => of(stateOf(state, run.folder))))),
    );
    const best = figures.map((each, f) =>
      bestOf(
        each,
        spreads.map((row) => row[f]),
      ),
    );
    const rows = entries.flatMap((entry, e) => {
      const cells = spreads[e].map((spread, f) => spreadCell(figures[f], spread, best[f] === e));
      const members = entry.runs.length > 1 ? entry.runs.map((run) => this.member(state, run, figures)) : [];
      return [element("tr", { class: "entry" }, this.head(entry), ...cells), ...members];
    });
    const titles = figures.map(({ name, title }) => element("th", { scope: "col", title }, name));
    const head = element("tr", {}, element("th", { scope: "col" }, t("Run")), ...titles);
    const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
    const focused = document.activeElement?.getAttribute("data-folder");
    this.place.replaceChildren(table);
    if (focused) this.place.querySelector<HTMLElement>(`[data-folder="${CSS.escape(focused)}"]`)?.focus();
  }

  private head({ name, runs }: Entry): HTMLElement {
    const text = runs.length > 1 ? name : this.link(runs[0], name);
    return element("th", { scope: "row" }, text);
  }

  private member(state: CompareState, run: ComparedRun, figures: readonly Figure[]): HTMLElement {
    const cells = figures.map((each) => {
      const value = each.of(stateOf(state, run.folder));
      return element("td", {}, value === undefined ? "–" : each.show(value));
    });
    const head = element("th", { scope: "row" }, this.link(run, t("seed {0}", run.seed)), ` ${run.name}`);
    return element("tr", { class: "member" }, head, ...cells);
  }

  private link({ folder }: ComparedRun, text: string): HTMLElement {
    const link = element(
      "button",
      { class: "link", title: t("Opens the results of this run"), "data-folder": folder },
      text,
    );
    link.addEventListener("click", () => this.open(folder));
    return link;
  }
}

/** Returns a cell such as "97.63% ± 0.12%", with a star if it is the best. */
function spreadCell({ show }: Figure, spread: Spread | undefined, isBest: boolean): HTMLElement {
  if (!spread) return element("td", {}, "–");
  const { mean, deviation, least, most, count } = spread;
  const text = !deviation ? show(mean) : `${show(mean)} ± ${show(deviation)}`;
  const title = count > 1 ? t("{0} runs, from {1} to {2}", count, show(least), show(most)) : undefined;
  const words = isBest ? [element("span", { role: "img", "aria-label": t("best") }, "★ "), text] : [text];
  return element("td", { title, class: isBest ? "best" : undefined }, ...words);
}

/** Returns the index of the best spread; undefined if all are equal or the figure has no better direction. */
function bestOf({ better }: Figure, spreads: readonly (Spread | undefined)[]): number | undefined {
  const means = spreads.map((spread) => (spread ? better * spread.mean : Number.NEGATIVE_INFINITY));
  const most = Math.max(...means);
  const firsts = means.flatMap((mean, i) => (mean === most ? [i] : []));
  return better !== 0 && firsts.length === 1 && spreads.length > 1 ? firsts[0] : undefined;
}
