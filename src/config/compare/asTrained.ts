/** Whether a config still says what a run was trained with. */
import { isDeepStrictEqual } from "node:util";
import type { NetworkConfig } from "../schema";
import { type ResolvedConfig, resolveConfig } from "../schema/resolve";

/** @param seed the one that the run chose, where the config leaves it out */
export const isAsTrained = (config: NetworkConfig, trained: ResolvedConfig, seed: number): boolean =>
  isDeepStrictEqual(learned(resolveConfig(config, seed)), learned(trained));

/** Without what does not change what is learned, and as JSON keeps it. */
function learned({ threads: _, backend: __, $schema: ___, ...config }: ResolvedConfig): unknown {
  return JSON.parse(JSON.stringify(config));
}
