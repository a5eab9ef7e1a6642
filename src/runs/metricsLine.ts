/**
 * A line of metrics.jsonl: an event as on stdout, with the CRC-32 (8 hexadecimal digits) of that event's bytes as its
 * last member. Lines of versions up to 0.1.0 have no checksum and are read too.
 */
import { NetworkError } from "../core/errors";
import { crc32 } from "../formats/crc32";
import { type Event, eventSchema } from "../protocol/events";
import { formatEvent, parseEvent } from "../protocol/ndjson";

const sumPattern = /^,"crc":"([0-9a-f]{8})"\}$/;
/** Length of `,"crc":"0123abcd"}`. */
const sumLength = 18;
const comma = 0x2c;
const closing = Buffer.from("}");

/** Returns the line with its line break. */
export function formatLine(event: Event): string {
  const line = formatEvent(event).trimEnd();
  const sum = crc32(Buffer.from(line)).toString(16).padStart(8, "0");
  return `${line.slice(0, -closing.length)},"crc":"${sum}"}\n`;
}

/** Known event types. An unknown one, from a newer version, is refused: it could change the meaning of the run. */
const known: ReadonlySet<string> = new Set(eventSchema.options.map(({ shape }) => shape.type.value));

/** Position of a line; lines count from 1. */
export interface LinePosition {
  file: string;
  number: number;
}

/**
 * A verified line. Most readers need few types of events and parse only those, since a run may have very many lines.
 */
export interface Line {
  readonly type: Event["type"];
  /** Epoch of the event, if it has one. */
  readonly epoch: number | undefined;
  /** Parses the event; throws NetworkError if the line is none, which never happens with a checksum. */
  event(): Event;
}

/**
 * Verifies a line; throws NetworkError of kind "run" if it is no event, or its checksum differs.
 * @param bytes without the line break
 */
export function readLine(bytes: Buffer, { file, number }: LinePosition): Line {
  const sum = sumOf(bytes);
  const damaged = (how: "checksum" | "event") =>
    new NetworkError(`metrics-damaged/${how}`, { file, number, line: bytes.toString("utf8").slice(0, 60) });
  const read = () => {
    const event = eventOf(bytes.toString("utf8"), sum !== undefined);
    if (event) return event;
    const type = sum === undefined ? undefined : unknownTypeOf(bytes.toString("utf8"));
    throw type === undefined ? damaged("event") : new NetworkError("metrics-damaged/unknown", { file, number, type });
  };
  if (sum !== undefined) {
    if (sum !== crc32(closing, crc32(bytes.subarray(0, bytes.length - sumLength)))) throw damaged("checksum");
    const begins = /^\{"type":"([a-z]+)"(?:,"epoch":(\d+))?/.exec(bytes.toString("latin1", 0, 48));
    if (begins && known.has(begins[1])) {
      const epoch = begins[2] === undefined ? undefined : Number(begins[2]);
      return { type: begins[1] as Event["type"], epoch, event: read };
    }
  }
  const event = read();
  return { type: event.type, epoch: "epoch" in event ? event.epoch : undefined, event: () => event };
}

/** Returns the event type of a newer version. */
function unknownTypeOf(text: string): string | undefined {
  try {
    const { type } = JSON.parse(text) as { type?: unknown };
    return typeof type === "string" && !known.has(type) ? type.slice(0, 40) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the checksum in the line. */
function sumOf(bytes: Buffer): number | undefined {
  const at = bytes.length - sumLength;
  if (at < 0 || bytes[at] !== comma) return undefined;
  const found = sumPattern.exec(bytes.toString("latin1", at))?.[1];
  return found === undefined ? undefined : Number.parseInt(found, 16);
}

/** Parses the event; a member `crc` elsewhere than at the end makes the line damaged. */
function eventOf(text: string, hasSum: boolean): Event | undefined {
  try {
    const event = parseEvent(text);
    return hasSum || !text.includes('"crc"') || !Object.hasOwn(JSON.parse(text), "crc") ? event : undefined;
  } catch {
    return undefined;
  }
}
