/** Parses option values. Every function throws a NetworkError of one line if the value is wrong. */
import { NetworkError } from "../../core/errors";
import { type BackendName, backendNames } from "../../core/names";
import { parseMemorySize } from "../../formats/memoryBound";
import type { OnClose } from "../../protocol/requests";

/** Returns milliseconds for an age such as "30d", "2w" or "12h". */
export function parseAge(text: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([hdw])$/.exec(text) ?? [];
  const hours = { h: 1, d: 24, w: 24 * 7 }[unit as "h" | "d" | "w"];
  const age = Number(count) * (hours ?? Number.NaN) * 3_600_000;
  if (Number.isFinite(age)) return age;
  throw new NetworkError("bad-option/age", { text });
}

export const parseCount = (text: string): number => parseInteger(text, 1);
export const parseWhole = (text: string): number => parseInteger(text, 0);
export const parseThreads = (text: string): "auto" | number => (text === "auto" ? text : parseInteger(text, 1, 256));

export function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new NetworkError("bad-option/number", { text });
}

/** Returns bytes. */
export function parseMemory(text: string): number {
  const bytes = parseMemorySize(text);
  if (bytes === undefined) throw new NetworkError("memory-size", { text });
  return bytes;
}

export const parseSeconds = (text: string): number => parseInteger(text, 0, 86_400);

export function parseOnClose(text: string): OnClose["action"] {
  if (text === "stop" || text === "continue") return text;
  throw new NetworkError("bad-option/overrides", { option: "--on-close", reason: "give stop or continue" });
}

export function parseBackend(text: string): "auto" | BackendName {
  const known = ["auto", ...backendNames] as const;
  const found = known.find((name) => name === text);
  if (found) return found;
  throw new NetworkError("bad-option/backend", { text, backends: known });
}

function parseInteger(text: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new NetworkError("bad-option/integer", { text, min, ...(max < Number.MAX_SAFE_INTEGER && { max }) });
}
