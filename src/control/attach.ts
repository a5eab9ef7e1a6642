/**
 * Joins a training with its whole history: reads metrics.jsonl up to the start of the connection, then events from the
 * socket. No event is missing or duplicated.
 */
import type { ChannelListeners } from "../protocol/channel";
import type { Event } from "../protocol/events";
import type { Status } from "../protocol/status";
import { readEventsUpTo } from "../runs/events";
import { type Connection, connect } from "./client";
import { type SocketSystem, socketSystem } from "./socketFolder";

export interface AttachListeners extends ChannelListeners {
  /** Called once, before all others, with the events of metrics.jsonl, including earlier sessions of the run. */
  onHistory(events: Event[]): void;
}

/** Attaches to a run; rejects as `connect` does, or if metrics.jsonl cannot be read. */
export async function attach(
  folder: string,
  listeners: AttachListeners,
  system: SocketSystem = socketSystem(),
): Promise<Connection> {
  let early: (() => void)[] | undefined = [];
  /** Defers calls of the listener until after the history. */
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
    system,
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
