/**
 * Joins a training with its whole history: metrics.jsonl up to where it was when the connection began, then what comes
 * through the socket. No event is missing, and none comes twice.
 */
import type { ChannelListeners } from "../protocol/channel";
import type { Event } from "../protocol/events";
import type { Status } from "../protocol/status";
import { readEventsUpTo } from "../runs/events";
import { type Connection, connect } from "./client";
import { type Places, systemPlaces } from "./places";

export interface AttachListeners extends ChannelListeners {
  /** Once, before all others: what was there, as metrics.jsonl has it, earlier sessions of the run included. */
  onHistory(events: Event[]): void;
}

/** Rejects as `connect` does, or where metrics.jsonl cannot be read. */
export async function attach(
  folder: string,
  listeners: AttachListeners,
  places: Places = systemPlaces(),
): Promise<Connection> {
  let early: (() => void)[] | undefined = [];
  /** Calls the listener after the history. */
  const later =
    <Value>(listener: ((value: Value) => void) | undefined) =>
    (value: Value): void => {
      if (early) early.push(() => listener?.(value));
      else listener?.(value);
    };
  const connection = await connect(
    folder,
    {
      onEvent: later<Event>(listeners.onEvent),
      onStatus: later<Status>(listeners.onStatus),
      onProblem: later<string>(listeners.onProblem),
    },
    places,
  );
  try {
    listeners.onHistory(await readEventsUpTo(folder, connection.hello.metricsBytes));
  } catch (error) {
    connection.close();
    throw error;
  }
  const waiting = early;
  early = undefined;
  for (const call of waiting) call();
  return connection;
}
