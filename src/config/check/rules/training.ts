/** Training: what the schedule, the optimizer and early stopping require of other keys. */
import { optimizerWords } from "../../editor/explain/training";
import type { ResolvedConfig } from "../../schema/resolve";
import { leaveOut, type Remark, report, setTo } from "../finding";
import { metricRemarks, taskOf } from "./metric";
import { hasValidation } from "./split";

export function trainingRemarks(config: ResolvedConfig): Remark[] {
  return [
    ...scheduleRemarks(config.training),
    ...optimizerRemarks(config.training),
    ...learningRateRemarks(config.training),
    ...earlyStoppingRemarks(config),
    ...metricRemarks(config, taskOf(config.data)),
  ];
}

type Training = ResolvedConfig["training"];

function scheduleRemarks({ schedule, optimizer, epochs }: Training): Remark[] {
  const at = (key: string) => ["training", "schedule", key];
  const remarks: Remark[] = [];
  if ("minimum" in schedule && schedule.minimum > optimizer.learningRate) {
    const { learningRate } = optimizer;
    remarks.push(report("schedule-minimum", at("minimum"), { learningRate }, leaveOut(at("minimum"))));
  }
  if (schedule.warmupEpochs > epochs) {
    const fix = setTo(at("warmupEpochs"), Math.min(epochs, Math.max(1, Math.round(epochs / 10))));
    remarks.push(report("warmup-long", at("warmupEpochs"), { epochs }, fix));
  }
  if (schedule.type === "step" && schedule.every >= epochs) {
    const fix = epochs > 1 ? setTo(at("every"), Math.ceil(epochs / 3)) : leaveOut(["training", "schedule"]);
    remarks.push(report("schedule-unused", at("every"), { epochs }, fix));
  }
  if ("factor" in schedule && schedule.factor > 1) {
    const fix = schedule.type === "step" ? leaveOut(at("factor")) : setTo(at("factor"), 0.95);
    remarks.push(report("schedule-grows", at("factor"), {}, fix));
  }
  return remarks;
}

function optimizerRemarks({ optimizer, regularization }: Training): Remark[] {
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

function learningRateRemarks({ optimizer: { type, learningRate } }: Training): Remark[] {
  const { learningRates, usual } = optimizerWords[type];
  const [min, max] = learningRates;
  if (learningRate >= min && learningRate <= max) return [];
  const path = ["training", "optimizer", "learningRate"];
  const id = learningRate > max ? "learning-rate/high" : "learning-rate/low";
  return [report(id, path, { optimizer: type, learningRate, usual }, leaveOut(path))];
}

function earlyStoppingRemarks({ data, training: { earlyStopping, epochs } }: ResolvedConfig): Remark[] {
  if (!earlyStopping) return [];
  const { metric, patience } = earlyStopping;
  const remarks: Remark[] = [];
  if (metric !== "cost" && !hasValidation(data)) {
    const path = ["training", "earlyStopping", ...(metric ? ["metric"] : [])];
    const fix = setTo(["data", "validation"], { fraction: 0.2 });
    remarks.push(report("early-stopping-validation", path, {}, fix));
  }
  if (patience >= epochs) {
    const path = ["training", "earlyStopping", "patience"];
    const fix = epochs > 1 ? setTo(path, Math.ceil(epochs / 5)) : leaveOut(path.slice(0, 2));
    remarks.push(report("patience-long", path, { epochs }, fix));
  }
  return remarks;
}
