/**
 * Generations of trials: generations/0003.json holds the proposals and results of one that is closed, which is when all
 * its trials have a result. Any process writes the same bytes; the first one counts.
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

/** As src/search has it, with all that is stored of results. */
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

/** Undefined while it is open. Throws NetworkError of kind "run" where the file is damaged. */
export async function readGeneration(group: string, generation: number): Promise<ClosedGeneration | undefined> {
  const found = await readSealedIfThere(generationFile(group, generation), generationSchema);
  return found as ClosedGeneration | undefined;
}

/** All that are closed one after the other, from the first on. */
export async function readGenerations(group: string): Promise<ClosedGeneration[]> {
  const closed: ClosedGeneration[] = [];
  for (let next = await readGeneration(group, 0); next; next = await readGeneration(group, closed.length)) {
    closed.push(next);
  }
  return closed;
}

/**
 * Closes a generation if all its trials have a result; undefined where one has none yet.
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

/** Whoever was killed just after its file had its name has left what it wrote it from. */
async function tidyBefore(group: string, generation: number, proposals: readonly Proposal[]): Promise<void> {
  await Promise.all(proposals.map(({ trial }) => removeUnfinished(group, trial)));
  if (generation > 0) await removeTries(generationFile(group, generation - 1));
}

/** The same for the last one, which no other follows. */
export async function tidyAfter(group: string, closed: number): Promise<void> {
  if (closed > 0) await removeTries(generationFile(group, closed - 1));
}

/** In the order of the proposals. */
export function endedIn({ proposals, results }: ClosedGeneration): EndedTrial[] {
  const byTrial = new Map(results.map((result) => [result.trial, result]));
  return proposals.flatMap((proposal) => {
    const result = byTrial.get(proposal.trial);
    return result ? [{ proposal, result }] : [];
  });
}
