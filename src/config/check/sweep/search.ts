/** Checks the search of a sweep: its space must suit the algorithm and have enough settings. */
import { gridSize, largestGrid } from "../../../search/grid";
import type { Parameter } from "../../../search/types";
import { gridCount } from "../../sweep/gridCount";
import { spacedValues } from "../../sweep/spacedValues";
import { type Diagnostic, leaveOut, type Path, report, setTo, titled } from "../finding";
import { keyOf } from "./ranges";
import { atParameter, type SweepContext } from "./sweepContext";

/** Checks the search; requires a valid space. */
export function checkSearch(context: SweepContext): Diagnostic[] {
  const { sweep, config } = context;
  const { search } = sweep;
  if (search.type === "grid") return checkGrid(context);
  if (search.type === "halving" && config.training.epochs < search.reduction) {
    const { epochs } = config.training;
    return [report("sweep-halving", ["sweep", "search", "type"], { epochs, reduction: search.reduction })];
  }
  return checkTrials(context);
}

function checkGrid(context: SweepContext): Diagnostic[] {
  const { space, fixed } = context;
  const endless = space.filter((parameter) => gridSize(parameter) === undefined);
  if (endless.length > 0) return endless.map((parameter) => listInstead(parameter));
  const points = gridCount(space, fixed) ?? 0;
  if (points <= largestGrid) return checkTrials(context);
  return [report("sweep-grid/large", ["sweep", "search", "type"], { points, most: largestGrid })];
}

function listInstead(parameter: Parameter): Diagnostic {
  const choices = spacedValues(parameter);
  const { path, when } = parameter;
  const listed = setTo(atParameter(path), { choice: choices, ...(when && { when }) });
  return report(
    "sweep-grid",
    atParameter(path, keyOf(parameter)),
    { choices },
    { ...listed, ...titled("List {0}", choices.join(", ")) },
  );
}

/** Reports more requested trials than there are settings. */
function checkTrials({ space, fixed, sweep, written }: SweepContext): Diagnostic[] {
  const { search } = written.sweep as { search?: { trials?: number } };
  const trials = search?.trials;
  const points = gridCount(space, fixed);
  if (trials === undefined || points === undefined || trials <= points) return [];
  const at: Path = ["sweep", "search", "trials"];
  return [
    report("sweep-trials", at, { trials, points }, sweep.search.type === "grid" ? leaveOut(at) : setTo(at, points)),
  ];
}
