/** What is shown as one: a run by itself, or runs whose configs differ in their seed alone. Pure. */
import type { ComparedRun } from "../../src/protocol/compare";
import { type CompareState, stateOf } from "./store";

export interface Entry {
  readonly key: string;
  readonly name: string;
  readonly runs: readonly ComparedRun[];
}

/** Settings that a name holds at most; the table holds all. */
const mostSettings = 2;

/** @param together false: every run by itself */
export function entriesOf(state: CompareState, together: boolean): Entry[] {
  const groups = new Map<string, ComparedRun[]>();
  for (const run of state.runs) {
    // What was changed while it trained is in no config.
    const isItself = !together || stateOf(state, run.folder).changes.length > 0;
    const key = isItself ? run.folder : `group ${run.group}`;
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups].map(([key, runs]) => {
    const words = describeSettings(state, runs[0]);
    const alone = runs.length === 1;
    const name = alone ? runs[0].name : `${runs.length} seeds`;
    return { key, name: words ? `${name}, ${words}` : alone ? name : `${runs[0].network}, ${name}`, runs };
  });
}

/** "13:45:03, learningRate 0.1", or of several that differ in their seed alone "13:45:03, seed 2". */
export function nameOf(state: CompareState, run: ComparedRun): string {
  const isOneOf = state.runs.filter(({ group }) => group === run.group).length > 1;
  const words = isOneOf ? `seed ${run.seed}` : describeSettings(state, run);
  return words ? `${run.name}, ${words}` : run.name;
}

/** "learningRate 0.5, units 30": what sets it apart from the others. */
function describeSettings({ runs, settings }: CompareState, run: ComparedRun): string {
  const place = runs.indexOf(run);
  const apart = settings.filter(({ path }) => path !== "training.seed");
  const words = apart.slice(0, mostSettings).map(({ path, values }) => `${lastOf(path)} ${values[place]}`);
  return [...words, ...(apart.length > mostSettings ? ["…"] : [])].join(", ");
}

const lastOf = (path: string) => path.split(".").at(-1);
