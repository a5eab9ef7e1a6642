/** Differences between the configs of a run and the previous run. */
import { configDifferences, type Difference } from "../../config/compare/differences";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Run } from "../workspace/networks";

/** Differences of each pair, computed once, since a trained config never changes. */
const cache = new WeakMap<ResolvedConfig, { before: ResolvedConfig; differences: Difference[] }>();

export function changesFrom({ trained }: Run, before: ResolvedConfig | undefined): readonly Difference[] {
  if (!trained || !before) return [];
  const cached = cache.get(trained);
  if (cached?.before === before) return cached.differences;
  const differences = configDifferences(before, trained);
  cache.set(trained, { before, differences });
  return differences;
}

/** Returns the config of the previous run, for each run. @param runs of one network, newest first */
export function previousConfigs(runs: readonly Run[]): Map<Run, ResolvedConfig> {
  const before = new Map<Run, ResolvedConfig>();
  let earlier: ResolvedConfig | undefined;
  for (const run of [...runs].reverse()) {
    if (earlier) before.set(run, earlier);
    earlier = run.trained ?? earlier;
  }
  return before;
}
