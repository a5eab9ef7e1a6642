/** Facts that `check` and the editor show about the weights file that a config starts from. */
import type { StartFacts } from "../../config/check/rules/start";
import type { NetworkError } from "../../core/errors";
import { noticed } from "../../messages";
import { messageFields } from "../../messages/said";
import type { Experiment } from "../experiment/prepare";
import { parametersOf, readStartWeights, refuseOtherNetwork } from "../experiment/startWeights";

export interface StartCheck {
  facts?: StartFacts;
  /** Reason why training cannot start from the file, without the key. */
  problem?: ReturnType<typeof messageFields>;
}

/**
 * Returns nothing for a run to start from, which is checked when training starts.
 * @param asProblem throws errors that are not the file's fault
 */
export async function checkStartWeights(
  experiment: Pick<Experiment, "file" | "config" | "dataset">,
  asProblem: (error: unknown) => NetworkError,
): Promise<StartCheck> {
  const { file, config, dataset } = experiment;
  const { start } = config.training;
  if (!start || "run" in start) return {};
  try {
    const { arrays, facts } = await readStartWeights(start, experiment);
    refuseOtherNetwork(config.layers, parametersOf(config, dataset.inputs), arrays, file);
    return facts ? { facts } : {};
  } catch (error) {
    return { problem: messageFields(noticed("start-problem", { problem: asProblem(error) })) };
  }
}
