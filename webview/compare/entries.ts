/** The entries of the comparison: single runs, or runs whose configs differ only in their seed. Pure. */

import type { ComparedRun } from "../../src/protocol/compare";
import { t } from "../ui/l10n";
import { type CompareState, stateOf } from "./store";

export interface Entry {
  readonly key: string;
  readonly name: string;
  readonly runs: readonly ComparedRun[];
}

/** Maximum number of settings in a name; the table has all. */
const maxSettings = 2;

/** @param together true to group runs by config; false for one entry per run */
export function entriesOf(state: CompareState, together: boolean): Entry[] {
  const groups = new Map<string, ComparedRun[]>();
  for (const run of state.runs) {
    // Configs do not include changes during training.
    const isItself = !together || stateOf(state, run.folder).changes.length > 0;
    const key = isItself ? run.folder : t("group {0}", run.group);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups].map(([key, runs]) => {
    const words = describeSettings(state, runs[0]);
    const alone = runs.length === 1;
    const name = alone ? runs[0].name : t("{0} seeds", runs.length);
    return { key, name: words ? `${name}, ${words}` : alone ? name : `${runs[0].network}, ${name}`, runs };
  });
}

/** Returns the name of a run: "13:45:03, learningRate 0.1", or "13:45:03, seed 2" if others differ only in seed. */
export function nameOf(state: CompareState, run: ComparedRun): string {
  const isOneOf = state.runs.filter(({ group }) => group === run.group).length > 1;
  const words = isOneOf ? t("seed {0}", run.seed) : describeSettings(state, run);
  return words ? `${run.name}, ${words}` : run.name;
}

/** Lists the settings in which a run differs from the others: "learningRate 0.5, units 30". */
function describeSettings({ runs, settings }: CompareState, run: ComparedRun): string {
  const place = runs.indexOf(run);
  const apart = settings.filter(({ path }) => path !== "training.seed");
  const words = apart.slice(0, maxSettings).map(({ path, values }) => `${lastOf(path)} ${values[place]}`);
  return [...words, ...(apart.length > maxSettings ? ["…"] : [])].join(", ");
}

const lastOf = (path: string) => path.split(".").at(-1);
