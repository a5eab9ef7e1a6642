/** The choice of a set in the tab Why: the one that Mistakes shows, without out-of-fold predictions. */
import type { DataDescription } from "../state/data";
import type { SetName } from "../state/viewState";
import { whole } from "../ui/format";
import { t } from "../ui/l10n";
import type { Dropdown } from "../ui/toolkit";

const names: Record<SetName, string> = { validation: t("Validation"), test: t("Test"), train: t("Training") };

/** Returns the set of this name, or the first one, which is the validation set if there is one. */
export const setOf = ({ sets }: DataDescription, name: string | undefined): SetName =>
  (sets.find(({ set }) => set === name) ?? sets[0])?.set ?? "train";

export const offerSets = (list: Dropdown, { sets }: DataDescription, chosen: SetName): void =>
  list.offer(
    sets.map(({ set, examples }): [string, string] => [set, t("{0}: {1} examples", names[set], whole(examples))]),
    chosen,
  );

/** Returns the names of the answers: classes, labels or targets. */
export const answersOf = ({ classNames, targetNames }: DataDescription): readonly string[] =>
  classNames.length > 0 ? classNames : targetNames;
