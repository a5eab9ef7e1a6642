/** The states of a group's trials for display, readable at any time. */
import type { Proposal } from "../search/types";
import { type ClaimState, Claims } from "./claims";
import { endedIn, readGeneration } from "./generations";
import { readIndex } from "./indexLines";
import { generationsFolder, numbersIn, trialsFolder } from "./names";
import { type EndedTrial, readProposal, readResult, type StoredResult } from "./trial";

export interface TrialSummary {
  readonly proposal: Proposal;
  /** "waiting": it was started, and no process trains it now. */
  readonly state: "waiting" | "running" | StoredResult["state"];
  readonly result?: StoredResult;
  /** The machine of a running trial, if this one cannot check its process. */
  readonly host?: string;
}

/**
 * Returns all started trials, sorted by number. Throws NetworkError of kind "run" if a file is damaged.
 * @param claims observations of earlier calls, which claims of other machines need
 */
export async function listTrials(group: string, claims = new Claims(group)): Promise<TrialSummary[]> {
  const ended = await endedTrials(group);
  const known = new Set(ended.map(({ proposal }) => proposal.trial));
  const summaries: TrialSummary[] = ended.map(({ proposal, result }) => ({ proposal, result, state: result.state }));
  for (const trial of await numbersIn(trialsFolder(group), /^(\d{6,})$/)) {
    if (known.has(trial)) continue;
    const open = await readOpenTrial(group, trial, claims);
    if (open) summaries.push(open);
  }
  return summaries.sort((a, b) => a.proposal.trial - b.proposal.trial);
}

/** Returns trials of closed generations: from the index, and those that it lacks from generations/. */
async function endedTrials(group: string): Promise<EndedTrial[]> {
  const closed = await numbersIn(generationsFolder(group), /^(\d{4,})\.json$/);
  const index = await readIndex(group);
  const ended: EndedTrial[] = [];
  for (const generation of closed) {
    const indexed = index.get(generation);
    const found = indexed ? undefined : await readGeneration(group, generation);
    ended.push(...(indexed ?? (found ? endedIn(found) : [])));
  }
  return ended;
}

/** Returns undefined for a folder that was just created. */
export async function readOpenTrial(group: string, trial: number, claims: Claims): Promise<TrialSummary | undefined> {
  const look = await claims.stateOf(trial);
  const result = look.state === "ended" ? await readResult(group, trial) : undefined;
  const proposal = await readProposal(group, trial).catch((error) => {
    if (error.code === "run-missing") return undefined;
    throw error;
  });
  if (!proposal) return undefined;
  return result ? { proposal, result, state: result.state } : { proposal, ...stateOf(look) };
}

function stateOf(look: ClaimState): Pick<TrialSummary, "state" | "host"> {
  if (look.state !== "claimed") return { state: "waiting" };
  return { state: "running", ...(!look.isCertain && look.host !== undefined && { host: look.host }) };
}
