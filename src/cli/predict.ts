/** `predict RUN INPUT`: prints predictions of a run's network for new examples, as CSV or JSON lines. */
import type { Command } from "commander";
import { writeOutputFile } from "../trainer/results/outputFile";
import { formatPredictions, isJsonFile } from "../trainer/results/predictionText";
import { predictRun } from "../trainer/results/predictRun";
import { calibratedOption } from "./calibrate";
import { checkpointOption } from "./checkpointOption";
import { backendOptions, jsonOption, runsOption, type WeightsOptions } from "./commonOptions";
import { findTrainedRun } from "./findRun";

interface Options extends WeightsOptions {
  out?: string;
  calibrated?: boolean;
  id?: string;
}

export function addPredict(program: Command): void {
  jsonOption(runsOption(backendOptions(calibratedOption(checkpointOption(program.command("predict"))))))
    .description("predict new examples with the network of a run")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .argument("<input>", "a table or arrays in any format, a picture or a folder of them, or - for a table on stdin")
    .option("--id <column>", "column of the table that identifies the rows in the predictions; default: row numbers")
    .option("--out <file>", "write to this file instead of stdout; lines of JSON if it ends in .json or .jsonl")
    .action(async (name: string, input: string, { epoch: checkpoint, runs, json, out, ...options }: Options) => {
      const predictions = await predictRun(findTrainedRun(name, runs), input, {
        checkpoint,
        stdin: process.stdin,
        ...options,
      });
      for (const why of predictions.leftOut ?? []) console.error(`${input}: ${why}`);
      const text = formatPredictions(predictions, json === true || (out !== undefined && isJsonFile(out)));
      if (out === undefined) process.stdout.write(text);
      else await writeOutputFile(out, text);
    });
}
