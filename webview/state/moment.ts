/** Which moment of a run is looked at: whose weights answer, and what changes when the answer may. Pure. */
import type { At } from "../../src/protocol/at";
import type { State } from "./store";

export interface Moment {
  /** Whose weights answer. */
  readonly at: At;
  /** Changes whenever the answer may. */
  readonly key: string;
  readonly isAtWork: boolean;
  /** It trains in this window, and is looked at as it is now. */
  readonly isLive: boolean;
}

/** What a person chose; left out: no epoch. */
interface Choice {
  readonly epoch?: number | undefined;
}

/** The kept epoch that a person chose; undefined: none, or one that this run does not keep. */
export function chosenEpoch({ kept }: State, { epoch }: Choice): number | undefined {
  return epoch !== undefined && kept.includes(epoch) ? epoch : undefined;
}

/** The chosen epoch's weights answer, else those of now, else the best epoch's. */
export function momentOf(state: State, choice: Choice): Moment {
  const at = chosenEpoch(state, choice) ?? (isAtWork(state) ? "now" : "best");
  const { epochs, checkpoints, status } = state;
  const key = typeof at === "number" ? String(at) : `${at} of ${epochs.length}, ${checkpoints} ${status?.state}`;
  const isRunning = status?.state === "running";
  return { at, key, isAtWork: isRunning, isLive: isRunning && status.can.stop && at === "now" };
}

export const isAtWork = ({ status }: State): boolean =>
  status?.state === "running" || status?.state === "paused" || status?.state === "starting";
