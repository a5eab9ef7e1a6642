/** `explain RUN`: prints why a network answers so: importance of columns, dependence on one, changes of an example. */
import { type Command, Option } from "commander";
import { NetworkError } from "../core/errors";
import { parseCount, parseWhole } from "../trainer/process/options";
import { changesOfRun, dependenceOfRun, type ExplainOptions, importanceOfRun } from "../trainer/results/explainRun";
import { checkpointOption } from "./checkpointOption";
import { backendOptions, jsonOption, refusing, runsOption, type WeightsOptions } from "./commonOptions";
import { findTrainedRun } from "./findRun";
import { changesTable, dependenceTable, importanceTable } from "./report/explainTables";

interface Options extends WeightsOptions, Pick<ExplainOptions, "set" | "repeats" | "seed"> {
  column?: string;
  answer?: string;
  example?: number;
}

export function addExplain(program: Command): void {
  jsonOption(runsOption(backendOptions(checkpointOption(program.command("explain")))))
    .description("explain a run on tables: which columns matter, how a prediction depends on one, what turns an answer")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .addOption(
      new Option("--set <name>", "examples to use (default: validation, if there are any)").choices([
        "train",
        "validation",
        "test",
      ]),
    )
    .option("--repeats <n>", "number of permutations of each column", refusing(parseCount), 5)
    .option("--seed <n>", "seed of the permutations", refusing(parseWhole), 1)
    .option("--column <name>", "print how the prediction depends on this column (partial dependence)")
    .option("--example <n>", "print the smallest changes of this example that turn its answer", refusing(parseWhole))
    .option("--answer <name>", "the class, label or target of --column and --example (default: the last one)")
    .action(async (name: string, { epoch: checkpoint, runs, json, column, example, answer, ...rest }: Options) => {
      refuseBoth({ column, example, answer });
      const run = findTrainedRun(name, runs);
      const options = { checkpoint, answer, ...rest };
      const print = <Found extends object>(found: Found, table: (found: Found, width: number) => string[]) =>
        console.log(
          json ? JSON.stringify({ run, ...found }) : [run, ...table(found, process.stdout.columns || 80)].join("\n"),
        );
      if (column !== undefined) print(await dependenceOfRun(run, { ...options, column }), dependenceTable);
      else if (example !== undefined) print(await changesOfRun(run, { ...options, example }), changesTable);
      else print(await importanceOfRun(run, options), importanceTable);
    });
}

/** Throws a NetworkError for options that exclude each other, or that need another one. */
function refuseBoth({ column, example, answer }: Record<"column" | "example" | "answer", unknown>): void {
  const refuse = (option: string, reason: string) => {
    throw new NetworkError("bad-option/overrides", { option, reason });
  };
  if (column !== undefined && example !== undefined) refuse("--example", "excludes --column; leave out one of them");
  if (answer !== undefined && column === undefined && example === undefined) {
    refuse("--answer", "belongs to --column and --example; add one of them, or leave it out");
  }
}
