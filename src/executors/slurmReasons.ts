/** Counts the remaining jobs of Slurm, and explains why they wait. */
import type { WorkersState } from "./types";

/** Explanations of frequent reasons; others are shown with Slurm's name. */
const explained: Readonly<Record<string, string>> = {
  Priority: "jobs with a higher priority come first",
  Resources: "there is no free node",
  BeginTime: "Slurm will restart it in a moment",
  None: "Slurm has not scheduled it yet",
  JobHeldUser: "it is held; release it with scontrol release",
  JobHeldAdmin: "an administrator holds it",
  JobArrayTaskLimit: "the array's own limit of jobs at a time",
  PartitionTimeLimit: "its time limit exceeds that of the partition, so it never starts; lower sweep.executor.time",
  PartitionNodeLimit: "the partition has no such node",
  PartitionDown: "the partition is down",
  PartitionInactive: "the partition is inactive",
  ReqNodeNotAvail: "the nodes that it needs are not available",
  BadConstraints: "no node has the required features, so it never starts; see sweep.executor.constraint",
};

/** @param listed squeue's output, a line per job: its state and the reason */
export function readQueue(listed: string): WorkersState {
  const jobs = listed.split("\n").flatMap((line) => {
    const [, state, reason] = line.trim().match(/^(\w+) (.*)$/) ?? [];
    return state === undefined ? [] : [{ state, reason }];
  });
  const waiting = jobs.filter(({ state }) => state === "PENDING");
  const left = jobs.length;
  if (waiting.length === 0) return { left };
  const reasons = [...new Set(waiting.map(({ reason }) => reason.replace(/[,(].*$/s, "")))];
  const texts = reasons.map((reason) =>
    Object.hasOwn(explained, reason) ? `${explained[reason]} (${reason})` : reason,
  );
  return { left, pending: `${waiting.length} of ${left} workers wait: ${texts.join("; ")}` };
}
