/** The state that a resuming session needs from a run's events, collected in one pass. */
import type { Edited } from "../protocol/edited";
import type { Changed, Done, Event } from "../protocol/events";
import { visitLines } from "./events";

export interface SoFar {
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
export async function readSoFar(folder: string): Promise<SoFar> {
  const soFar: SoFar = { largest: 0, finished: 0, changes: [], edits: [], saved: new Map() };
  await visitLines(folder, (line) => {
    // Most lines are of this type; the epoch suffices, without parsing.
    if (line.type === "epoch" && line.epoch !== undefined) {
      soFar.finished = line.epoch;
      soFar.largest = Math.max(soFar.largest, line.epoch);
    } else if (relevantTypes.has(line.type)) take(soFar, line.event());
  });
  return soFar;
}

const relevantTypes: ReadonlySet<Event["type"]> = new Set(["started", "changed", "edited", "checkpoint", "done"]);

function take(soFar: SoFar, event: Event): void {
  switch (event.type) {
    case "started":
      delete soFar.ended;
      soFar.finished = Math.min(soFar.finished, event.startEpoch - 1);
      for (const [file, epoch] of soFar.saved) if (epoch >= event.startEpoch) soFar.saved.delete(file);
      return;
    case "changed":
      soFar.changes.push(event);
      return;
    case "edited":
      soFar.edits.push(event);
      return;
    case "checkpoint":
      soFar.saved.set(event.file, event.epoch);
      return;
    case "done":
      soFar.ended = event.reason;
  }
}
