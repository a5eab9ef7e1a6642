/** The metrics of the epoch that is a run's result, for tables of many runs. */
import type { Edited } from "../protocol/edited";
import type { Changed, EpochEnded, Event } from "../protocol/events";
import { latestPerEpoch, readEvents } from "./events";

export interface Measured {
  /** The best epoch, or the last one if none is better; undefined if there is none, or it was not read. */
  readonly reached?: EpochEnded;
  readonly parameters?: number;
  /** Settings changed during training, in order. */
  readonly changes: readonly Changed[];
  /** Values set in the debugger, in order. */
  readonly edits: readonly Edited[];
  /** False if only the end of a long file was read. */
  readonly complete: boolean;
}

/**
 * @param events the latest of every epoch
 * @param best number of the best epoch
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

/** Returns all metrics of an epoch, without times. */
export function figuresIn(ended: EpochEnded): Record<string, number> {
  const { type: _, epoch: __, trainSeconds: ___, evaluateSeconds: ____, learningRate: _____, ...figures } = ended;
  const measured = Object.entries(figures).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return Object.fromEntries(measured);
}

/** Reads them from the whole file. Throws NetworkError of kind "run". */
export async function readMeasured(folder: string, best: number | undefined): Promise<Measured> {
  return measuredIn(latestPerEpoch(await readEvents(folder, ["started", "epoch", "changed", "edited"])), best, true);
}
