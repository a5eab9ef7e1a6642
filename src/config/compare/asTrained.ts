/** Compares a config with the one that a run was trained with. */
import { isDeepStrictEqual } from "node:util";
import type { NetworkConfig } from "../schema";
import { bestMetricOf, type ResolvedConfig, resolveConfig } from "../schema/resolve";

/** @param seed the seed chosen by the run, for configs without one */
export const isAsTrained = (config: NetworkConfig, trained: ResolvedConfig, seed: number): boolean =>
  isDeepStrictEqual(learned(resolveConfig(config, seed)), learned(trained));

/**
 * Returns the settings that affect training, as JSON. Runs recorded before `bestMetric` existed were trained the same
 * way, whichever epoch they call the best.
 */
function learned({ threads: _, backend: __, $schema: ___, ...config }: ResolvedConfig): unknown {
  const training = { ...config.training, ...bestMetricOf(config.training) };
  return JSON.parse(JSON.stringify({ ...config, training }));
}
