/** The executor that a config names. */
import { commandExecutor } from "./command";
import { slurmExecutor } from "./slurm";
import type { Executor, ExecutorOptions, Work } from "./types";

/** Throws NetworkError where it cannot be used here. Starts nothing; of Slurm it asks the largest size of an array. */
export async function makeExecutor(options: ExecutorOptions, work: Work): Promise<Executor> {
  switch (options.type) {
    case "slurm":
      return slurmExecutor(options, work);
    case "command":
      return commandExecutor(options, work);
  }
}
