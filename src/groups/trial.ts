/** The files of one trial: what it trains (proposal.json) and its result (result.json). */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { NetworkError } from "../core/errors";
import type { Cited } from "../messages/said";
import { about } from "../runs/errors";
import type { Proposal, TrialResult } from "../search/types";
import { createExclusive } from "./exclusive";
import { namesIn, resultFile, trialFolder } from "./names";
import { formatSealed, normalized, readSealed, readSealedIfThere } from "./sealed";

const whole = z.int().min(0);

export const proposalSchema = z.object({
  trial: whole,
  generation: whole,
  /** Values by the parameter's path for a sweep; for folds the part that is left out. */
  values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  seed: whole,
  epochs: z.int().min(1),
  repeats: whole.optional(),
  continues: whole.optional(),
});

/** A reproducible result, independent of the process, time and machine of its attempt. */
export interface StoredResult extends TrialResult {
  /** Epoch of best.npz, and its metrics. Absent if no epoch was finished. */
  readonly best?: { readonly epoch: number; readonly figures: Readonly<Record<string, number>> };
  /** sha256 (hex) of the parameters of that epoch. */
  readonly weights?: string;
  /** The error's message; `failure` is its code. */
  readonly message?: string;
  /** What the message is made of. */
  readonly id?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

export const resultSchema = z.object({
  trial: whole,
  state: z.enum(["done", "failed"]),
  objectives: z.array(z.number()),
  failure: z.string().optional(),
  epochs: whole,
  examples: whole,
  best: z.object({ epoch: whole, figures: z.record(z.string(), z.number()) }).optional(),
  weights: z.string().optional(),
  message: z.string().optional(),
  id: z.string().optional(),
  values: z.record(z.string(), z.unknown()).optional(),
});

/** Returns why a trial failed; the code of its error, if its result has no more. */
export const problemOf = ({ failure = "", message = failure, id, values }: Partial<StoredResult>): Cited => ({
  message,
  id,
  values,
});

/** A trial that has ended. */
export interface EndedTrial {
  readonly proposal: Proposal;
  readonly result: StoredResult;
}

const proposalFile = (group: string, trial: number): string => join(trialFolder(group, trial), "proposal.json");

/**
 * Creates the trial's folder with its proposal, unless it exists. Throws NetworkError of kind "run" if it has another
 * proposal, computed differently.
 */
export async function openTrial(group: string, proposal: Proposal): Promise<void> {
  const folder = trialFolder(group, proposal.trial);
  await about(folder, () => mkdir(folder, { recursive: true }));
  const file = proposalFile(group, proposal.trial);
  const ours = normalizedProposal(proposal);
  if (await createExclusive(file, formatSealed(ours))) return;
  const found = await readProposal(group, proposal.trial);
  if (formatSealed(found) !== formatSealed(ours)) throw new NetworkError("proposal-differs", { file });
}

/** Returns the proposal as read from its file. */
export const normalizedProposal = (proposal: Proposal): Proposal => normalized(proposal, proposalSchema) as Proposal;

/** Reads the proposal; throws NetworkError of kind "run". */
export async function readProposal(group: string, trial: number): Promise<Proposal> {
  return (await readSealed(proposalFile(group, trial), proposalSchema)) as Proposal;
}

/** Returns false if another attempt was faster: then its result counts. */
export const writeResult = (group: string, result: StoredResult): Promise<boolean> =>
  createExclusive(resultFile(group, result.trial), formatSealed(normalized(result, resultSchema)), { sync: true });

/** Removes temporary files of a trial with a result. Processes that still write there are too late. */
export async function removeUnfinished(group: string, trial: number): Promise<void> {
  const folder = trialFolder(group, trial);
  const left = (await namesIn(folder)).filter((name) => name.startsWith("."));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true }).catch(() => {})));
}

/** Returns undefined if there is no result yet. Throws NetworkError of kind "run" if it is damaged. */
export async function readResult(group: string, trial: number): Promise<StoredResult | undefined> {
  return (await readSealedIfThere(resultFile(group, trial), resultSchema)) as StoredResult | undefined;
}
