/** The commands of `matrix-network`. */
import { Command } from "commander";
import { version } from "../trainer/experiment/version";
import { addAttach } from "./attach";
import { addBackends } from "./backends";
import { addCheck } from "./check";
import { memoryOption } from "./commonOptions";
import { addEvaluate } from "./evaluate";
import { addExport } from "./export";
import { addMcp } from "./mcp";
import { addPredict } from "./predict";
import { addResume } from "./resume";
import { addRuns } from "./runs";
import { addSweep } from "./sweep";
import { addTrain } from "./train";
import { addVerify } from "./verify";
import { addWhen } from "./when";
import { addWorker } from "./worker";

export function makeProgram(): Command {
  const program = new Command("matrix-network")
    .description("Train fully connected networks from a config file.")
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) });
  for (const add of [
    addTrain,
    addResume,
    addAttach,
    addCheck,
    addEvaluate,
    addPredict,
    addExport,
    addVerify,
    addWhen,
    addRuns,
    addBackends,
    addSweep,
    addMcp,
    addWorker,
  ])
    add(program);
  for (const command of program.commands) if (!readNoData.has(command.name())) memoryOption(command);
  return program;
}

const readNoData: ReadonlySet<string> = new Set(["attach", "runs"]);

/** Joins the lines of a Commander message: its suggestions come on a second line. */
const oneLine = (text: string) => `${text.trim().replace(/\s*\n\s*/g, " ")}; see --help\n`;
