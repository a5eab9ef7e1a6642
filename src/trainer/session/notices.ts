/** What a session says of itself before and beside training, as `warning` events. */
import { formatFinding } from "../../config/check/check";
import type { Event } from "../../protocol/events";
import type { LockContents } from "../../runs/lockFile";
import type { Experiment } from "../experiment/prepare";

/** Warnings about the config, in the words of `check`. */
export const warningEvents = ({ file, warnings }: Experiment): Event[] =>
  warnings.map((finding) => ({ type: "warning", code: finding.code, message: formatFinding(file, finding) }));

export function lockWatched(lock: LockContents | undefined): Event {
  const holder = lock ? `process ${lock.pid} on ${lock.host}` : "another process";
  const message = `by its lock ${holder} trains this run, which cannot be asked from here; watching the lock for a minute`;
  return { type: "warning", code: "lock-watched", message };
}
