/** Options that several commands share. */
import { type Command, InvalidArgumentError } from "commander";
import { NetworkError } from "../core/errors";
import type { BackendName } from "../core/names";
import { noCacheVariable } from "../data/cache/noCache";
import { memoryVariable, setMemoryBound } from "../formats/memoryBound";
import type { CheckpointRef } from "../trainer/experiment/checkpointRef";
import { parseBackend, parseCount, parseMemory, parseThreads, parseWhole } from "../trainer/process/options";

/** Options of commands that compute. */
export interface ComputingOptions {
  backend?: "auto" | BackendName;
  threads?: "auto" | number;
  runs?: string;
  json?: boolean;
}

export interface SessionOptions extends ComputingOptions {
  epochs?: number;
  seed?: number;
}

/** Options of commands that use the weights of a run. */
export interface WeightsOptions extends ComputingOptions {
  epoch: CheckpointRef;
}

export interface EventsOptions {
  events?: boolean;
}

export interface DetachableOptions extends SessionOptions {
  detach?: boolean;
}

export const detachOption = (command: Command): Command =>
  command.option("--detach", "train in a process that outlives this terminal; attach shows it");

export const sessionOptions = (command: Command): Command =>
  jsonOption(
    backendOptions(
      runsOption(
        command
          .option("--epochs <n>", "number of epochs to train", refusing(parseCount))
          .option("--seed <n>", "seed of all random numbers", refusing(parseWhole)),
      ),
    ),
  );

export const backendOptions = (command: Command): Command =>
  command
    .option("--backend <name>", "backend that computes matrix operations", refusing(parseBackend))
    .option("--threads <n>", "number of threads, or auto", refusing(parseThreads));

/** Adds the memory option, for every command that reads data or weights; its child processes get the same. */
export const memoryOption = (command: Command): Command =>
  command
    .option(
      "--memory <size>",
      "memory limit of each process, such as 2GB (default: half of the free memory)",
      refusing(parseMemory),
    )
    .hook("preAction", () => {
      const { memory } = command.opts<{ memory?: number }>();
      if (memory === undefined) return;
      setMemoryBound(memory);
      process.env[memoryVariable] = String(memory);
    });

/** Adds the option that reads tables anew, for every command that reads data; its child processes do the same. */
export const cacheOption = (command: Command): Command =>
  command.option("--no-cache", "read tables from their files, not from the cache").hook("preAction", () => {
    const options = command.opts<{ cache?: boolean }>();
    if (options.cache === false) process.env[noCacheVariable] = "1";
    // Not for the command, which would hand it on.
    delete options.cache;
  });

export const runsOption = (command: Command): Command =>
  command.option("--runs <dir>", "runs folder (default: .matrix-network beside the config)");

export const jsonOption = (command: Command): Command =>
  command.option("--json", "print lines of JSON on stdout, logs on stderr");

/** @param what the subject whose events are printed */
export const eventsOption = (command: Command, what: string): Command =>
  command.option("--events", `with --json: the events of ${what} own run, too`);

/** Throws a NetworkError if `--events` is given without `--json`, to whose lines it adds. */
export function refuseEventsAlone({ events, json }: { events?: boolean; json?: boolean }): void {
  if (!events || json) return;
  const reason = "adds lines to those of --json; add --json, or leave it out";
  throw new NetworkError("bad-option/overrides", { option: "--events", reason });
}

/** Makes Commander report an invalid value with the option's name. */
export const refusing =
  <Value>(parse: (text: string) => Value) =>
  (text: string): Value => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };
