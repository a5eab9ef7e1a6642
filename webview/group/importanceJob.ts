/** Computes parameter importances in the background, a few milliseconds at a time; the newest request runs last. */
import { type Importance, importanceSteps } from "../../src/search/importance";
import type { Observation } from "../../src/search/marginals";
import type { SweepPlan } from "../../src/search/types";

/** Duration of one turn; the page handles events between turns. */
const turnMilliseconds = 8;

export class ImportanceJob {
  private steps: Generator<undefined, readonly Importance[]> | undefined;
  private asked = "";
  private next: (() => void) | undefined;

  /** True while the last request is not finished. */
  get isFinding(): boolean {
    return this.steps !== undefined || this.next !== undefined;
  }

  /** @param key identifies the trials; a computation in progress is finished before that of the newest key */
  find(
    key: string,
    plan: SweepPlan,
    seen: () => readonly Observation[],
    found: (importances: readonly Importance[]) => void,
  ): void {
    if (key === this.asked) return;
    this.asked = key;
    const begin = () => {
      this.steps = importanceSteps(plan.space, seen(), plan.search.seed);
      setTimeout(() => this.goOn(found));
    };
    if (this.isFinding) this.next = begin;
    else begin();
  }

  private goOn(found: (importances: readonly Importance[]) => void): void {
    const end = performance.now() + turnMilliseconds;
    while (this.steps && performance.now() < end) {
      const { done, value } = this.steps.next();
      if (!done) continue;
      this.steps = undefined;
      found(value);
    }
    if (this.steps) setTimeout(() => this.goOn(found));
    else if (this.next) setTimeout(() => this.goOnWithNext());
  }

  /** Starts the newest of the requests that arrived meanwhile. */
  private goOnWithNext(): void {
    const { next } = this;
    this.next = undefined;
    next?.();
  }
}
