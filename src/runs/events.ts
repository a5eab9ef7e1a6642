/** metrics.jsonl: the events of a run, one a line. */

import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import type { Event } from "../protocol/events";
import { parseEvent } from "../protocol/ndjson";
import { about } from "./errors";

export const metricsFile = (folder: string): string => join(folder, "metrics.jsonl");

/** All events, also those that a resume has superseded. A last line without a line break is incomplete and left out. */
export async function readEvents(folder: string): Promise<Event[]> {
  const file = metricsFile(folder);
  const text = await about(file, () => readFile(file, "utf8"));
  return parseLines(text.slice(0, text.lastIndexOf("\n") + 1), file);
}

/** The events in the first `bytes` of the file, which end with a line. */
export async function readEventsUpTo(folder: string, bytes: number): Promise<Event[]> {
  const file = metricsFile(folder);
  const text = await about(file, async () => {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
      return buffer.toString("utf8", 0, bytesRead);
    } finally {
      await handle.close();
    }
  });
  return parseLines(text, file);
}

/** Whole lines at the end of the file, about `bytes` of them; `complete` where that is the whole file. */
export async function readLastEvents(folder: string, bytes: number): Promise<{ events: Event[]; complete: boolean }> {
  const file = metricsFile(folder);
  const { text, complete } = await about(file, async () => {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const length = Math.min(size, bytes);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
      return { text: buffer.toString("utf8", 0, bytesRead), complete: length === size };
    } finally {
      await handle.close();
    }
  });
  const start = complete ? 0 : text.indexOf("\n") + 1;
  return { events: parseLines(text.slice(start, text.lastIndexOf("\n") + 1), file), complete };
}

/** @param text whole lines */
export function parseLines(text: string, file: string): Event[] {
  return text.split("\n").flatMap((line) => {
    if (line === "") return [];
    try {
      return [parseEvent(line)];
    } catch {
      throw new NetworkError("metrics-damaged", { file, line: line.slice(0, 60) });
    }
  });
}

/**
 * The events as if the run had gone straight through: after a resume the last line for an epoch counts, and epochs
 * that the resumed session has not come to again are not there yet.
 */
export function latestPerEpoch(events: readonly Event[]): Event[] {
  let latest: Event[] = [];
  for (const event of events) {
    if (event.type === "started") latest = latest.filter((earlier) => !isOfEpoch(earlier, event.startEpoch));
    latest.push(event);
  }
  return latest;
}

const isOfEpoch = (event: Event, first: number): boolean =>
  (event.type === "epoch" || event.type === "layers") && event.epoch >= first;
