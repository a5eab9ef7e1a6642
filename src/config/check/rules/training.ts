/** Checks the training settings: requirements of the schedule, the optimizer and early stopping on other keys. */
import { needsValidation } from "../../../core/metricRegistry";
import { optimizerDescriptions } from "../../schema/descriptions";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Diagnostic, leaveOut, report, setTo } from "../finding";
import { checkMetric, checkMetricsValidation, taskOf, watched } from "./metric";
import { hasValidation, usesFolderSplit } from "./split";

export function checkTraining(config: ResolvedConfig): Diagnostic[] {
  return [
    ...checkSchedule(config.training),
    ...checkOptimizer(config.training),
    ...checkLearningRate(config.training),
    ...checkEarlyStopping(config),
    ...checkBestMetric(config),
    ...checkMetric(config, taskOf(config.data)),
  ];
}

type Training = ResolvedConfig["training"];

function checkSchedule({ schedule, optimizer, epochs }: Training): Diagnostic[] {
  const at = (key: string) => ["training", "schedule", key];
  const diagnostics: Diagnostic[] = [];
  if ("minimum" in schedule && schedule.minimum > optimizer.learningRate) {
    const { learningRate } = optimizer;
    diagnostics.push(report("schedule-minimum", at("minimum"), { learningRate }, leaveOut(at("minimum"))));
  }
  if (schedule.warmupEpochs > epochs) {
    const fix = setTo(at("warmupEpochs"), Math.min(epochs, Math.max(1, Math.round(epochs / 10))));
    diagnostics.push(report("warmup-long", at("warmupEpochs"), { epochs }, fix));
  }
  if (schedule.type === "step" && schedule.every >= epochs) {
    const fix = epochs > 1 ? setTo(at("every"), Math.ceil(epochs / 3)) : leaveOut(["training", "schedule"]);
    diagnostics.push(report("schedule-unused", at("every"), { epochs }, fix));
  }
  if (schedule.type === "cosine" && schedule.epochs !== undefined && schedule.epochs < epochs && !schedule.minimum) {
    diagnostics.push(report("schedule-zero", at("epochs"), { epochs: schedule.epochs }, leaveOut(at("epochs"))));
  }
  if ("factor" in schedule && schedule.factor > 1) {
    const fix = schedule.type === "step" ? leaveOut(at("factor")) : setTo(at("factor"), 0.95);
    diagnostics.push(report("schedule-grows", at("factor"), {}, fix));
  }
  return diagnostics;
}

function checkOptimizer({ optimizer, regularization }: Training): Diagnostic[] {
  if (optimizer.type === "sgd" && optimizer.nesterov && optimizer.momentum === 0) {
    const path = ["training", "optimizer", "nesterov"];
    return [report("nesterov-unused", path, {}, leaveOut(path))];
  }
  if (optimizer.type === "adamw" && regularization.l2 === 0) {
    const path = ["training", "optimizer", "type"];
    return [report("adamw-no-decay", path, {}, setTo(path, "adam"))];
  }
  return [];
}

function checkLearningRate({ optimizer: { type, learningRate } }: Training): Diagnostic[] {
  const { learningRates, usual } = optimizerDescriptions[type];
  const [min, max] = learningRates;
  if (learningRate >= min && learningRate <= max) return [];
  const path = ["training", "optimizer", "learningRate"];
  const id = learningRate > max ? "learning-rate/high" : "learning-rate/low";
  return [report(id, path, { optimizer: type, learningRate, usual }, leaveOut(path))];
}

function checkEarlyStopping({ data, training: { earlyStopping, epochs } }: ResolvedConfig): Diagnostic[] {
  if (!earlyStopping) return [];
  const { metric, patience } = earlyStopping;
  const diagnostics: Diagnostic[] = [];
  if ((!metric || needsValidation(metric)) && !hasValidation(data) && !usesFolderSplit(data)) {
    const path = ["training", "earlyStopping", ...(metric ? ["metric"] : [])];
    const fix = setTo(["data", "validation"], { fraction: 0.2 });
    diagnostics.push(report("early-stopping-validation", path, {}, fix));
  }
  if (patience >= epochs) {
    const path = ["training", "earlyStopping", "patience"];
    const fix = epochs > 1 ? setTo(path, Math.ceil(epochs / 5)) : leaveOut(path.slice(0, 2));
    diagnostics.push(report("patience-long", path, { epochs }, fix));
  }
  return diagnostics;
}

function checkBestMetric(config: ResolvedConfig): Diagnostic[] {
  if (hasValidation(config.data) || usesFolderSplit(config.data)) return [];
  const fix = setTo(["data", "validation"], { fraction: 0.2 });
  const listed = checkMetricsValidation(config);
  const chosen = watched(config)
    .filter(({ path, metric }) => path.at(-1) === "bestMetric" && needsValidation(metric))
    .map(({ path, metric }) => report("best-metric-validation", path, { metric }, fix));
  return [...chosen, ...listed];
}
