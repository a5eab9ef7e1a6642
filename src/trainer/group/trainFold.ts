/** Trains one fold, unless it has a result, from its last checkpoint; no other process trains it meanwhile. */
import { NetworkError } from "../../core/errors";
import { Claim } from "../../groups/claim";
import { Claims } from "../../groups/claims";
import { describeFold, placeOfTrial } from "../../groups/foldsPlan";
import { runOfTrial } from "../../groups/names";
import { openTrial, readResult, type StoredResult, writeResult } from "../../groups/trial";
import type { Event } from "../../protocol/events";
import type { Proposal } from "../../search/types";
import { foldExperiment, foldObjectives } from "./foldTrials";
import type { OpenedFolds } from "./openFolds";
import { resultOf } from "./trialResult";
import { trainTrial } from "./trialRun";

interface Listening {
  readonly stopping: AbortController;
  /** Called with the events of the fold's run. */
  onEvent(event: Event): void;
}

/** Returns undefined if training was stopped. Throws a NetworkError if another process trains the fold. */
export async function trainFold(
  opened: OpenedFolds,
  group: string,
  proposal: Proposal,
  listening: Listening,
): Promise<StoredResult | undefined> {
  await openTrial(group, proposal);
  const claim = await claimOf(opened, group, proposal);
  if (!claim) return readResult(group, proposal.trial);
  try {
    const result = await train(opened, proposal, claim, listening);
    if (!result) {
      await claim.handOn();
      return undefined;
    }
    await claim.confirm();
    const isFirst = await writeResult(group, result);
    await claim.end();
    return isFirst ? result : await readResult(group, proposal.trial);
  } catch (error) {
    await claim.handOn().catch(() => {});
    throw error;
  }
}

/** Returns undefined if the fold has a result. */
async function claimOf({ plan }: OpenedFolds, group: string, proposal: Proposal): Promise<Claim | undefined> {
  const look = await new Claims(group).stateOf(proposal.trial);
  if (look.state === "ended") return undefined;
  const claim = look.state === "free" ? await Claim.make(group, proposal.trial, look.attempt) : undefined;
  if (claim) return claim;
  const { host, pid } = look.state === "claimed" ? look : { host: undefined, pid: undefined };
  throw new NetworkError("folds-running", {
    folder: group,
    fold: describeFold(plan, placeOfTrial(plan, proposal.trial)),
    pid,
    host,
  });
}

async function train(
  opened: OpenedFolds,
  proposal: Proposal,
  claim: Claim,
  { stopping, onEvent }: Listening,
): Promise<StoredResult | undefined> {
  const experiment = foldExperiment(opened, proposal.trial);
  const { config } = opened.experiment;
  const backend = await opened.backend();
  try {
    const end = await trainTrial({
      folder: runOfTrial(claim.group, proposal.trial),
      experiment,
      backend,
      runsDir: opened.runsDir,
      keepEpochs: false,
      stopping,
      confirm: () => claim.confirm(),
      onEvent,
    });
    if (!end) return undefined;
    const objectives = foldObjectives(end.best.figures, config.training.bestMetric);
    return resultOf(proposal, { experiment, continued: undefined, end, objectives });
  } catch (error) {
    // An overflow would occur again; other errors, such as a full disk, may be gone when the group continues.
    if (!(error instanceof NetworkError) || error.kind !== "non-finite") throw error;
    return resultOf(proposal, { experiment, continued: undefined, error });
  } finally {
    await backend.destroy();
  }
}
