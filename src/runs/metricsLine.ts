/**
 * A line of metrics.jsonl: an event as it stands on stdout, and as its last member the CRC-32 (8 hexadecimal digits) of
 * that event's bytes. Builds up to version 0.1.0 wrote the event alone; their lines are read too.
 */
import { NetworkError } from "../core/errors";
import { crc32 } from "../formats/crc32";
import type { Event } from "../protocol/events";
import { formatEvent, parseEvent } from "../protocol/ndjson";

/** `,"crc":"0123abcd"}` */
const sumPattern = /^,"crc":"([0-9a-f]{8})"\}$/;
const sumLength = 18;
const closing = Buffer.from("}");

/** With its line break. */
export function formatLine(event: Event): string {
  const line = formatEvent(event).trimEnd();
  const sum = crc32(Buffer.from(line)).toString(16).padStart(8, "0");
  return `${line.slice(0, -closing.length)},"crc":"${sum}"}\n`;
}

/** Where a line stands; lines count from 1. */
export interface LinePlace {
  file: string;
  number: number;
}

/**
 * The event of a line without its line break. Throws NetworkError of kind "run" where it is none, or its checksum is
 * wrong.
 * @param wanted undefined is returned for events of other types
 */
export function parseLine(
  bytes: Buffer,
  { file, number }: LinePlace,
  wanted?: ReadonlySet<Event["type"]>,
): Event | undefined {
  const found = sumPattern.exec(bytes.toString("latin1", bytes.length - sumLength))?.[1];
  const damaged = (how: "checksum" | "event") =>
    new NetworkError(`metrics-damaged/${how}`, { file, number, line: bytes.toString("utf8").slice(0, 60) });
  if (found !== undefined) {
    const sum = crc32(closing, crc32(bytes.subarray(0, bytes.length - sumLength)));
    if (sum !== Number.parseInt(found, 16)) throw damaged("checksum");
    // Verified, so that it need not be read to be known as an event.
    const type = /^\{"type":"([a-z]+)"/.exec(bytes.toString("latin1", 0, 24))?.[1];
    if (wanted && !wanted.has(type as Event["type"])) return undefined;
  }
  const event = read(bytes.toString("utf8"), found !== undefined);
  if (!event) throw damaged("event");
  return wanted && !wanted.has(event.type) ? undefined : event;
}

/** A member `crc` that does not stand where we write it makes the line damaged. */
function read(text: string, hasSum: boolean): Event | undefined {
  try {
    const event = parseEvent(text);
    return hasSum || !text.includes('"crc"') || !Object.hasOwn(JSON.parse(text), "crc") ? event : undefined;
  } catch {
    return undefined;
  }
}
