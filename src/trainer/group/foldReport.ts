/** Results of a group's folds, read from its folder alone: for training and for display. */
import { resolve } from "node:path";
import type { TrainingConfig } from "../../config/schema";
import { bestMetricOf } from "../../config/schema/resolve";
import { bestMetric, type Figures } from "../../core/earlyStopping";
import { NetworkError } from "../../core/errors";
import type { MetricName } from "../../core/names";
import { scoresOf } from "../../groups/foldScores";
import { type FoldsPlan, foldsPlanOf, placeOfTrial } from "../../groups/foldsPlan";
import type { Group } from "../../groups/group";
import { readGroup } from "../../groups/group";
import { runOfTrial } from "../../groups/names";
import { problemOf, readResult, type StoredResult } from "../../groups/trial";
import { saidBy } from "../../messages/said";
import type { Best } from "../../protocol/events";
import type { FoldEnded, FoldsMeasured } from "../../protocol/foldEvents";
import { medianEpoch } from "./finalConfig";

export interface FoldsReport {
  readonly plan: FoldsPlan;
  /** Folds that have ended. */
  readonly ended: readonly FoldEnded[];
  /** Measurements, if all folds have ended and none has failed. */
  readonly measured?: FoldsMeasured;
}

/** Throws a NetworkError of kind "run" if a file is damaged. */
export async function readFolds(folder: string): Promise<FoldsReport> {
  const group = await readGroup(folder);
  const plan = foldsPlanOf(group, folder);
  const metric = chosenBy(group);
  const ended: FoldEnded[] = [];
  for (const trial of plan.examples.keys()) {
    const result = await readResult(folder, trial);
    if (result) ended.push(endedFold(folder, plan, result, metric));
  }
  const isWhole = ended.length === plan.examples.length && ended.every(({ state }) => state === "done");
  return { plan, ended, ...(isWhole && { measured: measuredFolds(plan, ended) }) };
}

/** Throws a NetworkError of kind "run" if none has failed and some are still to be trained. */
export function refuseUnfinished(folder: string, { plan, ended }: FoldsReport): void {
  const folds = plan.examples.length;
  if (ended.length < folds && ended.every(({ state }) => state === "done"))
    throw new NetworkError("folds-unfinished", { folder, ended: ended.length, folds });
}

/** Returns the metric that chooses the best epoch, according to the config. */
const chosenBy = ({ config }: Pick<Group, "config">): MetricName | undefined =>
  bestMetricOf((config.training ?? {}) as TrainingConfig).bestMetric;

/** @param metric chooses the best epoch, according to the config */
export function endedFold(
  folder: string,
  plan: FoldsPlan,
  result: StoredResult,
  metric: MetricName | undefined,
): FoldEnded {
  const { trial, state, epochs, failure, message, best } = result;
  const said = saidBy(problemOf(result));
  return {
    type: "trial",
    trial,
    ...placeOfTrial(plan, trial),
    run: resolve(runOfTrial(folder, trial)),
    state,
    examples: plan.examples[trial],
    epochs,
    ...(best && { best: bestOf(best, metric), figures: best.figures }),
    ...(failure !== undefined && { failure }),
    ...(message !== undefined && { message }),
    ...(said && { said }),
  };
}

/** @param ended all folds, none of which has failed */
export function measuredFolds({ ordered }: FoldsPlan, ended: readonly FoldEnded[]): FoldsMeasured {
  const measured = ended.map(({ examples, figures = {} }) => ({ examples, figures }));
  const epochs = medianEpoch(ended.map(({ best, epochs }) => best?.epoch ?? epochs));
  return { type: "folds", scores: scoresOf(measured, ordered), epochs };
}

/** Returns the metric that chose the best epoch, and its value there. */
export function bestOf({ epoch, figures }: NonNullable<StoredResult["best"]>, recorded: MetricName | undefined): Best {
  const metric = bestMetric(figures as Figures, recorded);
  return metric === undefined || !Number.isFinite(figures[metric])
    ? { epoch, metric: "epoch", value: epoch }
    : { epoch, metric, value: figures[metric] };
}
