/** Events as lines of JSON (NDJSON): on stdout, and in a run's metrics.jsonl. */
import { type Event, eventSchema } from "./events";

/** One line with its line break. NaN and infinities become null, which reads as NaN where a figure may be missing. */
export function formatEvent(event: Event): string {
  const text = JSON.stringify(event);
  return `${event.type === "edited" ? withSpace(text) : text}\n`;
}

/**
 * Builds that do not know this event pass over lines that begin with another type in the usual spelling; a line in this
 * one they read, and refuse the run. Otherwise they would train it again without what was set in it.
 */
const withSpace = (text: string): string => text.replace('"type":', '"type": ');

/** Throws where the line is no event. */
export const parseEvent = (line: string): Event => eventSchema.parse(JSON.parse(line));

/** As the event is after JSON, for transports that would let NaN through. */
export function jsonSafe<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/**
 * Cuts a stream of text into lines, whatever the pieces it comes in. Give it strings: bytes may end within a character.
 */
export class LineSplitter {
  private rest = "";

  constructor(private readonly onLine: (line: string) => void) {}

  push(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) this.onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
  }

  /** A last line that had no line break. */
  end(): void {
    if (this.rest !== "") this.onLine(this.rest);
    this.rest = "";
  }
}
