/** The state of the compared runs, changed only by the host's messages. Pure. */
import type { ComparedRun, ComparedSetting } from "../../src/protocol/compare";
import { emptyState, reduce as reduceRun, type State } from "../state/store";
import type { CompareMessage } from "./host";

export interface CompareState {
  readonly runs: readonly ComparedRun[];
  readonly settings: readonly ComparedSetting[];
  readonly missing: readonly { readonly folder: string; readonly name: string; readonly problem: string }[];
  /** State of each run by folder, as on its own page. */
  readonly states: ReadonlyMap<string, State>;
  /** True once the host has sent the list of runs. */
  readonly known: boolean;
}

export const noRuns: CompareState = { runs: [], settings: [], missing: [], states: new Map(), known: false };

export function reduce(state: CompareState, message: CompareMessage): CompareState {
  if (message.type === "compared") {
    const { runs, settings, missing } = message;
    const kept = runs.map(({ folder }) => [folder, state.states.get(folder) ?? emptyState] as const);
    return { runs, settings, missing, states: new Map(kept), known: true };
  }
  const before = state.states.get(message.folder);
  if (!before) return state;
  return { ...state, states: new Map(state.states).set(message.folder, reduceRun(before, message.message)) };
}

export const stateOf = ({ states }: CompareState, folder: string): State => states.get(folder) ?? emptyState;
