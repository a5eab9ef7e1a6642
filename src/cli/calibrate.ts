/** `calibrate RUN`: fits a temperature to the probabilities of a run, for `--calibrated` of other commands. */
import { type Command, Option } from "commander";
import { fewExamples } from "../core/calibration";
import { type CalibrationFigures, calibrateRun, type FittedRun } from "../trainer/results/calibrateRun";
import { checkpointOption } from "./checkpointOption";
import { backendOptions, jsonOption, runsOption, type WeightsOptions } from "./commonOptions";
import { findTrainedRun } from "./findRun";
import { colors } from "./report/colors";
import { cost, percent, whole } from "./report/formatting";

interface Options extends WeightsOptions {
  set: "validation" | "test";
}

/** The option of commands that use probabilities. */
export const calibratedOption = (command: Command): Command =>
  command.option("--calibrated", "probabilities with the temperature that calibrate has fitted for these weights");

export function addCalibrate(program: Command): void {
  jsonOption(runsOption(backendOptions(checkpointOption(program.command("calibrate")))))
    .description("fit a temperature to a run's probabilities, and write it into the run folder as calibration.json")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .addOption(new Option("--set <name>", "set to fit it on").choices(["validation", "test"]).default("validation"))
    .action(async (name: string, { epoch: checkpoint, runs, json, ...options }: Options) => {
      const run = findTrainedRun(name, runs);
      const fitted = await calibrateRun(run, { checkpoint, ...options });
      for (const note of notes(fitted)) console.error(`${run}: ${note}`);
      console.log(json ? JSON.stringify({ run, ...fitted }) : describe(run, fitted));
    });
}

function notes({ bound, examples, set, temperature }: FittedRun): string[] {
  const few = `only ${examples} ${set} examples: the temperature and the calibration error are uncertain`;
  const onTest =
    "fitted on the test examples, which now measure its probabilities too favourably; use --set validation";
  return [
    ...(set === "test" ? [onTest] : []),
    ...(examples < fewExamples ? [few] : []),
    ...(bound === "lowest"
      ? [
          `the ${set} examples are separated: the best temperature is 0, and ${temperature} is the lowest; use more examples`,
        ]
      : []),
    ...(bound === "highest"
      ? [`the network is no better than chance on the ${set} examples: ${temperature} is the highest temperature`]
      : []),
  ];
}

function describe(run: string, { temperature, set, epoch, examples, before, after }: FittedRun): string {
  const title = ["probability", "examples", "predicted", "observed"].map((text) => text.padStart(12)).join("");
  return [
    `${run}, weights of epoch ${epoch}: temperature ${temperature.toFixed(4)}, from ${whole(examples)} ${set} examples`,
    `before  ${figures(before)}`,
    `after   ${figures(after)}`,
    "",
    "after:",
    colors.dim(title),
    ...after.bins.flatMap(({ count, predicted, observed }, bin) => {
      if (count === 0) return [];
      const range = `${bin * 10}–${bin * 10 + 10}%`;
      return [[range, whole(count), percent(predicted), percent(observed)].map((text) => text.padStart(12)).join("")];
    }),
  ].join("\n");
}

const figures = ({ ece, cost: value }: CalibrationFigures) =>
  `calibration error ${percent(ece)}  log loss ${cost(value)}`;
