/**
 * Merges a run read from its folder with its training that this window is connected to. The training is more recent
 * until the folder is read after the process has ended.
 */
import type { RunSummary } from "../../runs/summary";
import type { TrainingProcess } from "../process/trainingProcess";

/** The known properties of a training; tests pass them without a process. */
export type KnownTraining = Pick<TrainingProcess, "state" | "problem" | "lastEpoch" | "done">;

/** @param isSettled true if the process had ended when the run was read */
export function mergeTraining(run: RunSummary, training: KnownTraining | undefined, isSettled: boolean): RunSummary {
  if (!training) return run;
  const { problem: read, ...others } = run;
  if (isSettled) {
    const problem = read && (training.problem ?? read);
    return { ...others, ...(problem && { problem }) };
  }
  const { state, problem, lastEpoch, done } = training;
  return {
    ...others,
    state,
    epoch: lastEpoch?.epoch ?? run.epoch,
    ...(done && { seconds: done.seconds, ...(done.best && { best: done.best }) }),
    ...(problem && { problem }),
  };
}
