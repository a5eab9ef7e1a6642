/** The trials of folds: one for each fold of each repeat, all in the first generation. */
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { FoldPosition } from "../../data/folds/foldParts";
import { type FoldsPlan, placeOfTrial } from "../../groups/foldsPlan";
import type { Proposal } from "../../search/types";

export const proposalsOf = (plan: FoldsPlan, { training }: ResolvedConfig): Proposal[] =>
  plan.examples.map((_, trial) => {
    const { repeat, fold } = placeOfTrial(plan, trial);
    const values = { "data.validation.repeat": repeat, "data.validation.fold": fold };
    return { trial, generation: 0, values, seed: training.seed, epochs: training.epochs };
  });

/** Returns the config of a fold's run: as a config file it trains the same network. */
export function foldConfig(config: ResolvedConfig, { repeat, fold }: FoldPosition): ResolvedConfig {
  const { validation } = config.data;
  if (!validation || !("folds" in validation)) throw new TypeError("the config has no folds");
  return { ...config, data: { ...config.data, validation: { ...validation, repeat, fold } } };
}
