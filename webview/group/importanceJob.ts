/** Finds importances beside everything else that the page does: a few milliseconds at a time, and the newest last. */
import { type Importance, importanceSteps } from "../../src/search/importance";
import type { Seen } from "../../src/search/marginals";
import type { SweepPlan } from "../../src/search/types";

/** Of one turn; the page stays able to answer between two. */
const turnMilliseconds = 8;

export class ImportanceJob {
  private steps: Generator<undefined, readonly Importance[]> | undefined;
  private asked = "";
  private next: (() => void) | undefined;

  /** Whether what was asked for last is not found yet. */
  get isFinding(): boolean {
    return this.steps !== undefined || this.next !== undefined;
  }

  /** @param key another one after the trials changed; what is under way is ended first, then the newest is found */
  find(
    key: string,
    plan: SweepPlan,
    seen: () => readonly Seen[],
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

  /** With the newest that was asked for meanwhile. */
  private goOnWithNext(): void {
    const { next } = this;
    this.next = undefined;
    next?.();
  }
}
