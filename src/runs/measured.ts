/** What was measured in the epoch that is a run's result: for tables of many runs, which show every metric of it. */
import type { Edited } from "../protocol/edited";
import type { Changed, EpochEnded, Event } from "../protocol/events";
import { latestPerEpoch, readEvents } from "./events";

export interface Measured {
  /** The best epoch, or the last one where none is better; undefined where there is none, or it was not read. */
  readonly reached?: EpochEnded;
  readonly parameters?: number;
  /** Settings that were changed while it trained, in order. */
  readonly changes: readonly Changed[];
  /** Values that were set in the debugger, in order. */
  readonly edits: readonly Edited[];
  /** False where only the end of a long file was read. */
  readonly complete: boolean;
}

/**
 * @param events the latest of every epoch
 * @param best the number of the best epoch
 */
export function measuredIn(events: readonly Event[], best: number | undefined, complete: boolean): Measured {
  const epochs = events.filter((event) => event.type === "epoch");
  const reached = best === undefined ? epochs.at(-1) : epochs.findLast(({ epoch }) => epoch === best);
  const parameters = events.find((event) => event.type === "started")?.parameters;
  return {
    ...(reached && { reached }),
    ...(parameters !== undefined && { parameters }),
    changes: events.filter((event) => event.type === "changed"),
    edits: events.filter((event) => event.type === "edited"),
    complete,
  };
}

/** All that was measured at the end of an epoch, and nothing that a clock says. */
export function figuresIn(ended: EpochEnded): Record<string, number> {
  const { type: _, epoch: __, trainSeconds: ___, evaluateSeconds: ____, learningRate: _____, ...figures } = ended;
  const measured = Object.entries(figures).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return Object.fromEntries(measured);
}

/** The same from the whole file. Throws NetworkError of kind "run". */
export async function readMeasured(folder: string, best: number | undefined): Promise<Measured> {
  return measuredIn(latestPerEpoch(await readEvents(folder, ["started", "epoch", "changed", "edited"])), best, true);
}
