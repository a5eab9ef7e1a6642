/** Trains a trial and returns its result; a failure that every attempt would repeat is a result, too. */
import { NetworkError } from "../../core/errors";
import type { StoredResult } from "../../groups/trial";
import { formatError, noticed } from "../../messages";
import { messageFields } from "../../messages/said";
import type { Proposal } from "../../search/types";
import { asNetworkError } from "../experiment/failure";
import type { Experiment } from "../experiment/prepare";
import type { GroupTrials } from "./groupTrials";
import type { ResidentBackend } from "./residentBackend";
import { type TrialEnd, type TrialOrder, trainTrial } from "./trialRun";

interface Attempt extends Omit<TrialOrder, "experiment" | "backend" | "keepEpochs"> {
  readonly trials: GroupTrials;
  readonly backend: ResidentBackend;
  /** Result of the trial that this one continues. */
  readonly continued: StoredResult | undefined;
}

/** Returns undefined if training was stopped. Throws errors that are not the trial's fault. */
export async function attemptTrial(proposal: Proposal, attempt: Attempt): Promise<StoredResult | undefined> {
  const { trials, backend, continued, ...order } = attempt;
  let experiment: Experiment | undefined;
  try {
    if (continued?.state === "failed") throw new NetworkError("trial-continues", { trial: continued.trial });
    experiment = await trials.prepare(proposal);
    const { keepEpochs } = trials;
    const end = await trainTrial({ ...order, experiment, keepEpochs, backend: backend.begin(experiment.dataset) });
    return end && resultOf(proposal, { experiment, continued, end, objectives: trials.objectives(end.best.figures) });
  } catch (thrown) {
    const error = asNetworkError(thrown);
    if (!isOfTrial(error)) throw error;
    return resultOf(proposal, { experiment, continued, error });
  }
}

/**
 * Returns true if every attempt at the trial would fail with this error, on any machine: not for errors of the disk, of
 * memory or of data files, which do not depend on settings.
 */
function isOfTrial({ kind, code, cause }: NetworkError): boolean {
  if (code === "memory" || (kind === "data" && code.startsWith("data-"))) return false;
  if (kind === "internal")
    return !(cause instanceof RangeError) && (cause as NodeJS.ErrnoException).syscall === undefined;
  return kind === "config" || kind === "data" || kind === "non-finite";
}

interface Trained {
  /** Undefined if the experiment could not be prepared. */
  readonly experiment: Experiment | undefined;
  /** Result of the trial that this one continues. */
  readonly continued: StoredResult | undefined;
}

type Outcome = { readonly end: TrialEnd; readonly objectives: number[] | undefined } | { readonly error: NetworkError };

export function resultOf({ trial }: Proposal, { experiment, continued, ...outcome }: Trained & Outcome): StoredResult {
  const before = continued?.epochs ?? 0;
  const count = experiment?.dataset.train.count ?? 0;
  if ("end" in outcome && outcome.objectives) {
    const { end, objectives } = outcome;
    const { epochs, best, weights } = end;
    const examples = count * Math.max(0, epochs - before);
    return { trial, state: "done", objectives, epochs, examples, best, weights };
  }
  const error = "error" in outcome ? outcome.error : new NetworkError("trial-unmeasured", {});
  const { epoch = before + 1, batch = 1 } = error.place;
  const epochs = "end" in outcome ? outcome.end.epochs : epoch - 1;
  const batchSize = experiment?.config.training.batchSize ?? 0;
  const begun = "end" in outcome ? 0 : Math.min(count, (batch - 1) * batchSize);
  const examples = count * Math.max(0, epochs - before) + begun;
  return { trial, state: "failed", objectives: [], failure: error.code, epochs, examples, ...problemOf(error) };
}

/** Returns what is wrong with the trial: the first finding if there are several, without the file. */
function problemOf({ id, values }: NetworkError) {
  const one = id === "bad-config/findings" ? { ...values, more: 0 } : values;
  const problem = { id, values: one, message: formatError(id, one) };
  return messageFields(noticed("without-file", { problem, file: (values as { file?: string }).file }));
}
