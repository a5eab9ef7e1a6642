/** In which order the runs of a network stand in the tree. */
import { compareBest } from "../../core/earlyStopping";
import type { Run } from "../workspace/networks";

export const orders = ["newest", "oldest", "best", "name", "duration", "epochs"] as const;
export type Order = (typeof orders)[number];

/** Pinned runs first; what is equal stays as it is given, the newest first. */
export function inOrder(runs: readonly Run[], order: Order): Run[] {
  const pinned = (run: Run) => (run.pinned ? 0 : 1);
  return [...runs].sort((a, b) => pinned(a) - pinned(b) || compare[order](a, b));
}

const compare: Record<Order, (a: Run, b: Run) => number> = {
  newest: (a, b) => b.createdAt.getTime() - a.createdAt.getTime(),
  oldest: (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
  best: (a, b) => compareBest(a.best, b.best),
  // Runs without a name of their own after those with one.
  name: (a, b) =>
    Number(!a.name) - Number(!b.name) || (a.name ?? "").localeCompare(b.name ?? "", undefined, { numeric: true }),
  duration: (a, b) => b.seconds - a.seconds,
  epochs: (a, b) => b.epoch - a.epoch,
};
