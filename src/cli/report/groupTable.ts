/** The table of a group in training: its best trials, best first, and the number of trials in each state. */
import type { Colors } from "picocolors/types";
import type { AnyGroupEvent, GroupEvent, TrialEvent } from "../../protocol/groupEvents";
import { alignColumns } from "./alignColumns";
import { figure, shortNames, valueText } from "./trialLines";

/** Maximum number of best trials shown. */
const shown = 8;

export class GroupTable {
  private objectives: GroupEvent["objectives"] = [];
  private readonly trials = new Map<number, TrialEvent>();
  private generations = 0;

  take(event: AnyGroupEvent): void {
    if (event.type === "group") this.objectives = event.objectives;
    else if (event.type === "trial") this.trials.set(event.trial, event);
    else this.generations = Math.max(this.generations, event.generation + 1);
  }

  /** Returns lines of at most `width` columns; the first is the heading. */
  lines(width: number, colors: Colors): string[] {
    const all = [...this.trials.values()];
    const best = all.filter(({ state }) => state === "done").sort((a, b) => this.compare(a, b));
    const paths = [...new Set(best.flatMap(({ values }) => Object.keys(values)))];
    const names = shortNames(paths);
    const heading = [
      "trial",
      ...this.objectives.map(({ metric }) => metric),
      ...paths.map((path) => names.get(path) ?? ""),
    ];
    const rows = best
      .slice(0, shown)
      .map(({ trial, objectives, values }) => [
        String(trial),
        ...(objectives ?? []).map(figure),
        ...paths.map((path) => (path in values ? valueText(values[path]) : "")),
      ]);
    const [first, ...table] = alignColumns([heading, ...rows]).map((line) => line.slice(0, width));
    return [...(rows.length > 0 ? [colors.dim(first), ...table] : []), this.counts(all).slice(0, width)];
  }

  /** Sorts by the first objective, best first; ties by number. */
  private compare(a: TrialEvent, b: TrialEvent): number {
    const sign = this.objectives[0]?.largerIsBetter ? -1 : 1;
    return sign * ((a.objectives?.[0] ?? 0) - (b.objectives?.[0] ?? 0)) || a.trial - b.trial;
  }

  private counts(all: readonly TrialEvent[]): string {
    const count = (state: TrialEvent["state"]) => all.filter((trial) => trial.state === state).length;
    const states = (["done", "running", "waiting", "failed"] as const).map((state) => [count(state), state] as const);
    const texts = states.filter(([n]) => n > 0).map(([n, state]) => `${n} ${state}`);
    return [...texts, `${this.generations} generations closed`].join(", ");
  }
}
