/** `export RUN --to FORMAT`: writes a run's network for another program. */
import { relative } from "node:path";
import { type Command, Option } from "commander";
import { type ExportFormat, exportFormats } from "../export/formats";
import type { CheckpointRef } from "../trainer/experiment/checkpointRef";
import { exportTo } from "../trainer/results/exportRun";
import { calibratedOption } from "./calibrate";
import { checkpointOption } from "./checkpointOption";
import { jsonOption, runsOption } from "./commonOptions";
import { findTrainedRun } from "./findRun";

interface Options {
  to: ExportFormat;
  out?: string;
  epoch: CheckpointRef;
  runs?: string;
  json?: boolean;
  calibrated?: boolean;
}

export function addExport(program: Command): void {
  jsonOption(runsOption(calibratedOption(checkpointOption(program.command("export")))))
    .description("export the network of a run for another program")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .addOption(new Option("--to <format>", "the format").choices(exportFormats).makeOptionMandatory())
    .option("--out <file>", "output file (default: the network's name in the current folder)")
    .action(async (name: string, { to, out, epoch: checkpoint, runs, json, calibrated }: Options) => {
      const paths = await exportTo(findTrainedRun(name, runs), to, { checkpoint, out, calibrated });
      if (json) console.log(JSON.stringify({ files: paths }));
      else for (const path of paths) console.log(relative(process.cwd(), path));
    });
}
