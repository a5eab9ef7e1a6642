/** JSON Lines: an object of numbers, texts, booleans and nulls on every line. */
import { FormatError } from "./formatError";
import { readLines } from "./lines";

export type JsonRecord = ReadonlyMap<string, string | number | boolean | null>;

/** Calls `onRecord` with the members of every object and its line, from 1. Throws FormatError. */
export const readJsonLines = (
  chunks: AsyncIterable<Uint8Array>,
  onRecord: (record: JsonRecord, line: number) => void,
): Promise<void> =>
  readLines(chunks, (text, line) => {
    if (text.trim() !== "") onRecord(recordOf(text, line), line);
  });

function recordOf(text: string, line: number): JsonRecord {
  const value = parse(text, line);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new FormatError("jsonl-object", { line, isList: text.trimStart().startsWith("[") });
  }
  const members = Object.entries(value);
  const nested = members.find(([, member]) => typeof member === "object" && member !== null);
  if (nested) throw new FormatError("jsonl-nested", { line, key: nested[0].slice(0, 80) });
  return new Map(members);
}

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      // Python writes missing numbers as NaN, which is common although it is not JSON.
      return JSON.parse(text.replace(/"(?:[^"\\]|\\.)*"|\bNaN\b/g, (found) => (found === "NaN" ? "null" : found)));
    } catch (error) {
      const isStart = line === 1 && text.trim() === "[";
      if (isStart) throw new FormatError("jsonl-object", { line, isList: true });
      const reason = String((error as Error).message)
        .split("\n")[0]
        .slice(0, 80);
      throw new FormatError("jsonl-damaged", { line, reason });
    }
  }
}
