/** Helpers that read values of an unverified JSON description. */

export type Json = Partial<Record<string, unknown>>;

export const objectOf = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});

export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(objectOf) : []);

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Returns a number, or the numbers of nested lists; undefined for other values or none. */
export function numbersIn(value: unknown): number[] | undefined {
  const numbers = Array.isArray(value) ? value.flat(8) : [value];
  return numbers.every((each): each is number => typeof each === "number") ? numbers : undefined;
}

/** Parses an object from UTF-8 bytes; undefined if it is none. */
export function parsedJson(bytes: Uint8Array): Json | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof value === "object" && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}
