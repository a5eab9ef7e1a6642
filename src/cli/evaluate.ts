/** `evaluate RUN`: accuracy, cost and confusion matrix of a run's weights. */
import { type Command, InvalidArgumentError } from "commander";
import type { BackendName } from "../core/names";
import { type EvaluatedSet, evaluateRun, type RunEvaluation } from "../trainer/evaluateRun";
import { parseCount } from "../trainer/options";
import type { WhichWeights } from "../trainer/runWeights";
import { backendOptions, jsonOption, runsOption } from "./commonOptions";
import { findRun } from "./findRun";
import { confusionTable } from "./report/confusionTable";
import { cost, percent, whole } from "./report/figures";

interface Options {
  epoch: WhichWeights;
  backend?: "auto" | BackendName;
  threads?: "auto" | number;
  runs?: string;
  json?: boolean;
}

export function addEvaluate(program: Command): void {
  jsonOption(runsOption(backendOptions(program.command("evaluate"))))
    .description("measure a run on its validation and test examples")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .option("--epoch <n>", "which weights: best, last, or an epoch that was kept", parseWhich, "best")
    .action(async (name: string, { epoch: which, runs, json, ...options }: Options) => {
      const run = findRun(name, runs);
      const evaluation = await evaluateRun(run, { which, ...options });
      console.log(json ? JSON.stringify({ run, ...evaluation }) : describe(run, evaluation));
    });
}

function parseWhich(text: string): WhichWeights {
  if (text === "best" || text === "last") return text;
  try {
    return parseCount(text);
  } catch {
    throw new InvalidArgumentError("give best, last or the number of an epoch");
  }
}

function describe(run: string, { epoch, batch, classNames, sets }: RunEvaluation): string {
  const at = batch > 0 ? `epoch ${epoch} and ${batch} minibatches` : `epoch ${epoch}`;
  const lines = [`${run}, weights of ${at}`, ...sets.map(setLine)];
  const last = sets.at(-1);
  if (last) lines.push("", ...confusionTable(last, classNames, process.stdout.columns || 80));
  return lines.join("\n");
}

const setLine = ({ name, accuracy, cost: value, examples }: EvaluatedSet) =>
  `${name.padEnd(10)}  ${percent(accuracy)}  cost ${cost(value)}  ${whole(examples)} examples`;
