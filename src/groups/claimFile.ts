/**
 * Who trains a trial: `claim.N`, that of its N-th attempt, is created once and never changed; `beat.N` beside it has a
 * counter that grows while the attempt goes on, and says when it is over. The highest N counts.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type FoundLock, readLock } from "../runs/lockFile";
import { namesIn, trialFolder } from "./names";

export const claimFile = (group: string, trial: number, attempt: number): string =>
  join(trialFolder(group, trial), `claim.${attempt}`);
export const beatFile = (group: string, trial: number, attempt: number): string =>
  join(trialFolder(group, trial), `beat.${attempt}`);

export interface Beat {
  beats: number;
  /** The attempt gave the trial back, as at the end of a worker's time. */
  over?: true;
}

export const formatBeat = (beat: Beat): string => `${JSON.stringify(beat)}\n`;

/** What a look into a trial's folder finds. */
export interface FoundTrial {
  hasResult: boolean;
  /** The newest attempt; 0 where there is none. */
  attempt: number;
}

export async function findTrial(group: string, trial: number): Promise<FoundTrial> {
  const folder = trialFolder(group, trial);
  const names = await namesIn(folder);
  const attempts = names.map((name) => Number(/^claim\.([1-9]\d*)$/.exec(name)?.[1] ?? 0));
  return { hasResult: names.includes("result.json"), attempt: Math.max(0, ...attempts) };
}

/** A claim as it was found, with its beat. */
export interface FoundClaim extends FoundLock {
  isOver: boolean;
}

/** Undefined where it is gone. */
export async function readClaim(group: string, trial: number, attempt: number): Promise<FoundClaim | undefined> {
  const claim = await readLock(claimFile(group, trial, attempt));
  if (!claim) return undefined;
  const file = beatFile(group, trial, attempt);
  // Network file systems promise the newest contents to who opens a file that was closed; some need two tries.
  await readText(file);
  const beat = await readText(file);
  return { ...claim, text: `${claim.text}${beat}`, isOver: /"over":true/.test(beat) };
}

const readText = (file: string): Promise<string> => readFile(file, "utf8").catch(() => "");
