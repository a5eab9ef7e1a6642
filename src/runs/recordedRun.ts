/** The state that a resuming session needs from a run's events, collected in one pass. */
import type { Edited } from "../protocol/edited";
import type { Changed, Done, Event } from "../protocol/events";
import { visitLines } from "./events";

export interface RecordedRun {
  /** How the last session ended; undefined if it did not. */
  ended?: Done["reason"];
  /** The largest epoch that any session finished. */
  largest: number;
  /** Number of finished epochs of the current course, without those that a resume discarded. */
  finished: number;
  /** Changed settings, in order. */
  changes: Changed[];
  /** Values set by hand, in order. */
  edits: Edited[];
  /** By file: the epoch last saved there, unless a resume went back before it. */
  saved: Map<string, number>;
}

/** Reads the events; throws NetworkError of kind "run", also for a damaged line. */
export async function readRecordedRun(folder: string): Promise<RecordedRun> {
  const recordedRun: RecordedRun = { largest: 0, finished: 0, changes: [], edits: [], saved: new Map() };
  await visitLines(folder, (line) => {
    // Most lines are of this type; the epoch suffices, without parsing.
    if (line.type === "epoch" && line.epoch !== undefined) {
      recordedRun.finished = line.epoch;
      recordedRun.largest = Math.max(recordedRun.largest, line.epoch);
    } else if (relevantTypes.has(line.type)) take(recordedRun, line.event());
  });
  return recordedRun;
}

const relevantTypes: ReadonlySet<Event["type"]> = new Set(["started", "changed", "edited", "checkpoint", "done"]);

function take(recordedRun: RecordedRun, event: Event): void {
  switch (event.type) {
    case "started":
      delete recordedRun.ended;
      recordedRun.finished = Math.min(recordedRun.finished, event.startEpoch - 1);
      for (const [file, epoch] of recordedRun.saved) if (epoch >= event.startEpoch) recordedRun.saved.delete(file);
      return;
    case "changed":
      recordedRun.changes.push(event);
      return;
    case "edited":
      recordedRun.edits.push(event);
      return;
    case "checkpoint":
      recordedRun.saved.set(event.file, event.epoch);
      return;
    case "done":
      recordedRun.ended = event.reason;
  }
}
