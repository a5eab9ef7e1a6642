/** What `check` and the editor say of the weights file that a config starts from. */
import type { StartFacts } from "../../config/check/rules/start";
import type { NetworkError } from "../../core/errors";
import type { Experiment } from "../experiment/prepare";
import { parametersOf, readStartWeights, refuseOtherNetwork } from "../experiment/startWeights";

export interface StartLook {
  facts?: StartFacts;
  /** Why training cannot start from it, without the key. */
  problem?: string;
}

/**
 * A run to start from is looked at when it is trained.
 * @param asProblem throws what is no fault of the file
 */
export async function lookAtStart(
  experiment: Pick<Experiment, "file" | "config" | "dataset">,
  asProblem: (error: unknown) => NetworkError,
): Promise<StartLook> {
  const { file, config, dataset } = experiment;
  const { start } = config.training;
  if (!start || "run" in start) return {};
  try {
    const { arrays, facts } = await readStartWeights(start, experiment);
    refuseOtherNetwork(config.layers, parametersOf(config, dataset.inputs), arrays, file);
    return facts ? { facts } : {};
  } catch (error) {
    return { problem: asProblem(error).message.replace(/^.*?training\.start(\.weights)?: /, "") };
  }
}
