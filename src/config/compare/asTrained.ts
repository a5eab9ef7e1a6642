/** Whether a config still says what a run was trained with. */
import { isDeepStrictEqual } from "node:util";
import type { NetworkConfig } from "../schema";
import { bestMetricOf, type ResolvedConfig, resolveConfig } from "../schema/resolve";

/** @param seed the one that the run chose, where the config leaves it out */
export const isAsTrained = (config: NetworkConfig, trained: ResolvedConfig, seed: number): boolean =>
  isDeepStrictEqual(learned(resolveConfig(config, seed)), learned(trained));

/**
 * Without what does not change what is learned, and as JSON keeps it. A run of before `bestMetric` was recorded learned
 * the same, whichever of its epochs it calls the best.
 */
function learned({ threads: _, backend: __, $schema: ___, ...config }: ResolvedConfig): unknown {
  const training = { ...config.training, ...bestMetricOf(config.training) };
  return JSON.parse(JSON.stringify({ ...config, training }));
}
