/** The axes of a sweep's pictures, identical objects until they change, by which painters detect changes. */
import type { SweepPlan } from "../../src/search/types";
import { type Axis, type ObjectiveAxis, objectiveAxis, parameterAxes } from "./axes";
import type { GroupState } from "./store";

export class SweepAxes {
  /** Axes of the settings in the order of the space. */
  readonly settings: readonly Axis[];
  private kept:
    | {
        readonly of: Pick<GroupState, "table" | "version">;
        readonly i: number;
        readonly log: boolean | undefined;
        readonly axes: readonly ObjectiveAxis[];
      }
    | undefined;

  constructor(private readonly plan: SweepPlan) {
    this.settings = parameterAxes(plan);
  }

  /** @param i index of the objective that `log` applies to; `log` undefined decides by its values */
  objectives(
    { table, version }: Pick<GroupState, "table" | "version">,
    i: number,
    log: boolean | undefined,
  ): readonly ObjectiveAxis[] {
    const { kept, plan } = this;
    if (kept?.of.table === table && kept.of.version === version && kept.i === i && kept.log === log) return kept.axes;
    const axes = plan.objectives.map((_, o) => objectiveAxis(plan, table, o, o === i ? log : undefined));
    this.kept = { of: { table, version }, i, log, axes };
    return axes;
  }
}
