/** Which moment of a run is looked at: whose weights answer, and what changes when the answer may. Pure. */
import type { At } from "../../src/protocol/at";
import type { State } from "./store";

/** What a person chose; left out: no epoch. */
interface Choice {
  readonly epoch?: number | undefined;
}

/** The kept epoch that a person chose; undefined: none, or one that this run does not keep. */
export function chosenEpoch({ kept }: State, { epoch }: Choice): number | undefined {
  return epoch !== undefined && kept.includes(epoch) ? epoch : undefined;
}

/** Whose weights answer: the chosen epoch's, else now, else the best epoch's. */
export const askedAt = (state: State, choice: Choice): At =>
  chosenEpoch(state, choice) ?? (isAtWork(state) ? "now" : "best");

/** Changes whenever the answer may. */
export function momentKey(state: State, choice: Choice): string {
  const at = askedAt(state, choice);
  return typeof at === "number" ? String(at) : `${at} of ${state.epochs.length}`;
}

export const isAtWork = ({ status }: State): boolean =>
  status?.state === "running" || status?.state === "paused" || status?.state === "starting";
