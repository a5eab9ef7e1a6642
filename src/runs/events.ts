/** metrics.jsonl: the events of a run, one a line, however many there are. */

import { join } from "node:path";
import { NetworkError } from "../core/errors";
import { openOrdinaryFile } from "../formats/ordinaryFile";
import type { Event } from "../protocol/events";
import { about } from "./errors";
import { type Line, type LinePlace, readLine } from "./metricsLine";
import { aboutRun } from "./noRun";

export const metricsFile = (folder: string): string => join(folder, "metrics.jsonl");

const lineBreak = 0x0a;
const chunkBytes = 1 << 20;

type Typed<Type extends Event["type"]> = Extract<Event, { type: Type }>;

/** All events, also those that a resume has superseded. A last line without a line break is incomplete and left out. */
export async function readEvents(folder: string): Promise<Event[]>;
/** Those of some types. */
export async function readEvents<Type extends Event["type"]>(folder: string, types: Type[]): Promise<Typed<Type>[]>;
export async function readEvents(folder: string, types?: Event["type"][]): Promise<Event[]> {
  const found: Event[] = [];
  const wanted = types && new Set(types);
  await visitLines(folder, (line) => {
    if (!wanted || wanted.has(line.type)) found.push(line.event());
  });
  return found;
}

/** The events in the first `bytes` of the file, which end with a line. */
export async function readEventsUpTo(folder: string, bytes: number): Promise<Event[]> {
  const found: Event[] = [];
  await visitLines(folder, (line) => found.push(line.event()), bytes);
  return found;
}

/**
 * Verifies and hands over one line after the other; at no time is more than a piece of the file in memory.
 * @param most so many bytes of the file
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
 * Hands over every line; returns how many there are.
 * @param bytes whole lines; @param from where the first of them stands
 */
function cutLines(bytes: Buffer, { file, number }: LinePlace, visit: (line: Line) => void): number {
  let lines = 0;
  for (let start = 0; start < bytes.length; lines++) {
    const end = bytes.indexOf(lineBreak, start);
    if (end > start) visit(readLine(bytes.subarray(start, end), { file, number: number + lines }));
    start = end + 1;
  }
  return lines;
}

/** @param bytes whole lines; @param number of the first of them */
export function parseLines(bytes: Buffer, file: string, number: number): { events: Event[]; lines: number } {
  const events: Event[] = [];
  return { lines: cutLines(bytes, { file, number }, (line) => events.push(line.event())), events };
}

interface LastEvents {
  events: Event[];
  /** Whether that is the whole file. */
  complete: boolean;
  /** Whether the file ends within a line. */
  torn: boolean;
}

/** Whole lines at the end of the file, about `bytes` of them. */
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
    // Lines are counted from the beginning of the file.
    if (error instanceof NetworkError && !complete) await readEvents(folder, []);
    throw error;
  }
}

/**
 * The events as if the run had gone straight through: after a resume the last line for an epoch counts, and epochs
 * that the resumed session has not come to again are not there yet.
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
 * Whole lines from a byte on at which one begins: a piece of the file, so that who reads a long one does other things
 * in between, and where the next piece begins, which is `from` where there is no more.
 * @param to left out: as far as the file goes
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
    // Lines are counted from the beginning of the file.
    if (error instanceof NetworkError && from > 0) await readEvents(folder, []);
    throw error;
  }
}
