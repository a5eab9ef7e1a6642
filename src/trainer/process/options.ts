/** Parses values of options; a wrong one is refused in one line. */
import { NetworkError } from "../../core/errors";
import { type BackendName, backendNames } from "../../core/names";

export const parseCount = (text: string): number => parseWhole(text, 1, Number.MAX_SAFE_INTEGER);
export const parseSeed = (text: string): number => parseWhole(text, 0, Number.MAX_SAFE_INTEGER);
export const parseThreads = (text: string): "auto" | number => (text === "auto" ? text : parseWhole(text, 1, 256));

export function parseBackend(text: string): "auto" | BackendName {
  const known = ["auto", ...backendNames] as const;
  const found = known.find((name) => name === text);
  if (found) return found;
  throw wrongValue(`'${text}' is no backend; known are ${known.join(", ")}`);
}

function parseWhole(text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `from ${min} on` : `from ${min} to ${max}`;
  throw wrongValue(`'${text}' is not a whole number ${range}`);
}

const wrongValue = (message: string) => new NetworkError("config", "bad-option", message);
