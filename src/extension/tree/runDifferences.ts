/** What a run was trained with that the run before it was not. */
import { configDifferences, type Difference } from "../../config/compare/differences";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Run } from "../workspace/networks";

/** Trained configs never change, so each pair is compared once. */
const known = new WeakMap<ResolvedConfig, { before: ResolvedConfig; differences: Difference[] }>();

export function changesFrom({ trained }: Run, before: ResolvedConfig | undefined): readonly Difference[] {
  if (!trained || !before) return [];
  const found = known.get(trained);
  if (found?.before === before) return found.differences;
  const differences = configDifferences(before, trained);
  known.set(trained, { before, differences });
  return differences;
}

/** Of each run, what the run before it in time was trained with. @param runs of one network, the newest first */
export function previousConfigs(runs: readonly Run[]): Map<Run, ResolvedConfig> {
  const before = new Map<Run, ResolvedConfig>();
  let earlier: ResolvedConfig | undefined;
  for (const run of [...runs].reverse()) {
    if (earlier) before.set(run, earlier);
    earlier = run.trained ?? earlier;
  }
  return before;
}
