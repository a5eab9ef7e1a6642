/** Checks the objective of a sweep: it must be measured, and be comparable across trials. */
import { isMetricName, metricsOfTask } from "../../../core/metricRegistry";
import { metricNames, type TaskName } from "../../../core/names";
import { objectiveMetrics } from "../../sweep/plan";
import { type Diagnostic, leaveOut, type Path, report, setTo } from "../finding";
import { nearest } from "../nearest";
import { hasValidation, usesFolderSplit } from "../rules/split";
import { checkUnseen, type Seen } from "../rules/unseen";
import type { SweepContext } from "./sweepContext";

export function checkObjectives(context: SweepContext): Diagnostic[] {
  const { sweep, config, task } = context;
  const { objective } = sweep;
  const found = objectiveMetrics(sweep, config, task).flatMap((metric, i, all): Diagnostic[] => {
    const at = placeOf(objective, i);
    const fault = checkMetricName(metric, at, task);
    if (fault) return [fault];
    if (all.indexOf(metric) < i) {
      return [report("sweep-objective/twice", at, { metric }, setTo(["sweep", "objective"], { metric }))];
    }
    if (isCostVaried(context) && (metric === "cost" || metric === "validationCost")) {
      return [report("sweep-objective/cost", at, { metric })];
    }
    return metric === "cost" ? [] : checkValidation(context, metric, at);
  });
  const open = !objective && found.length === 0 && task === undefined;
  return [
    ...found,
    ...(open ? checkValidation(context, "validationAccuracy", ["sweep", "objective"]) : []),
    ...checkTwo(sweep),
  ];
}

/** Checks objectives that compare classes when the validation examples lack some classes. */
export function checkObjectivesSeen({ sweep, config, task }: SweepContext, facts: Seen): Diagnostic[] {
  if (!sweep.objective) return [];
  const { earlyStopping: _, metrics: __, ...training } = config.training;
  return objectiveMetrics(sweep, config, task).flatMap((metric, i) => {
    if (metric === training.bestMetric || !isMetricName(metric)) return [];
    const judged = { ...config, training: { ...training, bestMetric: metric } };
    const isBest = ({ path }: Diagnostic) => path[0] === "training" && path[1] === "bestMetric";
    return checkUnseen(judged, facts)
      .filter(isBest)
      .map((diagnostic) => ({ ...diagnostic, path: placeOf(sweep.objective, i) }));
  });
}

/** Returns true if the cost is swept, directly or as the default of the output layer's activation. */
function isCostVaried({ space, written, config: { layers } }: SweepContext): boolean {
  if (space.some(({ path }) => path === "cost")) return true;
  const output = space.find(({ path }) => path === `layers[${layers.length - 1}].activation`);
  if (written.cost !== undefined || output?.kind !== "choice") return false;
  return new Set(output.choices.map((choice) => choice === "softmax" || choice === "sigmoid")).size > 1;
}

/** Returns the path of an objective's metric, or where a default one would be. */
function placeOf(objective: SweepContext["sweep"]["objective"], i: number): Path {
  if (!objective) return ["sweep", "objective"];
  return ["sweep", "objective", ...(Array.isArray(objective) ? [i] : []), "metric"];
}

function checkMetricName(metric: string, at: Path, task: TaskName | undefined): Diagnostic | undefined {
  const metrics = metricsOf(task);
  if (metrics.includes(metric)) return undefined;
  if (task && metricsOf(undefined).includes(metric)) {
    return report("sweep-objective/task", at, { task, metric, metrics });
  }
  if (/time|second|minute|duration|speed|milli/i.test(metric)) return report("sweep-objective/time", at, { metrics });
  const near = nearest(metric, metrics);
  return near
    ? report("sweep-objective/near", at, { metric, near, metrics }, setTo(at, near))
    : report("sweep-objective", at, { metric, metrics });
}

/** Returns the metrics of a task; all metrics if the task is unknown. */
const metricsOf = (task: TaskName | undefined): readonly string[] => (task ? metricsOfTask(task) : metricNames);

function checkValidation({ config: { data } }: SweepContext, metric: string, at: Path): Diagnostic[] {
  if (hasValidation(data) || usesFolderSplit(data)) return [];
  const fix = setTo(["data", "validation"], { fraction: 0.2 });
  return [report("sweep-objective-validation", at, { metric }, fix)];
}

function checkTwo({ objective, search, repeats }: SweepContext["sweep"]): Diagnostic[] {
  if (!Array.isArray(objective) || objective.length < 2) return [];
  const at = ["sweep", "objective"];
  if (search.type === "halving") {
    // The default generation of tpe is smaller.
    const { type: _, reduction: __, generation: ___, ...kept } = search;
    return [report("sweep-objectives/halving", at, {}, setTo(["sweep", "search"], { type: "tpe", ...kept }))];
  }
  return repeats ? [report("sweep-objectives/repeats", at, {}, leaveOut(["sweep", "repeats"]))] : [];
}
