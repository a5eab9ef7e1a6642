/**
 * The choice of a set of the data, stored in the view state. The final network of folds also offers the out-of-fold
 * predictions of its training examples, each by the network that was not trained on it.
 */

import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import type { SetName, ViewState } from "../state/viewState";
import { whole } from "../ui/format";
import { t } from "../ui/l10n";
import type { Dropdown } from "../ui/toolkit";

const names: Record<SetName, string> = { validation: t("Validation"), test: t("Test"), train: t("Training") };

type Sets = Pick<DataDescription, "sets" | "outOfFold">;

export interface Chosen {
  readonly set: SetName;
  /** Repeat of the folds, from 1; undefined for a set. */
  readonly outOfFold?: number;
}

/** Returns the chosen set; out of fold by default, because scores on training examples are too optimistic. */
export function chosenSet({ sets, outOfFold }: Sets, { viewState }: Pick<Host, "viewState">): Chosen {
  const repeat = viewState.outOfFold ?? (viewState.set === undefined ? 1 : undefined);
  if (outOfFold && repeat !== undefined && repeat <= outOfFold.repeats) return { set: "train", outOfFold: repeat };
  return { set: sets.find(({ set }) => set === viewState.set)?.set ?? sets[0]?.set ?? "validation" };
}

const prefix = "out-of-fold-";

export function offerSets(list: Dropdown, { sets, outOfFold }: Sets, chosen: Chosen): void {
  const repeats = Array.from({ length: outOfFold?.repeats ?? 0 }, (_, i) => i + 1);
  list.offer(
    [
      ...repeats.map((repeat): [string, string] => [
        `${prefix}${repeat}`,
        t("{0}: {1} examples", outOfFoldName(repeat, repeats.length), whole(outOfFold?.examples ?? 0)),
      ]),
      ...sets.map(({ set, examples }): [string, string] => [set, t("{0}: {1} examples", names[set], whole(examples))]),
    ],
    chosen.outOfFold === undefined ? chosen.set : `${prefix}${chosen.outOfFold}`,
  );
}

/** Converts an option of the list to view state. */
export const stateOf = (value: string): Pick<ViewState, "set" | "outOfFold"> =>
  value.startsWith(prefix)
    ? { outOfFold: Number(value.slice(prefix.length)) }
    : { set: value as SetName, outOfFold: undefined };

/** Returns "Out of fold", or "Out of fold, repeat 2 of 3". */
const outOfFoldName = (repeat: number, repeats: number): string =>
  repeats > 1 ? t("Out of fold, repeat {0} of {1}", repeat, repeats) : t("Out of fold");

/** Describes the network whose predictions are shown. */
export function whose({ outOfFold }: Chosen, data: Sets, epoch: number): string {
  if (outOfFold === undefined) return t("Weights of epoch {0}", epoch);
  const { repeats = 1, examples = 0 } = data.outOfFold ?? {};
  const learned = data.sets.find(({ set }) => set === "train")?.examples ?? examples;
  const some = examples < learned ? t(" ({0} are in no fold)", whole(learned - examples)) : "";
  const name = outOfFoldName(outOfFold, repeats);
  return t("{0}, each example by the network of the fold that did not learn it{1}", name, some);
}
