/** The options that several commands have. */
import { type Command, InvalidArgumentError } from "commander";
import type { BackendName } from "../core/names";
import { parseBackend, parseCount, parseThreads, parseWhole } from "../trainer/process/options";

export interface SessionOptions {
  epochs?: number;
  backend?: "auto" | BackendName;
  seed?: number;
  runs?: string;
  threads?: "auto" | number;
  json?: boolean;
}

export interface DetachableOptions extends SessionOptions {
  detach?: boolean;
}

export const detachOption = (command: Command): Command =>
  command.option("--detach", "train in a process that outlives this terminal; see it with attach");

export const sessionOptions = (command: Command): Command =>
  jsonOption(
    backendOptions(
      runsOption(
        command
          .option("--epochs <n>", "train so many epochs", refusing(parseCount))
          .option("--seed <n>", "where all chance comes from", refusing(parseWhole)),
      ),
    ),
  );

export const backendOptions = (command: Command): Command =>
  command
    .option("--backend <name>", "what does the matrix work", refusing(parseBackend))
    .option("--threads <n>", "how many threads work, or auto", refusing(parseThreads));

export const runsOption = (command: Command): Command =>
  command.option("--runs <dir>", "where runs are, in place of .matrix-network");

export const jsonOption = (command: Command): Command =>
  command.option("--json", "lines of JSON on stdout, logs on stderr");

/** Commander reports an invalid value, with the option's name. */
export const refusing =
  <Value>(parse: (text: string) => Value) =>
  (text: string): Value => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };
