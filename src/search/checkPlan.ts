/** Rejects plans whose space cannot be drawn from: every worker would train on a wrong proposal. */
import { NetworkError } from "../core/errors";
import { gridPoints, gridSize, largestGrid } from "./grid";
import { drawingOrder, fromUnit } from "./space";
import type { Parameter, SweepPlan } from "./types";

/** Points of a range, between its ends, that the error advises to list for a grid. */
const advised = [0.25, 0.5, 0.75];

/** Throws a NetworkError about the first wrong parameter, an Error about options that no config has. */
export function checkPlan(plan: SweepPlan): void {
  const { space, search, objectives, budget } = plan;
  space.forEach(checkParameter);
  checkConditions(plan);
  if (search.type === "grid") checkGrid(plan);
  else if (search.trials === undefined) throw new Error(`The search ${search.type} needs trials.`);
  if (!isCount(search.generation)) throw new Error("A generation has at least one trial.");
  if (!isCount(plan.epochs)) throw new Error("A trial trains at least one epoch.");
  if (search.reduction !== undefined && !(isCount(search.reduction) && search.reduction > 1)) {
    throw new Error("A rung keeps half of the trials at most.");
  }
  if (objectives.length < 1 || objectives.length > 2) throw new Error("A search has one or two objectives.");
  if (budget?.examples !== undefined && plan.examplesPerEpoch === undefined) {
    throw new Error("A budget of examples needs examplesPerEpoch.");
  }
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 1;

function checkParameter(parameter: Parameter): void {
  const { path } = parameter;
  if (parameter.kind === "choice") {
    const { choices } = parameter;
    if (choices.length === 0 || new Set(choices).size < choices.length)
      throw new NetworkError("search-choice", { path });
    return;
  }
  const { low, high } = parameter;
  const isLog = parameter.kind === "log" || (parameter.kind === "integer" && parameter.log);
  if (!(low < high) && !(parameter.kind === "integer" && low === high)) {
    throw new NetworkError("search-bounds/order", { path, low, high });
  }
  if (parameter.kind === "integer" && !(Number.isSafeInteger(low) && Number.isSafeInteger(high))) {
    throw new NetworkError("search-bounds/integer", { path });
  }
  if (isLog && !(low > 0)) throw new NetworkError("search-bounds/log", { path, low });
}

function checkConditions({ space, fixed }: SweepPlan): void {
  const paths = space.map(({ path }) => path);
  for (const { path, when = {} } of space) {
    const named = Object.keys(when).find((name) => !paths.includes(name) && !Object.hasOwn(fixed, name));
    if (named !== undefined) throw new NetworkError("search-when/unknown", { path, named });
  }
  if (drawingOrder(space)) return;
  const first = space.find(({ when = {} }) => Object.keys(when).some((name) => paths.includes(name)));
  throw new NetworkError("search-when/circle", { path: first?.path ?? "" });
}

function checkGrid(plan: SweepPlan): void {
  for (const parameter of plan.space) {
    if (parameter.kind === "choice" || gridSize(parameter) !== undefined) continue;
    const { path, low, high } = parameter;
    const values = [low, ...advised.map((share) => Number(fromUnit(parameter, share))), high];
    throw new NetworkError("search-grid/list", { path, values: [...new Set(values)] });
  }
  if (!gridPoints(plan, largestGrid)) throw new NetworkError("search-grid/large", { most: largestGrid });
}
