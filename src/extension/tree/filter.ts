/** Filters the runs of the tree by text, state and pin. */
import { formatDifferences } from "../../config/compare/formatDifferences";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { RunState } from "../../protocol/panel";
import { formatState, formatTime } from "../base/formatting";
import type { Run } from "../workspace/networks";
import { changesFrom } from "./runDifferences";

/** Run states, grouped for the filter. */
export const stateGroups = {
  training: ["starting", "running", "paused"],
  completed: ["completed", "early-stopped"],
  stopped: ["stopped", "interrupted"],
  failed: ["failed", "crashed"],
} as const satisfies Record<string, readonly RunState[]>;
export type StateGroup = keyof typeof stateGroups;

export interface RunFilter {
  /** Words that must all match, ignoring case; "" matches every run. */
  readonly text: string;
  /** If empty, runs in all states match. */
  readonly states: readonly StateGroup[];
  readonly pinned: boolean;
}

export const noFilter: RunFilter = { text: "", states: [], pinned: false };
export const isFiltering = ({ text, states, pinned }: RunFilter): boolean =>
  text.trim() !== "" || states.length > 0 || pinned;

/** @param before the config of the previous run */
export function matchesFilter(
  run: Run,
  before: ResolvedConfig | undefined,
  { text, states, pinned }: RunFilter,
): boolean {
  if (pinned && !run.pinned) return false;
  if (states.length > 0 && !states.some((group) => (stateGroups[group] as readonly RunState[]).includes(run.state)))
    return false;
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const searched = searchableTexts(run, before).join(" ").toLocaleLowerCase();
  return words.every((word) => searched.includes(word));
}

function searchableTexts(run: Run, before: ResolvedConfig | undefined): string[] {
  const { network, id, name = "", backend, state, createdAt, trained } = run;
  const settings = trained
    ? [trained.training.optimizer?.type, trained.cost, ...trained.layers.map(({ activation }) => activation)]
    : [];
  const changes = formatDifferences(changesFrom(run, before));
  return [network, id, name, backend, state, formatState(state), formatTime(createdAt), changes, ...settings];
}
