/** The commands of `matrix-network`. Only the code of the command that is called is run. */
import { Command } from "commander";
import { version } from "../trainer/experiment/version";
import { cacheOption, memoryOption } from "./commonOptions";

type Add = (program: Command) => void;

/** In the order of `--help`. */
const commands: Record<string, () => Promise<Add>> = {
  train: async () => (await import("./train")).addTrain,
  resume: async () => (await import("./resume")).addResume,
  attach: async () => (await import("./attach")).addAttach,
  check: async () => (await import("./check")).addCheck,
  data: async () => (await import("./data")).addData,
  evaluate: async () => (await import("./evaluate")).addEvaluate,
  calibrate: async () => (await import("./calibrate")).addCalibrate,
  explain: async () => (await import("./explain")).addExplain,
  predict: async () => (await import("./predict")).addPredict,
  export: async () => (await import("./export")).addExport,
  verify: async () => (await import("./verify")).addVerify,
  when: async () => (await import("./when")).addWhen,
  runs: async () => (await import("./runs")).addRuns,
  backends: async () => (await import("./backends")).addBackends,
  sweep: async () => (await import("./sweep")).addSweep,
  mcp: async () => (await import("./mcp")).addMcp,
  worker: async () => (await import("./worker")).addWorker,
};

/** @param name of the only command that is needed; without it, or if it is none, all commands are there */
export async function makeProgram(name = ""): Promise<Command> {
  const program = new Command("matrix-network")
    .description("Train fully connected networks from a config file.")
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) });
  const needed = Object.hasOwn(commands, name) ? [name] : name === "--version" ? [] : Object.keys(commands);
  for (const each of needed) (await commands[each]())(program);
  for (const command of program.commands) if (!readNoData.has(command.name())) cacheOption(memoryOption(command));
  return program;
}

const readNoData: ReadonlySet<string> = new Set(["attach", "runs"]);

/** Joins the lines of a Commander message: its suggestions come on a second line. */
const oneLine = (text: string) => `${text.trim().replace(/\s*\n\s*/g, " ")}; see --help\n`;
