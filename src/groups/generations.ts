/**
 * Generations of trials: generations/0003.json has the proposals and results of a closed one, all of whose trials have
 * a result. All processes write the same bytes; the first file counts.
 */
import { mkdir } from "node:fs/promises";
import * as z from "zod";
import { about } from "../runs/errors";
import type { Proposal } from "../search/types";
import { createExclusive, removeTries } from "./exclusive";
import { appendToIndex } from "./indexLines";
import { generationFile, generationsFolder } from "./names";
import { formatSealed, normalized, readSealedIfThere } from "./sealed";
import {
  type EndedTrial,
  proposalSchema,
  readResult,
  removeUnfinished,
  resultSchema,
  type StoredResult,
} from "./trial";

/** A generation as in src/search, with complete results. */
export interface ClosedGeneration {
  readonly generation: number;
  readonly proposals: readonly Proposal[];
  /** Sorted by trial. */
  readonly results: readonly StoredResult[];
}

const generationSchema = z.object({
  generation: z.int().min(0),
  proposals: z.array(proposalSchema),
  results: z.array(resultSchema),
});

/** Returns undefined while it is open. Throws NetworkError of kind "run" if the file is damaged. */
export async function readGeneration(group: string, generation: number): Promise<ClosedGeneration | undefined> {
  const found = await readSealedIfThere(generationFile(group, generation), generationSchema);
  return found as ClosedGeneration | undefined;
}

/** Returns the closed generations without gaps. */
export async function readGenerations(group: string): Promise<ClosedGeneration[]> {
  const closed: ClosedGeneration[] = [];
  for (let next = await readGeneration(group, 0); next; next = await readGeneration(group, closed.length)) {
    closed.push(next);
  }
  return closed;
}

/**
 * Closes a generation if all its trials have a result; else returns undefined.
 * @param known results that were read before
 */
export async function closeGeneration(
  group: string,
  generation: number,
  proposals: readonly Proposal[],
  known: ReadonlyMap<number, StoredResult> = new Map(),
): Promise<ClosedGeneration | undefined> {
  const results: StoredResult[] = [];
  for (const { trial } of proposals) {
    const result = known.get(trial) ?? (await readResult(group, trial));
    if (!result) return undefined;
    results.push(result);
  }
  results.sort((a, b) => a.trial - b.trial);
  const closed = normalized({ generation, proposals, results }, generationSchema) as ClosedGeneration;
  const folder = generationsFolder(group);
  await about(folder, () => mkdir(folder, { recursive: true }));
  await tidyBefore(group, generation, proposals);
  const file = generationFile(group, generation);
  if (await createExclusive(file, formatSealed(closed), { sync: true })) {
    await removeTries(file);
    await appendToIndex(group, endedIn(closed));
  }
  return closed;
}

/** Removes temporary files of processes killed right after their file appeared. */
async function tidyBefore(group: string, generation: number, proposals: readonly Proposal[]): Promise<void> {
  await Promise.all(proposals.map(({ trial }) => removeUnfinished(group, trial)));
  if (generation > 0) await removeTries(generationFile(group, generation - 1));
}

/** Does the same for the last generation. */
export async function tidyAfter(group: string, closed: number): Promise<void> {
  if (closed > 0) await removeTries(generationFile(group, closed - 1));
}

/** Returns the ended trials in the order of the proposals. */
export function endedIn({ proposals, results }: ClosedGeneration): EndedTrial[] {
  const byTrial = new Map(results.map((result) => [result.trial, result]));
  return proposals.flatMap((proposal) => {
    const result = byTrial.get(proposal.trial);
    return result ? [{ proposal, result }] : [];
  });
}
