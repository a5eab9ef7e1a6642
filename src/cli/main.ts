/** The command line `matrix-network` (dist/cli.js). */
import { Command } from "commander";
import { version } from "../trainer/experiment/version";
import { addAttach } from "./attach";
import { addBackends } from "./backends";
import { addCheck } from "./check";
import { addEvaluate } from "./evaluate";
import { addExport } from "./export";
import { reportFailure } from "./failures";
import { addPredict } from "./predict";
import { addResume } from "./resume";
import { addRuns } from "./runs";
import { addSweep } from "./sweep";
import { addTrain } from "./train";
import { addVerify } from "./verify";
import { addWhen } from "./when";
import { addWorker } from "./worker";

function makeProgram(): Command {
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
    addWorker,
  ])
    add(program);
  return program;
}

/** Commander's suggestions come on a second line. */
const oneLine = (text: string) => `${text.trim().replace(/\s*\n\s*/g, " ")}; see --help\n`;

// Whoever reads our output may go early, as `head` does.
for (const out of [process.stdout, process.stderr]) out.on("error", () => {});

makeProgram()
  .parseAsync()
  .catch((error) => {
    const code = reportFailure(error);
    process.exitCode ??= code;
  });
