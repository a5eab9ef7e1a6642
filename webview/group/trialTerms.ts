/** Names for the trials of a group: trials of a sweep, or folds. */

import type { TableView } from "../../src/protocol/runsTable";
import { whole } from "../ui/format";
import { t } from "../ui/l10n";

export const usualView: TableView = { sort: [{ key: "trial", direction: -1 }], filter: "", seeds: false };

/** The names of one kind of group's trials. */
export interface TrialTerms {
  readonly all: string;
  readonly one: string;
  readonly many: string;
  /** Title of the column of names. */
  readonly head: string;
  /** Example of a filter. */
  readonly example: string;
  readonly usual: TableView;
  readonly name: (row: number) => string;
}

export const sweepTerms: TrialTerms = {
  all: t("Trials"),
  one: t("trial"),
  many: t("trials"),
  head: t("Trial"),
  example: "validationCost < 0.1 && units > 8",
  usual: usualView,
  name: (row) => t("trial {0}", row),
};

interface Count {
  readonly shown: number;
  readonly all: number;
  readonly chosen: number;
  readonly isBrushed: boolean;
}

/** Formats the counts: "14 of 60 trials, 2 selected". */
export function countText({ one, many }: TrialTerms, { shown, all, chosen, isBrushed }: Count): string {
  const trials =
    shown === all ? `${whole(all)} ${all === 1 ? one : many}` : t("{0} of {1} {2}", whole(shown), whole(all), many);
  return `${trials}${isBrushed ? t(", as the axes are brushed") : ""}${chosen > 0 ? t(", {0} selected", whole(chosen)) : ""}`;
}
