/** Training: what the schedule, the optimizer and early stopping need from other keys. */
import { optimizerWords } from "../../editor/explain/training";
import type { ResolvedConfig } from "../../schema/resolve";
import { error, hint, leaveOut, type Remark, setTo, warning } from "../finding";
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
    const message = `this minimum lies above the learning rate, ${optimizer.learningRate}, which it would lift; choose a smaller one`;
    remarks.push(warning("schedule-minimum", at("minimum"), message, leaveOut(at("minimum"))));
  }
  if (schedule.warmupEpochs > epochs) {
    const message = `the run ends after ${epochs} epochs, before the learning rate is reached; choose fewer`;
    const fix = setTo(at("warmupEpochs"), Math.min(epochs, Math.max(1, Math.round(epochs / 10))));
    remarks.push(warning("warmup-long", at("warmupEpochs"), message, fix));
  }
  if (schedule.type === "step" && schedule.every >= epochs) {
    const message = `the run ends after ${epochs} epochs, before the first step; choose fewer`;
    const fix = epochs > 1 ? setTo(at("every"), Math.ceil(epochs / 3)) : leaveOut(["training", "schedule"]);
    remarks.push(hint("schedule-unused", at("every"), message, fix));
  }
  if ("factor" in schedule && schedule.factor > 1) {
    const message = "a factor above 1 makes the learning rate grow without bound; choose one below 1";
    const fix = schedule.type === "step" ? leaveOut(at("factor")) : setTo(at("factor"), 0.95);
    remarks.push(warning("schedule-grows", at("factor"), message, fix));
  }
  return remarks;
}

function optimizerRemarks({ optimizer, regularization }: Training): Remark[] {
  if (optimizer.type === "sgd" && optimizer.nesterov && optimizer.momentum === 0) {
    const message = 'nesterov does nothing without momentum; add "momentum": 0.9, or leave it out';
    const path = ["training", "optimizer", "nesterov"];
    return [warning("nesterov-unused", path, message, leaveOut(path))];
  }
  if (optimizer.type === "adamw" && regularization.l2 === 0) {
    const message = "without regularization.l2, its weight decay, adamw is adam; add it, or take adam";
    const path = ["training", "optimizer", "type"];
    return [hint("adamw-no-decay", path, message, setTo(path, "adam"))];
  }
  return [];
}

function learningRateRemarks({ optimizer: { type, learningRate } }: Training): Remark[] {
  const { learningRates, usual } = optimizerWords[type];
  const [least, most] = learningRates;
  if (learningRate >= least && learningRate <= most) return [];
  const effect = learningRate > most ? "makes training diverge" : "hardly learns";
  const path = ["training", "optimizer", "learningRate"];
  return [
    warning("learning-rate", path, `${type} with ${learningRate} mostly ${effect}; usual: ${usual}`, leaveOut(path)),
  ];
}

function earlyStoppingRemarks({ data, training: { earlyStopping, epochs } }: ResolvedConfig): Remark[] {
  if (!earlyStopping) return [];
  const { metric, patience } = earlyStopping;
  const remarks: Remark[] = [];
  if (metric !== "cost" && !hasValidation(data)) {
    const message = 'there are no validation examples to watch; add "validation" to data, or watch "cost"';
    const path = ["training", "earlyStopping", ...(metric ? ["metric"] : [])];
    const fix = setTo(["data", "validation"], { fraction: 0.2 });
    remarks.push(error("early-stopping-validation", path, message, fix));
  }
  if (patience >= epochs) {
    const message = `the run ends after ${epochs} epochs, before patience does; choose less`;
    const path = ["training", "earlyStopping", "patience"];
    const fix = epochs > 1 ? setTo(path, Math.ceil(epochs / 5)) : leaveOut(path.slice(0, 2));
    remarks.push(warning("patience-long", path, message, fix));
  }
  return remarks;
}
