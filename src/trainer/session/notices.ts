/** The `warning` events of a session, before and during training. */
import { findingLine } from "../../config/check/check";
import type { NetworkError } from "../../core/errors";
import type { Event } from "../../protocol/events";
import type { LockContents } from "../../runs/lockFile";
import type { Manifest } from "../../runs/manifest";
import type { NewestCheckpoint } from "../../runs/newestCheckpoint";
import { warned, warning } from "../experiment/failure";
import { type Experiment, withoutLine } from "../experiment/prepare";

/** Returns warnings about the config, worded as `check` does, and about the parts of it that are not trained. */
export const warningEvents = ({ file, warnings, isSwept, isRecorded }: Experiment): Event[] => [
  ...warnings.map((finding) => warning(finding.code, findingLine(file, isRecorded ? withoutLine(finding) : finding))),
  ...(isSwept ? [warned("sweep-ignored", { file })] : []),
];

export const lockWatched = (lock: LockContents | undefined): Event =>
  lock ? warned("lock-watched", { pid: lock.pid, host: lock.host }) : warned("lock-watched/unreadable", {});

/** Warns of an incomplete last line. @param torn its length in bytes */
export const metricsTorn = (torn: number): Event => warned("metrics-torn", { torn });

/** Warns of lines missing at the end of metrics.jsonl. @param finished the last epoch that the file contains */
export const metricsLost = ({ file, checkpoint }: NonNullable<NewestCheckpoint["found"]>, finished: number): Event =>
  warned("metrics-lost", { file, epoch: checkpoint.state.epoch, finished });

/**
 * @param problem error of last.npz; @param found checkpoint that training continues from instead
 * @param finished epochs of the run
 */
export const checkpointLost = (problem: NetworkError, found: NewestCheckpoint["found"], finished: number): Event =>
  warned("checkpoint-lost", { problem, file: found?.file, from: found?.checkpoint.state.epoch ?? 0, finished });

/** @param step number of epochs between events */
export const eventsThinned = (epochs: number, step: number): Event => warned("events-thinned", { epochs, step });

export const notCompared = ({ group, number }: NonNullable<Manifest["trial"]>, reason: NetworkError): Event =>
  warned("trial-gone", { number, group, reason });
