/**
 * A run as its folder says, merged with the training of it that this window is connected to. The training knows better
 * until the folder is read after the process has ended.
 */
import type { RunSummary } from "../../runs/summary";
import type { TrainingProcess } from "../process/trainingProcess";

/** What is known of a training; a test gives it without a process. */
export type KnownTraining = Pick<TrainingProcess, "state" | "problem" | "lastEpoch" | "done">;

/** @param isSettled the process had ended when the run was read */
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
