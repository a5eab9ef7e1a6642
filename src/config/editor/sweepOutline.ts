/** The plan of a config's sweep, as far as it is written, for hovers and the outline. */
import { type Rung, rungsOf } from "../../search/halving";
import type { Space, SweepPlan } from "../../search/types";
import { configSchema } from "../schema";
import { resolveConfig } from "../schema/resolve";
import { type SweepConfig, sweepSchema } from "../schema/sweep";
import { gridCount } from "../sweep/gridCount";
import { fixedOf, spaceOf } from "../sweep/plan";

export interface SweepOutline {
  readonly search: SweepConfig["search"];
  readonly space: Space;
  /** Number of different settings; undefined if some are drawn from ranges. */
  readonly points?: number;
  /** Rungs of halving: the numbers of trials and epochs. */
  readonly rungs?: readonly Rung[];
}

/** Returns the outline; undefined for an incomplete sweep. @param written the config as written */
export function sweepOutline(written: unknown): SweepOutline | undefined {
  const { sweep: writtenSweep, ...own } = (written ?? {}) as Record<string, unknown>;
  const { success, data: sweep } = sweepSchema.safeParse(writtenSweep);
  if (!success) return undefined;
  const config = configSchema.safeParse(own);
  const resolved = config.success ? resolveConfig(config.data, 0) : undefined;
  const space = spaceOf(sweep);
  const points = gridCount(space, resolved ? fixedOf(sweep, resolved) : {});
  const { search } = sweep;
  const epochs = resolved?.training.epochs;
  return {
    search,
    space,
    ...(points !== undefined && { points }),
    ...(search.type === "halving" && epochs !== undefined && { rungs: rungsOf({ search, epochs } as SweepPlan) }),
  };
}
