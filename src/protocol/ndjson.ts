/** Events as lines of JSON (NDJSON): on stdout, and in a run's metrics.jsonl. */
import { type Event, eventSchema } from "./events";

/** Returns one line with its line break. NaN and infinities become null, which is read as NaN in metrics. */
export function formatEvent(event: Event): string {
  const text = JSON.stringify(event);
  return `${event.type === "edited" ? withSpace(text) : text}\n`;
}

/**
 * Versions that do not know this event skip unknown types in the usual spelling, but refuse a run with this one.
 * Otherwise they would repeat the training without the edit.
 */
const withSpace = (text: string): string => text.replace('"type":', '"type": ');

/** Parses a line; throws if it is no event. */
export const parseEvent = (line: string): Event => eventSchema.parse(JSON.parse(line));

/** Returns the event as parsed from JSON, for transports that preserve NaN. */
export function jsonSafe<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Splits a stream of text into lines, however it is chunked. It takes strings: bytes may end within a character. */
export class LineSplitter {
  private rest = "";

  constructor(private readonly onLine: (line: string) => void) {}

  push(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) this.onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
  }

  /** Emits a last line without a line break. */
  end(): void {
    if (this.rest !== "") this.onLine(this.rest);
    this.rest = "";
  }
}
