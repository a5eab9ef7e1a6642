/** Which two of the compared runs are set against each other: two lists, A and B, remembered. */
import type { ComparedRun } from "../../src/protocol/compare";
import { element } from "../ui/dom";
import { dropdown } from "../ui/toolkit";
import { nameOf } from "./entries";
import type { CompareHost } from "./host";
import { type CompareState, stateOf } from "./store";

export interface Both {
  readonly a: ComparedRun;
  readonly b: ComparedRun;
}

export class Pair {
  private readonly a = dropdown("Run A", (a) => this.choose({ a }));
  private readonly b = dropdown("Run B", (b) => this.choose({ b }));
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

  /** The two that are chosen, else the first two; undefined: there are no two. */
  of({ runs }: CompareState): Both | undefined {
    const { remembered } = this.host;
    const a = runs.find(({ folder }) => folder === remembered.a) ?? runs[0];
    const others = runs.filter((run) => run !== a);
    const b = others.find(({ folder }) => folder === remembered.b) ?? others[0];
    return a && b ? { a, b } : undefined;
  }

  /** Changes with the two, and with every epoch of theirs; empty: there are no two. */
  key(state: CompareState): string {
    const pair = this.of(state);
    if (!pair) return "";
    return JSON.stringify([pair.a, pair.b].map(({ folder }) => [folder, stateOf(state, folder).epochs.length]));
  }

  isAtWork(state: CompareState): boolean {
    const { a, b } = this.of(state) ?? {};
    return [a, b].some((run) => run && stateOf(state, run.folder).status?.state === "running");
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
    const { a, b } = this.host.remembered;
    // Chosen as A, B's run changes places with it.
    this.host.remember(change.a !== undefined && change.a === b && a !== undefined ? { a: b, b: a } : change);
    this.onChange();
  }
}
