/** `evaluate RUN`: prints accuracy, cost and confusion matrix of a run's weights. */
import type { Command } from "commander";
import type { BackendName } from "../core/names";
import { hasFinalRun, isGroupFolder } from "../groups/finalRun";
import type { CheckpointRef } from "../trainer/experiment/checkpointRef";
import { type FoldsReport, readFolds, refuseUnfinished } from "../trainer/group/foldReport";
import { type EvaluatedSet, evaluateRun, type RunEvaluation } from "../trainer/results/evaluateRun";
import { checkpointOption } from "./checkpointOption";
import { backendOptions, jsonOption, runsOption } from "./commonOptions";
import { findRun, findTrainedRun } from "./findRun";
import { confusionTable } from "./report/confusionTable";
import { scoreLines } from "./report/foldLines";
import { cost, percent, quantity, r2Text, whole } from "./report/formatting";
import { labelsTable } from "./report/labelsTable";

interface Options {
  epoch: CheckpointRef;
  backend?: "auto" | BackendName;
  threads?: "auto" | number;
  runs?: string;
  json?: boolean;
}

export function addEvaluate(program: Command): void {
  jsonOption(runsOption(backendOptions(checkpointOption(program.command("evaluate")))))
    .description("evaluate a run on its validation and test examples")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .action(async (name: string, { epoch: checkpoint, runs, json, ...options }: Options) => {
      const found = findRun(name, runs);
      const folds = isGroupFolder(found) ? await readFolds(found) : undefined;
      if (folds && !hasFinalRun(found)) refuseUnfinished(found, folds);
      if (folds?.measured && !hasFinalRun(found)) return showFolds(found, folds, json);
      const run = findTrainedRun(name, runs);
      const evaluation = await evaluateRun(run, { checkpoint, ...options });
      const { measured } = folds ?? {};
      if (json) console.log(JSON.stringify({ run, ...evaluation, ...(measured && { folds: measured.scores }) }));
      else console.log([describe(run, evaluation), ...(folds ? ["", ...foldLines(folds)] : [])].join("\n"));
    });
}

/** Shows folds without a final network, which have nothing else to measure. */
function showFolds(group: string, folds: FoldsReport, json = false): void {
  const why = folds.plan.refit
    ? "its last network is not trained yet"
    : '"refit" is false, so there is no last network';
  console.error(`${group}: ${why}; what its folds measured`);
  if (json) console.log(JSON.stringify({ group, folds: folds.measured?.scores }));
  else console.log(foldLines(folds).join("\n"));
}

/** Returns the scores to expect for new examples: the final network is trained on all but the test set. */
const foldLines = ({ ended, measured }: FoldsReport): string[] => (measured ? scoreLines(measured, ended) : []);

function describe(run: string, { epoch, batch, classNames, sets }: RunEvaluation): string {
  const at = batch > 0 ? `epoch ${epoch} and ${batch} minibatches` : `epoch ${epoch}`;
  const lines = [`${run}, weights of ${at}`, ...sets.map(setLine)];
  const last = sets.at(-1);
  if (last?.labels) lines.push("", ...labelsTable(last.name, last.labels));
  else if (last?.accuracy !== undefined)
    lines.push("", ...confusionTable(last, classNames, process.stdout.columns || 80));
  return lines.join("\n");
}

function setLine(set: EvaluatedSet): string {
  const { name, accuracy, exactMatch, fit, binary, cost: value, examples } = set;
  const right = percent(accuracy ?? Number.NaN);
  const share = exactMatch === undefined ? right : `${right} of the labels  exact match ${percent(exactMatch)}`;
  const figure = fit ? `RMSE ${quantity(fit.rmse)}  MAE ${quantity(fit.mae)}  ${r2Text(fit.r2, 4)}` : share;
  const line = `${name.padEnd(10)}  ${figure}  cost ${cost(value)}  ${whole(examples)} examples`;
  const balanced = set.balancedAccuracy === undefined ? [] : [`balanced accuracy ${percent(set.balancedAccuracy)}`];
  if (!binary) return [line, ...scores(set), ...balanced].join("  ");
  const { precision, recall } = binary;
  return [line, `precision ${percent(precision)}`, `recall ${percent(recall)}`, ...scores(binary), ...balanced].join(
    "  ",
  );
}

const scores = ({ f1, auc }: { f1?: number; auc?: number }): string[] => [
  ...(f1 === undefined ? [] : [`F1 ${f1.toFixed(3)}`]),
  ...(auc === undefined ? [] : [`AUC ${auc.toFixed(3)}`]),
];
