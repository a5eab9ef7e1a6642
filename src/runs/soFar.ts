/** What a session that goes on with a run must know of its events, from one reading of them. */
import type { Edited } from "../protocol/edited";
import type { Changed, Done, Event } from "../protocol/events";
import { visitLines } from "./events";

export interface SoFar {
  /** How the last session ended; undefined where it did not. */
  ended?: Done["reason"];
  /** The largest epoch that any session finished. */
  largest: number;
  /** Epochs finished by the run as it stands: what a resume went back before does not count. */
  finished: number;
  /** Settings that were changed, in their order. */
  changes: Changed[];
  /** Values that were set by hand, in their order. */
  edits: Edited[];
  /** By file, the epoch that it was last said to hold, where no resume went back before that. */
  saved: Map<string, number>;
}

/** Throws NetworkError of kind "run", also where a line is damaged. */
export async function readSoFar(folder: string): Promise<SoFar> {
  const soFar: SoFar = { largest: 0, finished: 0, changes: [], edits: [], saved: new Map() };
  await visitLines(folder, (line) => {
    // By far the most lines: their number is enough.
    if (line.type === "epoch" && line.epoch !== undefined) {
      soFar.finished = line.epoch;
      soFar.largest = Math.max(soFar.largest, line.epoch);
    } else if (telling.has(line.type)) take(soFar, line.event());
  });
  return soFar;
}

const telling: ReadonlySet<Event["type"]> = new Set(["started", "changed", "edited", "checkpoint", "done"]);

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
