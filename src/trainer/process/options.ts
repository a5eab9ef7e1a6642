/** Parses values of options; a wrong one is refused in one line. */
import { NetworkError } from "../../core/errors";
import { type BackendName, backendNames } from "../../core/names";

export const parseCount = (text: string): number => parseInteger(text, 1);
export const parseSeed = (text: string): number => parseInteger(text, 0);
export const parseThreads = (text: string): "auto" | number => (text === "auto" ? text : parseInteger(text, 1, 256));

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
