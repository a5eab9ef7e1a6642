/** `evaluate RUN`: prints the metrics and the confusion matrix of a run, and compares a metric with a bound. */
import { type Command, Option } from "commander";
import { NetworkError } from "../core/errors";
import { hasFinalRun, isGroupFolder } from "../groups/finalRun";
import { readManifest } from "../runs/manifest";
import { type FoldsReport, readFolds, refuseUnfinished } from "../trainer/group/foldReport";
import { parseNumber, parseWhole } from "../trainer/process/options";
import { type EvaluatedSet, evaluateRun, type RunEvaluation } from "../trainer/results/evaluateRun";
import { type Mark, type MarkOrder, markRun, markText } from "../trainer/results/markRun";
import { checkpointOption } from "./checkpointOption";
import { backendOptions, jsonOption, refusing, runsOption, type WeightsOptions } from "./commonOptions";
import { noCode } from "./failures";
import { findRun, findTrainedRun } from "./findRun";
import { confusionTable } from "./report/confusionTable";
import { scoreLines } from "./report/foldLines";
import { cost, percent, quantity, r2Text, whole } from "./report/formatting";
import { labelsTable } from "./report/labelsTable";

type Options = MarkOrder & WeightsOptions;

export function addEvaluate(program: Command): void {
  jsonOption(runsOption(backendOptions(checkpointOption(program.command("evaluate")))))
    .description("evaluate a run on its validation and test examples")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .option("--at-least <value>", "exit with code 6 if the metric is smaller", refusing(parseNumber))
    .option(
      "--at-most <value>",
      "exit with code 6 if the metric is larger: for cost, rmse and mae",
      refusing(parseNumber),
    )
    .option("--metric <name>", "metric to compare (default: accuracy, or r2 for a regression)")
    .addOption(new Option("--set <name>", "set to compare on (default: test)").choices(["test", "validation"]))
    .option("--seed <n>", "seed with which the run must have been trained", refusing(parseWhole))
    .action(async (name: string, { epoch: checkpoint, runs, json, ...given }: Options) => {
      const { set, metric, atLeast, atMost, seed, ...options } = given;
      const order = { set, metric, atLeast, atMost, seed };
      const marks = isMarked(order);
      const found = findRun(name, runs);
      const folds = isGroupFolder(found) ? await readFolds(found) : undefined;
      if (folds && !hasFinalRun(found)) refuseUnfinished(found, folds);
      if (folds?.measured && !hasFinalRun(found) && marks) {
        const reason = `is of a run, and the folds of ${found} have no last network; set "refit", or give a run`;
        throw new NetworkError("bad-option/overrides", { option: boundOption(order), reason });
      }
      if (folds?.measured && !hasFinalRun(found)) return showFolds(found, folds, json);
      const run = findTrainedRun(name, runs);
      const evaluation = await evaluateRun(run, { checkpoint, ...options });
      const mark = marks ? markRun(evaluation, order, (await readManifest(run)).config.training.seed) : undefined;
      if (evaluation.calibrationProblem) console.error(evaluation.calibrationProblem);
      if (json) console.log(JSON.stringify({ run, ...evaluation, ...foldScores(folds), ...(mark && { mark }) }));
      else console.log([describe(run, evaluation), ...afterRun(folds, mark)].join("\n"));
      if (mark && !mark.passed) process.exitCode = noCode;
    });
}

const foldScores = (folds: FoldsReport | undefined) => folds?.measured && { folds: folds.measured.scores };

const afterRun = (folds: FoldsReport | undefined, mark: Mark | undefined): string[] => [
  ...(folds ? ["", ...foldLines(folds)] : []),
  ...(mark ? ["", markText(mark)] : []),
];

/** Returns whether there is a bound. Throws a NetworkError if there are two, or options of marking without any. */
function isMarked(order: MarkOrder): boolean {
  const { atLeast, atMost, ...others } = order;
  const refuse = (option: string, reason: string) => {
    throw new NetworkError("bad-option/overrides", { option, reason });
  };
  if (atLeast !== undefined && atMost !== undefined) refuse("--at-most", "excludes --at-least; leave out one of them");
  if (atLeast !== undefined || atMost !== undefined) return true;
  const [other] = Object.entries(others).find(([, value]) => value !== undefined) ?? [];
  if (other) refuse(`--${other}`, "belongs to --at-least and --at-most; add one of them, or leave it out");
  return false;
}

const boundOption = ({ atLeast }: MarkOrder): string => (atLeast === undefined ? "--at-most" : "--at-least");

/** Shows folds without a final network, which have nothing else to measure. */
function showFolds(group: string, folds: FoldsReport, json = false): void {
  const why = folds.plan.refit
    ? "its last network is not trained yet"
    : '"refit" is false, so there is no last network';
  console.error(`${group}: ${why}; metrics of its folds`);
  if (json) console.log(JSON.stringify({ group, folds: folds.measured?.scores }));
  else console.log(foldLines(folds).join("\n"));
}

/** Returns the scores to expect for new examples: the final network is trained on all but the test set. */
const foldLines = ({ ended, measured }: FoldsReport): string[] => (measured ? scoreLines(measured, ended) : []);

function describe(run: string, evaluation: RunEvaluation): string {
  const { epoch, batch, classNames, sets } = evaluation;
  const at = batch > 0 ? `epoch ${epoch} and ${batch} minibatches` : `epoch ${epoch}`;
  const lines = [`${run}, weights of ${at}`, ...sets.map(setLine), ...calibrationLine(evaluation)];
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
  const line = `${name.padEnd(10)}  ${figure}  cost ${cost(value)}  ${whole(examples)} examples${eceText(set)}`;
  const balanced = set.balancedAccuracy === undefined ? [] : [`balanced accuracy ${percent(set.balancedAccuracy)}`];
  if (!binary) return [line, ...scores(set), ...balanced].join("  ");
  const { precision, recall } = binary;
  return [line, `precision ${percent(precision)}`, `recall ${percent(recall)}`, ...scores(binary), ...balanced].join(
    "  ",
  );
}

/** Expected calibration error, and after an arrow the one with the fitted temperature. */
function eceText({ ece, calibratedEce }: EvaluatedSet): string {
  if (ece === undefined) return "";
  return `  ECE ${percent(ece)}${calibratedEce === undefined ? "" : ` → ${percent(calibratedEce)}`}`;
}

function calibrationLine({ calibration }: RunEvaluation): string[] {
  if (!calibration) return [];
  const { temperature, set } = calibration;
  return [`ECE → with the temperature ${temperature.toFixed(4)}, fitted to the ${set} examples (--calibrated)`];
}

const scores = ({ f1, auc }: { f1?: number; auc?: number }): string[] => [
  ...(f1 === undefined ? [] : [`F1 ${f1.toFixed(3)}`]),
  ...(auc === undefined ? [] : [`AUC ${auc.toFixed(3)}`]),
];
