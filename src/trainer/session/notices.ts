/** The `warning` events of a session, before and during training. */
import { formatFinding } from "../../config/check/check";
import type { NetworkError } from "../../core/errors";
import type { Event } from "../../protocol/events";
import type { LockContents } from "../../runs/lockFile";
import type { Manifest } from "../../runs/manifest";
import type { NewestCheckpoint } from "../../runs/newestCheckpoint";
import { type Experiment, withoutLine } from "../experiment/prepare";

/** Returns warnings about the config, worded as `check` does, and about the parts of it that are not trained. */
export const warningEvents = ({ file, warnings, isSwept, isRecorded }: Experiment): Event[] => [
  ...warnings.map((finding): Event => {
    const message = formatFinding(file, isRecorded ? withoutLine(finding) : finding);
    return { type: "warning", code: finding.code, message };
  }),
  ...(isSwept ? [sweepIgnored(file)] : []),
];

function sweepIgnored(file: string): Event {
  const message = `${file}: one network is trained, with the settings of the config itself; matrix-network sweep runs its sweep`;
  return { type: "warning", code: "sweep-ignored", message };
}

export function lockWatched(lock: LockContents | undefined): Event {
  const message = lock
    ? `according to its lock, process ${lock.pid} on ${lock.host} trains this run, which cannot be checked from this ` +
      "machine; watching the lock for a minute"
    : "its lock cannot be read, perhaps because another process is writing it; watching the lock for some seconds";
  return { type: "warning", code: "lock-watched", message };
}

/** Warns of an incomplete last line. @param torn its length in bytes */
export function metricsTorn(torn: number): Event {
  const message =
    `metrics.jsonl: its last line was incomplete, so its ${torn} bytes are removed; all lines before it stay, and ` +
    "its event is written again";
  return { type: "warning", code: "metrics-torn", message };
}

/** Warns of lines missing at the end of metrics.jsonl. @param finished the last epoch that the file contains */
export function metricsLost({ file, checkpoint }: NonNullable<NewestCheckpoint["found"]>, finished: number): Event {
  const { epoch } = checkpoint.state;
  const lost = epoch > finished + 1 ? `epochs ${finished + 1} to ${epoch}` : `epoch ${epoch}`;
  const message =
    `metrics.jsonl: lacks ${lost}, which ${file} contains; training continues after epoch ${epoch} without these ` +
    "metrics and changes of settings: restore the file from a copy if there is one";
  return { type: "warning", code: "metrics-lost", message };
}

/**
 * @param problem error of last.npz; @param found checkpoint that training continues from instead
 * @param finished epochs of the run
 */
export function checkpointLost(problem: NetworkError, found: NewestCheckpoint["found"], finished: number): Event {
  const from = found?.checkpoint.state.epoch ?? 0;
  const lost =
    finished > from + 1
      ? `epochs ${from + 1} to ${finished} are trained again`
      : finished > from
        ? `epoch ${finished} is trained again`
        : "no finished epoch is lost";
  const [what] = problem.message.split("; ", 1);
  const message = `${what}; training continues from ${found?.file ?? "the start"}: ${lost}`;
  return { type: "warning", code: "checkpoint-lost", message };
}

/** @param step number of epochs between events */
export function eventsThinned(epochs: number, step: number): Event {
  const message =
    step === 1
      ? `the run has ${epochs} epochs now, so layers and checkpoint events are written for every epoch again`
      : `the run has ${epochs} epochs, so layers and checkpoint events are written for one epoch in ${step} only; ` +
        "epoch events and checkpoint files stay as they are";
  return { type: "warning", code: "events-thinned", message };
}

export function notCompared({ group, number }: NonNullable<Manifest["trial"]>, { message }: NetworkError): Event {
  return { type: "warning", code: "trial-gone", message: `not compared with trial ${number} of ${group}: ${message}` };
}
