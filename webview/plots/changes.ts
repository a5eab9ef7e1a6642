/** Settings changed during training and values set in the debugger: their text and their position in a plot. Pure. */

import { describeEdit, listEdits, shortEdit } from "../../src/protocol/edited";
import type { Changed } from "../../src/protocol/events";
import type { Change, State } from "../state/store";
import { figure } from "../ui/format";
import { t } from "../ui/l10n";

const names: Record<string, { sign: string; name: string }> = {
  "training.optimizer.learningRate": { sign: "η", name: t("learning rate") },
  "training.regularization.l1": { sign: "λ1", name: t("L1 penalty") },
  "training.regularization.l2": { sign: "λ2", name: t("L2 penalty") },
  "training.epochs": { sign: t("epochs"), name: t("epochs") },
  "training.schedule.epochs": { sign: t("schedule"), name: t("epochs of the schedule") },
};

/** Formats a change for a plot: "η 1 → 0.5". */
export function shortChange(change: Change): string {
  if (change.type === "edited") return shortEdit(signed(change), t);
  const { path, from, to } = change;
  return `${names[path]?.sign ?? path} ${value(from)} → ${value(to)}`;
}

/** Describes a change in full: "learning rate changed from 1 to 0.5 in epoch 5, before batch 120". */
export function describeChange(change: Change): string {
  if (change.type === "edited") return describeEdit(change, t);
  const { path, from, to, epoch, batch } = change;
  const name = names[path]?.name ?? path;
  return t("{0} changed from {1} to {2} in epoch {3}, before batch {4}", name, value(from), value(to), epoch, batch);
}

const value = (of: unknown) =>
  typeof of === "number" ? figure(of) : of === undefined ? t("nothing") : JSON.stringify(of);

/** Returns the position, in completed epochs, from which the new value is in effect. */
export function placeOf({ epoch, batch }: Pick<Changed, "epoch" | "batch">, { run, started, progress }: State): number {
  const counted = started && run ? Math.ceil(started.examples.train / run.batchSize) : progress?.batches;
  return epoch - 1 + Math.min(1, (batch - 1) / (counted ?? batch));
}

/** Returns the text of an epoch's changes for its table row. */
export function changesIn(changes: readonly Change[], epoch: number): string {
  const all = changes.filter((change) => change.epoch === epoch);
  return [...all.filter(({ type }) => type === "changed").map(shortChange), ...editsIn(all)].join(", ");
}

/** Lists the values that were set; of many, the first ones and the number of the others. */
export function editsIn(changes: readonly Change[], most?: number): string[] {
  return listEdits(changes.filter((change) => change.type === "edited").map(signed), most, t);
}

/** Returns the marks of a plot; several values set in one minibatch share a mark that shows their number. */
export function marksOf(state: State): { x: number; words: string }[] {
  const marks: { x: number; words: string }[] = [];
  let edits = 0;
  state.changes.forEach((change, i) => {
    const next = state.changes[i + 1];
    if (change.type === "edited") edits++;
    if (change.type === "edited" && next?.type === "edited" && isSameMinibatch(change, next)) return;
    marks.push({ x: placeOf(change, state), words: edits > 1 ? t("{0} values set", edits) : shortChange(change) });
    edits = 0;
  });
  return marks;
}

const isSameMinibatch = (a: Change, b: Change): boolean => a.epoch === b.epoch && a.batch === b.batch;

/** Replaces the name of the learning rate by its symbol in plots, η. */
const signed = (edited: Extract<Change, { type: "edited" }>) =>
  edited.target === "learningRate" ? { ...edited, target: "η" } : edited;
