/** The options that several commands have. */
import { type Command, InvalidArgumentError } from "commander";
import { NetworkError } from "../core/errors";
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

export interface EventsOptions {
  events?: boolean;
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

/** @param what whose own events they are */
export const eventsOption = (command: Command, what: string): Command =>
  command.option("--events", `with --json: the events of ${what} own run, too`);

/** Throws a NetworkError where there are no lines that the events could be among. */
export function refuseEventsAlone({ events, json }: { events?: boolean; json?: boolean }): void {
  if (!events || json) return;
  const reason = "adds lines to those of --json; add --json, or leave it out";
  throw new NetworkError("bad-option/overrides", { option: "--events", reason });
}

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
