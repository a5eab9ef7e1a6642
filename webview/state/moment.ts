/** The moment of a run that is shown: the weights used for answers, and a key of their version. Pure. */
import type { At } from "../../src/protocol/at";
import type { State } from "./store";

export interface Moment {
  /** The weights used for answers. */
  readonly at: At;
  /** Key that changes whenever answers may change. */
  readonly key: string;
  readonly isAtWork: boolean;
  /** True if the run trains in this window and its present weights are shown. */
  readonly isLive: boolean;
}

/** The user's choice; undefined without an epoch. */
interface Choice {
  readonly epoch?: number | undefined;
}

/** Returns the saved epoch that the user chose; undefined without one, or if this run did not save it. */
export function chosenEpoch({ kept }: State, { epoch }: Choice): number | undefined {
  return epoch !== undefined && kept.includes(epoch) ? epoch : undefined;
}

/** Returns the moment of the chosen epoch, else "now" of a run at work, else the best epoch. */
export function momentOf(state: State, choice: Choice): Moment {
  const at = chosenEpoch(state, choice) ?? (isAtWork(state) ? "now" : "best");
  const { epochs, checkpoints, status } = state;
  const key = typeof at === "number" ? String(at) : `${at} of ${epochs.length}, ${checkpoints} ${status?.state}`;
  const isRunning = status?.state === "running";
  return { at, key, isAtWork: isRunning, isLive: isRunning && status.can.stop && at === "now" };
}

/** Returns the epoch that a fork starts from: the chosen one, else the best; of a run at work, the host finds it. */
export function forkOf(state: State, choice: Choice): { epoch?: number | undefined } {
  return { epoch: chosenEpoch(state, choice) ?? (isAtWork(state) ? undefined : state.epochs.best?.epoch) };
}

export const isAtWork = ({ status }: State): boolean =>
  status?.state === "running" || status?.state === "paused" || status?.state === "starting";
