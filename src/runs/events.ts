/** metrics.jsonl: the events of a run, one per line. */

import { join } from "node:path";
import { NetworkError } from "../core/errors";
import { openOrdinaryFile } from "../formats/ordinaryFile";
import type { Event } from "../protocol/events";
import { about } from "./errors";
import { type Line, type LinePosition, readLine } from "./metricsLine";
import { aboutRun } from "./missingRun";

export const metricsFile = (folder: string): string => join(folder, "metrics.jsonl");

const lineBreak = 0x0a;
const chunkBytes = 1 << 20;

type Typed<Type extends Event["type"]> = Extract<Event, { type: Type }>;

/**
 * Reads all events, including those superseded by a resume. Ignores a last line without a line break, as incomplete.
 */
export async function readEvents(folder: string): Promise<Event[]>;
/** Reads the events of some types. */
export async function readEvents<Type extends Event["type"]>(folder: string, types: Type[]): Promise<Typed<Type>[]>;
export async function readEvents(folder: string, types?: Event["type"][]): Promise<Event[]> {
  const found: Event[] = [];
  const wanted = types && new Set(types);
  await visitLines(folder, (line) => {
    if (!wanted || wanted.has(line.type)) found.push(line.event());
  });
  return found;
}

/** Reads the events in the first `bytes` of the file, which end with a line. */
export async function readEventsUpTo(folder: string, bytes: number): Promise<Event[]> {
  const found: Event[] = [];
  await visitLines(folder, (line) => found.push(line.event()), bytes);
  return found;
}

/**
 * Verifies and visits one line after the other, with only a part of the file in memory.
 * @param most number of bytes of the file
 */
export async function visitLines(
  folder: string,
  visit: (line: Line) => void,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  const file = metricsFile(folder);
  const handle = await aboutRun(folder, file, () => openOrdinaryFile(file));
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let rest = Buffer.alloc(0);
    let number = 1;
    for (let left = most; left > 0; ) {
      const { bytesRead } = await about(file, () => handle.read(chunk, 0, Math.min(left, chunkBytes), null));
      if (bytesRead === 0) return;
      left -= bytesRead;
      const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
      const end = bytes.lastIndexOf(lineBreak) + 1;
      number += cutLines(bytes.subarray(0, end), { file, number }, visit);
      rest = Buffer.from(bytes.subarray(end));
    }
  } finally {
    await handle.close();
  }
}

/**
 * Visits every line; returns their number.
 * @param bytes whole lines; @param from position of the first one
 */
function cutLines(bytes: Buffer, { file, number }: LinePosition, visit: (line: Line) => void): number {
  let lines = 0;
  for (let start = 0; start < bytes.length; lines++) {
    const end = bytes.indexOf(lineBreak, start);
    if (end > start) visit(readLine(bytes.subarray(start, end), { file, number: number + lines }));
    start = end + 1;
  }
  return lines;
}

/** @param bytes whole lines; @param number of the first one */
export function parseLines(bytes: Buffer, file: string, number: number): { events: Event[]; lines: number } {
  const events: Event[] = [];
  return { lines: cutLines(bytes, { file, number }, (line) => events.push(line.event())), events };
}

interface LastEvents {
  events: Event[];
  /** True if these are all lines of the file. */
  complete: boolean;
  /** True if the file ends within a line. */
  torn: boolean;
}

/** Reads whole lines at the end of the file, about `bytes` of them. */
export async function readLastEvents(folder: string, bytes: number): Promise<LastEvents> {
  const file = metricsFile(folder);
  const { tail, complete } = await aboutRun(folder, file, async () => {
    const handle = await openOrdinaryFile(file);
    try {
      const { size } = await handle.stat();
      const length = Math.min(size, bytes);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
      return { tail: buffer.subarray(0, bytesRead), complete: length === size };
    } finally {
      await handle.close();
    }
  });
  const start = complete ? 0 : tail.indexOf(lineBreak) + 1;
  const end = tail.lastIndexOf(lineBreak) + 1;
  const torn = end < tail.length;
  try {
    return { events: parseLines(tail.subarray(start, end), file, 1).events, complete, torn };
  } catch (error) {
    // Reads from the start, so that the error has the line's number.
    if (error instanceof NetworkError && !complete) await readEvents(folder, []);
    throw error;
  }
}

/**
 * Returns the events of the current course: after a resume the last line for an epoch counts, and epochs that the
 * resumed session has not reached again are omitted.
 */
export function latestPerEpoch<Each extends Event>(events: readonly Each[]): Each[] {
  let latest: Each[] = [];
  for (const event of events) {
    if (event.type === "started") latest = latest.filter((earlier) => !isOfEpoch(earlier, event.startEpoch));
    latest.push(event);
  }
  return latest;
}

const isOfEpoch = (event: Event, first: number): boolean =>
  (event.type === "epoch" || event.type === "layers") && event.epoch >= first;

/**
 * Reads a part of the file, so that readers of a long one can yield in between: whole lines from a byte on at which one
 * starts, and the start of the next part, which equals `from` at the end.
 * @param to end of the part; default: the end of the file
 */
export async function readEventsFrom(
  folder: string,
  from: number,
  to = Number.POSITIVE_INFINITY,
): Promise<{ events: Event[]; end: number }> {
  const file = metricsFile(folder);
  const piece = await aboutRun(folder, file, async () => {
    const handle = await openOrdinaryFile(file);
    try {
      const { size } = await handle.stat();
      const length = Math.max(0, Math.min(size, to, from + chunkBytes) - from);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf(lineBreak) + 1);
    } finally {
      await handle.close();
    }
  });
  try {
    return { events: parseLines(piece, file, 1).events, end: from + piece.length };
  } catch (error) {
    // Reads from the start, so that the error has the line's number.
    if (error instanceof NetworkError && from > 0) await readEvents(folder, []);
    throw error;
  }
}
