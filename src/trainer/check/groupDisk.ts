/**
 * Estimates the disk usage of a group: of folds, which save only their best and last epochs and have a final network,
 * and of a sweep, whose trials are not known in advance: its settings give the maximum.
 */
import { checkConfig } from "../../config/check/check";
import type { NetworkConfig } from "../../config/schema";
import { asksForFolds, type FoldsConfig } from "../../config/schema/folds";
import { resolveConfig } from "../../config/schema/resolve";
import { gridCount } from "../../config/sweep/gridCount";
import { isSwept, type SweptData, sweepPlan } from "../../config/sweep/plan";
import { trialValue } from "../../config/sweep/trialValue";
import { diskUse } from "../../runs/diskUse";
import { rungsOf } from "../../search/halving";
import type { Parameter, SweepPlan, Value } from "../../search/types";

export interface GroupDiskUse {
  readonly kind: "folds" | "sweep";
  /** Bytes of the folder when all is trained. */
  readonly total: number;
  /** Number of trainings, and bytes of each run; for a sweep the maximum. */
  readonly trainings: number;
  readonly each: number;
  /** Bytes of the final network of folds. */
  readonly final?: number;
  /** True if a sweep has repeats: `total` excludes them, since their number is not known. */
  readonly repeats?: true;
}

/** Bytes of a trial besides its run: proposal, claim, result, and its lines in files of the group. */
const besideRun = 4000;

/** Returns undefined for a config without folds. @param inputs of an example */
export function foldsDisk(config: NetworkConfig, inputs: number): GroupDiskUse | undefined {
  if (!asksForFolds(config)) return undefined;
  const { folds, repeats, refit } = config.data.validation as FoldsConfig;
  const each = bytesOf(config, inputs, false) + besideRun;
  const final = refit ? bytesOf(config, inputs, true) : 0;
  const trainings = folds * repeats;
  return { kind: "folds", total: trainings * each + final, trainings, each, ...(refit && { final }) };
}

/** Returns undefined for a config without a sweep. @param data.written the config as written in the file */
export function sweepDisk(
  config: NetworkConfig,
  { written, inputs, ...data }: { written: unknown; inputs: number } & SweptData,
): GroupDiskUse | undefined {
  if (!isSwept(config)) return undefined;
  const plan = sweepPlan(config, 0, data);
  const each = maxOf(plan, written, (trial) => bytesOf(trial, inputs, config.sweep.keepEpochs)) + besideRun;
  const trainings = Math.min(trainingsOf(plan), plan.budget?.trials ?? Number.POSITIVE_INFINITY);
  const hasRepeats = (plan.repeats?.most ?? 1) > 1;
  return { kind: "sweep", total: trainings * each, trainings, each, ...(hasRepeats && { repeats: true }) };
}

function bytesOf(config: NetworkConfig, inputs: number, keepsEpochs: boolean): number {
  const resolved = resolveConfig(config, 0);
  const { training } = resolved;
  const keepEvery = keepsEpochs ? training.keepEvery : training.epochs + 1;
  return diskUse({ ...resolved, training: { ...training, keepEvery } }, inputs).total;
}

function trainingsOf(plan: SweepPlan): number {
  if (plan.search.type === "halving") return rungsOf(plan).reduce((sum, { trials }) => sum + trials, 0);
  const grid = gridCount(plan.space, plan.fixed) ?? Number.POSITIVE_INFINITY;
  return Math.min(plan.search.trials ?? grid, grid);
}

/** Sets one setting after the other to the value that makes the run largest. */
function maxOf({ space }: SweepPlan, written: unknown, bytes: (trial: NetworkConfig) => number): number {
  const swept = space.map(({ path }) => path);
  const sizeWith = (values: Record<string, Value>): number => {
    const { config } = checkConfig(JSON.stringify(trialValue(written, swept, { values })));
    return config ? bytes(config) : 0;
  };
  let values: Record<string, Value> = {};
  let most = sizeWith(values);
  for (const parameter of space) {
    for (const value of extremesOf(parameter)) {
      const size = sizeWith({ ...values, [parameter.path]: value });
      if (size <= most) continue;
      most = size;
      values = { ...values, [parameter.path]: value };
    }
  }
  return most;
}

const extremesOf = (parameter: Parameter): readonly Value[] =>
  parameter.kind === "choice" ? parameter.choices : [parameter.low, parameter.high];
