/**
 * index.jsonl: a line for each trial of a closed generation, for quick display: its proposal, its result, the number of
 * trials in its generation, and as its last member the CRC-32 of the line without that member. It is derived from
 * generations/: missing or damaged lines are read there, and added by the next worker.
 */
import { appendFile, readFile } from "node:fs/promises";
import { crc32 } from "../formats/crc32";
import { about } from "../runs/errors";
import { indexFile } from "./names";
import type { EndedTrial } from "./trial";

export interface IndexLine extends EndedTrial {
  /** Number of trials in the generation. */
  readonly of: number;
}

/** @param ended all trials of a generation */
export async function appendToIndex(group: string, ended: readonly EndedTrial[]): Promise<void> {
  const lines = ended.map((each) => formatLine({ ...each, of: ended.length }));
  const file = indexFile(group);
  // A single call, so that lines of two processes do not mix.
  if (lines.length > 0) await about(file, () => appendFile(file, lines.join("")));
}

function formatLine(line: IndexLine): string {
  const json = JSON.stringify(line);
  return `${json.slice(0, -1)},"crc":"${sumOf(json)}"}\n`;
}

const sumOf = (json: string): string => crc32(Buffer.from(json)).toString(16).padStart(8, "0");

/**
 * Adds missing lines: the process that closed a generation may have been killed before writing them. Concurrent calls
 * write the same lines.
 * @param closed all trials of each closed generation
 */
export async function completeIndex(group: string, closed: readonly (readonly EndedTrial[])[]): Promise<void> {
  const text = await readText(group);
  const index = parsed(text);
  const missing = closed.filter((ended) => ended.length > 0 && !index.has(ended[0].proposal.generation));
  if (missing.length === 0) return;
  // Ends an incomplete line.
  if (text !== "" && !text.endsWith("\n")) await about(indexFile(group), () => appendFile(indexFile(group), "\n"));
  for (const ended of missing) await appendToIndex(group, ended);
}

/** Returns the generations with all their trials. */
export const readIndex = async (group: string): Promise<Map<number, EndedTrial[]>> => parsed(await readText(group));

const readText = (group: string): Promise<string> =>
  about(indexFile(group), () =>
    readFile(indexFile(group), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    }),
  );

function parsed(text: string): Map<number, EndedTrial[]> {
  const byGeneration = new Map<number, Map<number, IndexLine>>();
  for (const line of text.split("\n")) {
    const read = readIndexLine(line);
    if (!read) continue;
    const { trial, generation } = read.proposal;
    const trials = byGeneration.get(generation) ?? new Map<number, IndexLine>();
    byGeneration.set(generation, trials.set(trial, read));
  }
  const whole = [...byGeneration].map(([generation, lines]) => [generation, [...lines.values()]] as const);
  return new Map(
    whole
      .filter(([, lines]) => lines.length === lines[0].of)
      .map(([generation, lines]) => [generation, lines.map(({ proposal, result }) => ({ proposal, result }))]),
  );
}

/** Returns undefined if the line is damaged. */
export function readIndexLine(line: string): IndexLine | undefined {
  const [, start, sum] = /^(.*),"crc":"([0-9a-f]{8})"\}$/.exec(line) ?? [];
  if (start === undefined || sum !== sumOf(`${start}}`)) return undefined;
  return JSON.parse(`${start}}`) as IndexLine;
}
