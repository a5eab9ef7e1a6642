/** The result of a trial, from what its training came to. */
import { NetworkError } from "../../core/errors";
import type { StoredResult } from "../../groups/trial";
import { formatError } from "../../messages";
import type { Proposal } from "../../search/types";
import type { Experiment } from "../experiment/prepare";
import type { TrialEnd } from "./trialRun";

interface Trained {
  /** Undefined where it could not be prepared. */
  readonly experiment: Experiment | undefined;
  /** The result of the trial that this one continues. */
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
  return { trial, state: "failed", objectives: [], failure: error.code, epochs, examples, message: messageOf(error) };
}

/** Without the place in a file: that of the config is another line than in the text that was checked. */
const messageOf = ({ id, values }: NetworkError): string =>
  formatError(id, values)
    .replace(/^\S.*?:\d+:\d+: /, "")
    .replace(/ \(and \d+ more: .*\)$/, "");
