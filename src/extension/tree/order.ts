/** The order of a network's runs in the tree. */
import { compareBest } from "../../core/earlyStopping";
import type { Run } from "../workspace/networks";

export const runOrders = ["newest", "oldest", "best", "name", "duration", "epochs"] as const;
export type RunOrder = (typeof runOrders)[number];

/** Returns pinned runs first. The sort is stable, so equal runs stay newest first. */
export function sortedRuns(runs: readonly Run[], order: RunOrder): Run[] {
  const pinned = (run: Run) => (run.pinned ? 0 : 1);
  return [...runs].sort((a, b) => pinned(a) - pinned(b) || compare[order](a, b));
}

const compare: Record<RunOrder, (a: Run, b: Run) => number> = {
  newest: (a, b) => b.createdAt.getTime() - a.createdAt.getTime(),
  oldest: (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
  best: (a, b) => compareBest(a.best, b.best),
  // Unnamed runs after named ones.
  name: (a, b) =>
    Number(!a.name) - Number(!b.name) || (a.name ?? "").localeCompare(b.name ?? "", undefined, { numeric: true }),
  duration: (a, b) => b.seconds - a.seconds,
  epochs: (a, b) => b.epoch - a.epoch,
};
