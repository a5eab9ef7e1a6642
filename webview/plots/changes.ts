/** Settings that were changed during training: as text, and where they stand in a plot. Pure. */
import type { Changed } from "../../src/protocol/events";
import type { State } from "../state/store";
import { figure } from "../ui/format";

const names: Record<string, { sign: string; name: string }> = {
  "training.optimizer.learningRate": { sign: "η", name: "learning rate" },
  "training.regularization.l1": { sign: "λ1", name: "L1 penalty" },
  "training.regularization.l2": { sign: "λ2", name: "L2 penalty" },
  "training.epochs": { sign: "epochs", name: "epochs" },
  "training.schedule.epochs": { sign: "schedule", name: "epochs of the schedule" },
};

/** "η 1 → 0.5": as it stands in a plot. */
export const shortChange = ({ path, from, to }: Changed): string =>
  `${names[path]?.sign ?? path} ${value(from)} → ${value(to)}`;

/** "learning rate changed from 1 to 0.5 in epoch 5, before batch 120" */
export function describeChange({ path, from, to, epoch, batch }: Changed): string {
  const name = names[path]?.name ?? path;
  return `${name} changed from ${value(from)} to ${value(to)} in epoch ${epoch}, before batch ${batch}`;
}

const value = (of: unknown) =>
  typeof of === "number" ? figure(of) : of === undefined ? "nothing" : JSON.stringify(of);

/** Where the new value begins to hold, in epochs done. */
export function placeOf({ epoch, batch }: Changed, { run, started, progress }: State): number {
  const counted = started && run ? Math.ceil(started.examples.train / run.batchSize) : progress?.batches;
  return epoch - 1 + Math.min(1, (batch - 1) / (counted ?? batch));
}

/** What was changed in an epoch, as its row in a table says it. */
export const changesIn = (changes: readonly Changed[], epoch: number): string =>
  changes
    .filter((change) => change.epoch === epoch)
    .map(shortChange)
    .join(", ");
