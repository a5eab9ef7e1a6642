/** `when RUN EXPR`: finds the first minibatch at which a condition became true. */
import { type Command, Option } from "commander";
import type { Value } from "../expressions/values";
import { parseCount, parseThreads } from "../trainer/process/options";
import type { At } from "../trainer/replay/replay";
import { type When, when } from "../trainer/replay/when";
import { whenAnswer } from "../trainer/replay/whenAnswer";
import { jsonOption, refusing, runsOption } from "./commonOptions";
import { noCode } from "./failures";
import { findTrainedRun } from "./findRun";
import { whole } from "./report/formatting";
import { childScanners, scanForParent, scannerOption } from "./scanners";

interface Options {
  from?: number;
  to?: number;
  bisect?: boolean;
  threads: "auto" | number;
  runs?: string;
  json?: boolean;
  scanner?: boolean;
}

export function addWhen(program: Command): void {
  jsonOption(runsOption(program.command("when")))
    .description("find the first minibatch at which a condition became true, by training the run again")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .argument("<condition>", "as in 'deadUnits(s1) > 0' or 'right(validation, 42)'; layers count from 1")
    .option("--from <epoch>", "the first epoch to look at", refusing(parseCount))
    .option("--to <epoch>", "the last epoch to look at", refusing(parseCount))
    .option("--bisect", "bisect over kept epochs; correct only for a condition that stays true")
    .option("--threads <n>", "number of parts of the run to train at a time, or auto", refusing(parseThreads), "auto")
    .addOption(new Option(scannerOption).hideHelp())
    .action(async (name: string, text: string, options: Options) => {
      if (options.scanner) return scanForParent(name, text);
      process.exitCode = await find(findTrainedRun(name, options.runs), text, options);
    });
}

/** Returns the exit code. */
async function find(run: string, text: string, { json, threads, ...options }: Options): Promise<number> {
  const notes: string[] = [];
  const found = await when(run, text, {
    ...options,
    threads,
    scanners: (segments) => childScanners(run, text, threads, segments),
    onNote: (note) => {
      notes.push(note);
      if (!json) console.error(note);
    },
  });
  console.log(json ? JSON.stringify(whenAnswer(run, text, found, notes)) : describe(text, found, options));
  return found.became ? 0 : noCode;
}

const place = ({ epoch, batch }: At) => `epoch ${epoch}, minibatch ${whole(batch)}`;

function describe(
  text: string,
  { terms, became, before, first, last }: When,
  { bisect }: Pick<Options, "bisect">,
): string {
  if (!became) {
    const searched = `from ${place(first)} to ${place(last)}`;
    if (before.holds) return `${text}: was true already before ${place(first)}, and did not become true ${searched}`;
    const more = bisect ? "; without --bisect, every minibatch is checked" : "";
    return `${text}: never became true ${searched}${more}`;
  }
  const { now } = became;
  const width = Math.max(0, ...terms.map(({ length }) => length));
  const lines = terms.map((term, i) => {
    const [earlier, value] = [became.before.values[i], now.values[i]].map(shown);
    return `  ${term.padEnd(width)}  ${earlier} → ${value}`;
  });
  const at = now.at ? place(now.at) : "the start";
  return [`${text}: became true in ${at}`, ...lines].join("\n");
}

/** Significant digits: enough that a value and the one before differ if the condition does. */
const digits = 6;

function shown(value: Value): string {
  if (value === undefined) return "nothing";
  return String(typeof value === "number" ? Number(value.toPrecision(digits)) : value);
}
