/** The choice of two of the compared runs from the lists A and B, stored in the view state. */

import type { ComparedRun } from "../../src/protocol/compare";
import type { Moment } from "../state/moment";
import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import { dropdown } from "../ui/toolkit";
import { nameOf } from "./entries";
import type { CompareHost } from "./host";
import { type CompareState, stateOf } from "./store";

export interface Both {
  readonly a: ComparedRun;
  readonly b: ComparedRun;
}

export class Pair {
  private readonly a = dropdown(t("Run A"), (a) => this.choose({ a }));
  private readonly b = dropdown(t("Run B"), (b) => this.choose({ b }));
  readonly element = element(
    "div",
    { class: "pair" },
    element("span", {}, element("span", { class: "letter", "aria-hidden": "true" }, "A"), this.a.element),
    element("span", {}, element("span", { class: "letter", "aria-hidden": "true" }, "B"), this.b.element),
  );

  constructor(
    private readonly host: CompareHost,
    private readonly onChange: () => void,
  ) {}

  /** Returns the two chosen runs, by default the first two; undefined if there are fewer. */
  of({ runs }: CompareState): Both | undefined {
    const { viewState } = this.host;
    const a = runs.find(({ folder }) => folder === viewState.a) ?? runs[0];
    const others = runs.filter((run) => run !== a);
    const b = others.find(({ folder }) => folder === viewState.b) ?? others[0];
    return a && b ? { a, b } : undefined;
  }

  /** Returns a key of the two folders; undefined without two runs. */
  key(state: CompareState): string | undefined {
    const pair = this.of(state);
    return pair && JSON.stringify([pair.a.folder, pair.b.folder]);
  }

  /** Returns the moment of the comparison: the best weights of both runs, which may change with every epoch. */
  moment(state: CompareState): Moment {
    const { a, b } = this.of(state) ?? {};
    const states = [a, b].flatMap((run) => (run ? [stateOf(state, run.folder)] : []));
    const isAtWork = states.some(({ status }) => status?.state === "running");
    return { at: "best", key: states.map(({ epochs }) => epochs.length).join(), isAtWork, isLive: false };
  }

  render(state: CompareState): void {
    const pair = this.of(state);
    if (!pair) return;
    const names = state.runs.map((run) => [run.folder, nameOf(state, run)] as const);
    this.a.offer(names, pair.a.folder);
    this.b.offer(
      names.filter(([folder]) => folder !== pair.a.folder),
      pair.b.folder,
    );
  }

  private choose(change: { a?: string; b?: string }): void {
    const { a, b } = this.host.viewState;
    // Choosing B's run as A swaps the two.
    this.host.updateViewState(change.a !== undefined && change.a === b && a !== undefined ? { a: b, b: a } : change);
    this.onChange();
  }
}
