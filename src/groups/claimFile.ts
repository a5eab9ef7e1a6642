/**
 * The files of a trial's attempts: `claim.N` is created once for the N-th attempt and never changed; `beat.N` has a
 * counter that grows during the attempt, and tells when it is over. The highest N counts.
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
  /** True if the attempt returned the trial, such as at the end of a worker's time. */
  over?: true;
}

export const formatBeat = (beat: Beat): string => `${JSON.stringify(beat)}\n`;

/** The state of a trial's folder. */
export interface FoundTrial {
  hasResult: boolean;
  /** Number of the newest attempt; 0 if there is none. */
  attempt: number;
}

export async function findTrial(group: string, trial: number): Promise<FoundTrial> {
  const folder = trialFolder(group, trial);
  const names = await namesIn(folder);
  const attempts = names.map((name) => Number(/^claim\.([1-9]\d*)$/.exec(name)?.[1] ?? 0));
  return { hasResult: names.includes("result.json"), attempt: Math.max(0, ...attempts) };
}

/** A claim with its heartbeat, as read. */
export interface FoundClaim extends FoundLock {
  isOver: boolean;
}

/** Returns undefined if the claim is gone. */
export async function readClaim(group: string, trial: number, attempt: number): Promise<FoundClaim | undefined> {
  const claim = await readLock(claimFile(group, trial, attempt));
  if (!claim) return undefined;
  const file = beatFile(group, trial, attempt);
  // Network file systems promise current contents after opening a closed file; some need a second read.
  await readText(file);
  const beat = await readText(file);
  return { ...claim, text: `${claim.text}${beat}`, isOver: /"over":true/.test(beat) };
}

const readText = (file: string): Promise<string> => readFile(file, "utf8").catch(() => "");
